"""Take documents in over HTTP: read and extracted in a process that can be ended, put into the graph, taken out again."""
