"""Other desks' files, read into cases and written in bulk. Knows `models` and nothing above it."""
