"""Projects and policies."""
