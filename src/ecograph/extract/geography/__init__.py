"""Places: divisions, waters, sites, and the place that an article calls its own."""
