"""Keep a service running in the open: logs, request ids, metrics, health, proxies, limits on requests, compression."""
