"""The Reviews page: what was kept in a quarter, and where it broke."""
