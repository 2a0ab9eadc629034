"""Give language models the graph as tools, by the Model Context Protocol: over standard input, or at /mcp of a service.

The tools ask the service's own HTTP API, in this process or at an address, so that its limits and tokens hold for them too.
"""
