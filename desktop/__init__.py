"""The application around the windows; the only layer that knows everything."""
