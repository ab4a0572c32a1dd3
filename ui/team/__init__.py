"""Customers: the list of them, and one with contacts, terms, cases and figures."""
