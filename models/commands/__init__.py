"""What a person can do: one function per intent, each handed a `Work`."""
