"""Whether a customer typed is a new one, and whether that was meant."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from models.typed_text import one_line
from ui.messages import tr

_SHORTEST: Final = 3
_ALIKE: Final = 0.82
_MOST: Final = 5_000
"""Among more names than these, those that begin alike are looked through."""


class NewCustomer:
    """Knows the desk's customers; asks once about a name that looks like a slip of the hand."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._exact: frozenset[str] = frozenset()
        self._asked = ""

    def know(self, names: Iterable[str]) -> None:
        """These are customers."""
        self._exact = frozenset(names)
        self._known = {name.casefold(): name for name in self._exact}

    def hint(self, typed: str) -> str:
        """What to say below the field; nothing where the customer is known, or nobody is named."""
        name = one_line(typed)
        if not name or not self._exact or name in self._exact:
            return ""
        alike = self._alike(name)
        if alike:
            return tr("A new customer. Or did you mean “{name}”?", name=alike)
        return tr("A new customer: made as the case is opened.")

    def doubt(self, typed: str) -> str:
        """Why to ask before this name becomes a customer; "" the second time it is meant."""
        name = one_line(typed)
        if not name or name in self._exact or name == self._asked:
            return ""
        alike = self._alike(name)
        self._asked = name if alike or len(name) < _SHORTEST else ""
        if alike:
            return tr("“{name}” is new, and there is “{alike}”. Open it once more to add the new"
                      " customer.", name=name, alike=alike)  # fmt: skip
        if len(name) < _SHORTEST:
            return tr("“{name}” is no customer yet. Open it once more to add them.", name=name)
        return ""

    def _alike(self, name: str) -> str:
        folded = name.casefold()
        if folded in self._known:
            return self._known[folded]
        among = list(self._known)
        if len(among) > _MOST:
            among = [one for one in among if one[:2] == folded[:2]][:_MOST]
        found = get_close_matches(folded, among, 1, _ALIKE) if len(name) <= 100 else []
        return self._known[found[0]] if found else ""
