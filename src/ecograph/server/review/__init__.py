"""Review: what is doubtful, and what people decide about it; each decision is a line of the store's file of decisions."""
