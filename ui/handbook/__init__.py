"""The Handbook page: what is promised, edited in place and published as a dated version."""
