"""Importing another desk's log: seen before it is done, stopped while it runs."""
