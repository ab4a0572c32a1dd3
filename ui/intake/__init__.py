"""New case: the form where a case begins."""
