"""Answer named questions: queries with a title, a sentence, parameters and an example."""

from ecograph.query.asking import ask, bound, find
from ecograph.query.question import Parameter, Question, questions

__all__ = ["Parameter", "Question", "ask", "bound", "find", "questions"]
