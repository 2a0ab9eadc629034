"""Targets: numbers, what they count, whose they are, planned or achieved, by when."""
