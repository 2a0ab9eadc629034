"""The REST API: `routes` take requests, the modules here do the work on a state of the graph, `models` say what comes out."""
