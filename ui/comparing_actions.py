"""The keys of a comparison of two texts, wherever one is shown: its page registers them, the
comparison itself takes them too, for over a sheet no shortcut of the window is alive."""

from typing import Final

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from ui.actions import ActionSpec
from ui.named_actions import named

NEXT: Final = "next_change"
PREVIOUS: Final = "previous_change"
WHOLE: Final = "whole_texts"
WITH: Final = "compare_with"


def comparing(scope: str, category: str) -> dict[str, ActionSpec]:
    """The actions of a place that shows comparisons, by name."""
    return named(
        scope, category,
        (NEXT, "Next change", "Alt+Down", "chevron-down"),
        (PREVIOUS, "Previous change", "Alt+Up", "arrow-up"),
        (WHOLE, "Show what is alike, or fold it", "Alt+0", "more"),
        (WITH, "Compare with another version", "Alt+C", "swap"),
        on_sight=f"{NEXT} {PREVIOUS} {WHOLE} {WITH}",
    )  # fmt: skip


KEYS: Final = {name: spec.shortcuts[0] for name, spec in comparing("", "").items()}


def asked(event: QKeyEvent) -> str:
    """The name of the action that these keys ask for, or nothing."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier  # the arrows of a Mac
    pressed = QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key()))).toString()
    return next((name for name, keys in KEYS.items() if keys == pressed), "")
