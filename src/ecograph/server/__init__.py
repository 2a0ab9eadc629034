"""The HTTP side: SPARQL endpoint, JSON API and the network page; read-only, offline, no outside request."""
