"""Specs of a page's actions from a table of words, keys and icons."""

from ui.action_words import ALSO
from ui.actions import ActionSpec

_Line = tuple[str, str, str, str]


def named(scope: str, category: str, *lines: _Line, on_sight: str = "") -> dict[str, ActionSpec]:
    """Specs by name from `(name, words, keys, icon)`; `on_sight` names those that need a look."""
    looked_at = on_sight.split()
    assert set(looked_at) <= {name for name, *_ in lines}
    return {
        name: ActionSpec(
            f"{scope}.{name}",
            words,
            (keys,),
            icon,
            category,
            scope,
            on_sight=name in looked_at,
            also=ALSO.get(name, ""),
        )
        for name, words, keys, icon in lines
    }
