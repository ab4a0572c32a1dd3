"""The actions of the window itself: find, back, alerts, places, light and dark."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ui.actions import Actions, ActionSpec, KeyNote, shown_keys
from ui.frame.rail import RailEntry
from ui.messages import tr
from ui.page import Place
from ui.theme import Choice

_DESK = "Desk"
_LISTS = "In a list"
_NOTES = (
    KeyNote("↑ ↓", "Row above, row below", _LISTS),
    KeyNote("J K", "Next row, previous row", _LISTS),
    KeyNote("Enter", "Open the row", _LISTS),
    KeyNote("Shift ↓", "Select several rows", _LISTS),
    KeyNote("Esc", "Close what is open, or go back", _DESK),
)


@dataclass(frozen=True)
class FrameVerbs:
    """What the window can do, for its actions to call."""

    find: Callable[[], None]
    shortcuts: Callable[[], None]
    back: Callable[[], None]
    open_alert: Callable[[], None]
    see_to: Callable[[], None]
    snooze: Callable[[], None]
    theme: Callable[[Choice], None]
    full_screen: Callable[[], None]
    close: Callable[[], object]


@dataclass(frozen=True)
class FrameActions:
    """The window's own actions that its parts show."""

    find: QAction
    open_alert: QAction
    see_to: QAction


def add_frame_actions(actions: Actions, window: QWidget, verbs: FrameVerbs) -> FrameActions:
    """Register the window's own actions."""

    def add(
        name: str, text: str, keys: tuple[str, ...], icon: str, run: Callable[[], object]
    ) -> QAction:
        spec = ActionSpec(f"desk.{name}", text, keys, icon, _DESK, in_palette=name != "find")
        return actions.add(spec, window, run)

    find = add("find", "Find or do anything", ("Ctrl+K",), "search", verbs.find)
    alert = add("alert", "Open what is due", ("F8",), "alert", verbs.open_alert)
    see_to = add("see-to", "See to it", ("Shift+F8",), "check", verbs.see_to)
    add("snooze", "Snooze the first of what is due", ("Ctrl+F8",), "clock", verbs.snooze)
    add("back", "Back", ("Alt+Left",), "arrow-left", verbs.back)
    add("shortcuts", "Show keyboard shortcuts", ("?", "F1"), "keyboard", verbs.shortcuts)
    add("full-screen", "Full screen", ("F11",), "eye", verbs.full_screen)
    choices: tuple[tuple[Choice, str], ...] = (
        ("system", "Colours: as the system"),
        ("light", "Colours: light"),
        ("dark", "Colours: dark"),
    )
    for choice, text in choices:
        add(f"theme-{choice}", text, (), "palette", partial(verbs.theme, choice))
    add("close", "Close the window", ("Ctrl+W",), "cross", verbs.close)
    actions.note(*_NOTES)
    return FrameActions(find, alert, see_to)


def add_place_actions(
    actions: Actions, window: QWidget, places: list[Place], show: Callable[[str], None]
) -> list[RailEntry]:
    """Register "Go to" for each place of the rail, by its own keys or a number; list the rail."""
    numbers = iter(range(1, 10))
    entries: list[RailEntry] = []
    for place in places:
        if not place.in_rail:
            continue
        number = None if place.keys else next(numbers, None)
        keys = f"Ctrl+{number}" if number else place.keys
        spec = ActionSpec(
            f"go.{place.id}", tr(place.title), (keys,) if keys else (), place.icon, "Go to"
        )
        action = actions.add(spec, window, partial(show, place.id))
        entries.append(
            RailEntry(place.id, tr(place.title), place.icon, shown_keys(action), place.at_foot)
        )
    return entries
