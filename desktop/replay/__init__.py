"""A past desk: a copy that knows what was known then, and how it goes on from there."""
