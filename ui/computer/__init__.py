"""The page about this computer: closing, starting, messages, and what stands in their way."""
