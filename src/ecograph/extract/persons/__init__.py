"""Officials: names and posts."""
