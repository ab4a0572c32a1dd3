"""The case page: facts, clocks and why, timeline."""
