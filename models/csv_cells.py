"""Cells of a file for a spreadsheet, in which no words of a person are ever a formula."""

from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: object) -> str:
    """Words as they are, but for those that a spreadsheet would run: an apostrophe before them."""
    words = str(value)
    return f"'{words}" if words.startswith(_FORMULA) else words
