"""What we know: known issues, how-tos, playbooks and decisions, found, read and written."""
