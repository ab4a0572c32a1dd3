"""Before a desk is open: which one, where it is, and who is at it."""
