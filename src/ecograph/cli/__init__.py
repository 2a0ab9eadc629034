"""The command line: one command a file; heavy modules load inside the commands, so that `--help` is quick."""

from ecograph.cli.main import app, main

__all__ = ["app", "main"]
