"""What was odd in a folder of articles, and how many articles are of which kind, in few words."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, Protocol, TypeVar

from models.text import Text, counted

_MANY: Final = 5
"""So many that say the same are told of by the first and their number."""
_QUOTED: Final = re.compile("“[^”]*”")
_CALLED: Final = {
    "decision": ("1 decision", "{count} decisions"),
    "known_issue": ("1 known issue", "{count} known issues"),
    "playbook": ("1 playbook", "{count} playbooks"),
    "how_to": ("1 how-to", "{count} how-tos"),
}


class Odd(Protocol):
    """Something that is odd, in a sentence; `refused` where a file stays out for it."""

    @property
    def said(self) -> str:
        """What it is."""
        ...

    @property
    def refused(self) -> bool:
        """Whether a file stays out."""
        ...


AnOdd = TypeVar("AnOdd", bound=Odd)


def alike(oddities: Sequence[AnOdd]) -> list[tuple[AnOdd, int]]:
    """Each with 0; of many that say the same but for what is quoted the first alone, with how many
    more there are. A file that stays out is told of by itself."""
    groups = dict[object, list[AnOdd]]()
    for place, one in enumerate(oddities):
        groups.setdefault(place if one.refused else _QUOTED.sub("", one.said), []).append(one)
    return [
        (one, len(same) - 1 if len(same) >= _MANY else 0)
        for same in groups.values()
        for one in (same[:1] if len(same) >= _MANY else same)
    ]


def kind_counts(kinds: Mapping[str, int]) -> list[Text]:
    """“7 decisions”, “1 how-to”; nothing where all are of one kind."""
    said = [counted(kinds[kind], *_CALLED[kind]) for kind in _CALLED if kinds.get(kind)]
    return said if len(said) > 1 else []
