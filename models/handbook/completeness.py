"""What an engineer would ask next of a case as it is typed: a help, never a hindrance."""

import re
from collections.abc import Mapping
from typing import Any, Final

from models.handbook.headings import says_something
from models.handbook.told_times import tells_since_when

_MOST: Final = 3
_VERSION: Final = re.compile(r"\b(?:version|release|v)[\s.:#]*\d", re.IGNORECASE)


def questions(typed: Mapping[str, Any]) -> tuple[str, ...]:
    """At most three of them, the most telling first; () where little would help.

    `typed` are a form's texts by field; `wording.QUESTIONS` has the words.
    """
    said = {name: str(value or "").strip() for name, value in typed.items()}
    told = "\n".join(said.get(name, "") for name in ("title", "message", "impact", "steps"))
    asked = {
        "version": not (
            said.get("version")
            or _VERSION.search(told)
            or any(c.isdigit() for c in _environment(said))
        ),
        "since": not tells_since_when(told),
        "actual": not says_something(said.get("actual", "")),
        "expected": not says_something(said.get("expected", "")),
        "production": not said.get("production") and "production" not in _environment(said),
        "workaround": not said.get("workaround_known") and said.get("priority") != "P4",
        "steps": len(said.get("steps", "").split()) == 1,
    }
    return tuple(name for name, open_ in asked.items() if open_)[:_MOST]


def _environment(said: Mapping[str, str]) -> str:
    names = ("product", "component", "platform", "environment")
    return " ".join(said.get(name, "") for name in names).casefold()
