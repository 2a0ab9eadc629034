"""Linked data: the IRI of each thing and each term leads to its page and to its data (W3C, "Cool URIs for the Semantic Web")."""
