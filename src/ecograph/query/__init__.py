"""Answer named questions: queries with a title, a sentence, parameters and an example; tell two graphs apart."""

from ecograph.query.asking import ask, bound, find
from ecograph.query.changes import Change, changes
from ecograph.query.question import Parameter, Question, questions

__all__ = ["Change", "Parameter", "Question", "ask", "bound", "changes", "find", "questions"]
