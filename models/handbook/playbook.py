"""Playbooks: Markdown checklists, each for the priorities and categories that it names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from models.handbook.contract_rules import folded
from models.handbook.policy import PRIORITIES

_STEP: Final = re.compile(r"^[ \t]{0,8}[-*+][ \t]+\[[ xX]\][ \t]+(\S.*?)[ \t]*$", re.MULTILINE)
_FOR: Final = re.compile(r"^For:[ \t]*(.*?)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Playbook:
    """A checklist. It is for cases of these priorities and categories, any where none is named;
    one that names neither is for no case unless somebody links it.
    """

    key: str
    title: str
    steps: tuple[str, ...]
    priorities: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()

    def fits(self, priority: str, category: str) -> bool:
        """Whether it is for such a case."""
        if not self.priorities and not self.categories:
            return False
        by_category = not self.categories or folded(category) in self.categories
        return by_category and (not self.priorities or priority in self.priorities)


def read_playbook(key: str, title: str, body: str) -> Playbook:
    """A playbook from its Markdown: “- [ ] …” is a step, and a line “For: P3, exports” says for
    what it is. A step that stands there twice is one.
    """
    said = _FOR.search(body)
    named = [word for part in (said[1].split(",") if said else ()) if (word := part.strip())]
    priorities = tuple(word.upper() for word in named if word.upper() in PRIORITIES)
    categories = tuple(folded(word) for word in named if word.upper() not in PRIORITIES)
    steps = tuple(dict.fromkeys(match[1] for match in _STEP.finditer(body)))
    return Playbook(key, title, steps, priorities, categories)


def playbooks_for(
    own: Sequence[Playbook],
    defaults: Sequence[Playbook],
    priority: str,
    category: str,
    linked: Iterable[str] = (),
) -> list[Playbook]:
    """Those of a case: the team's own that are for it, or the defaults where none is; then those
    that somebody linked.
    """  # fmt: skip
    found = [one for one in own if one.fits(priority, category)]
    found = found or [one for one in defaults if one.fits(priority, category)]
    keys = set(linked)
    found += [one for one in own if one.key in keys and one not in found]
    return [one for one in found if one.steps]
