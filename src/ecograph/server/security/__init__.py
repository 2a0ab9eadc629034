"""Decide who may do what: tokens and their scopes, and the headers that every answer carries."""

from ecograph.server.security.callers import Caller, caller, client_of
from ecograph.server.security.door import turned_away
from ecograph.server.security.guard import require, scope
from ecograph.server.security.tokens import SCOPES, Scope, Token, issue, parse, read

__all__ = [
    "SCOPES",
    "Caller",
    "Scope",
    "Token",
    "caller",
    "client_of",
    "issue",
    "parse",
    "read",
    "require",
    "scope",
    "turned_away",
]
