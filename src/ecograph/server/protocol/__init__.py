"""Speak the SPARQL 1.1 protocols: queries and updates, the graph store, and the description of the service."""
