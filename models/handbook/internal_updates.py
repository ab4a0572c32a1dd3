"""How often the team owes itself a word about a case, by priority."""

from collections.abc import Mapping
from typing import Final

INTERNAL_UPDATES: Final[Mapping[str, int]] = {"P1": 1800}
"""Seconds that may pass without a note among ourselves, where the handbook is silent."""
