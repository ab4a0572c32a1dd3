"""The queue page: next to breach first."""
