"""How much somebody holds, as people type it."""

from models.errors import Problems
from models.handbook.assignment_terms import MOST

USUAL = "usual"


def typed_capacity(written: str) -> int | None:
    """A whole number; None for what the handbook says, where nothing or “usual” is written."""
    said = written.strip().casefold()
    if said in ("", USUAL):
        return None
    if not said.isascii() or not said.isdigit() or len(said) > 6 or int(said) > MOST:
        refused = f"“{written.strip()[:20]}” is not a whole number from 0 to {MOST:,}."
        raise Problems("No such capacity", {"capacity": refused}, "Type such a number.")
    return int(said)
