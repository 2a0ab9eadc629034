"""Words, tables and numerals: what every step looks up."""
