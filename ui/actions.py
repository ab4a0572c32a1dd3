"""Every action of the desk: made here, found by Ctrl+K, listed by `?`."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.messages import tr

EVERYWHERE = "everywhere"
_NATIVE = QKeySequence.SequenceFormat.NativeText


@dataclass(frozen=True)
class ActionSpec:
    """An action as a person knows it.

    `id` is unique ("case.assign"); `text` is what it does in words ("Assign"); `shortcuts` are
    Qt key sequences, the first one is shown; `category` heads its group in the shortcuts sheet;
    `scope` is `EVERYWHERE` or the id of the place where its shortcuts are alive. `on_sight`: it
    acts on what stands on its page, so from elsewhere the palette leads to the page, no further.
    `also`: other words by which people look for it, in no place shown.
    """

    id: str
    text: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    category: str = "General"
    scope: str = EVERYWHERE
    in_palette: bool = True
    on_sight: bool = False
    also: str = ""

    @property
    def shown_keys(self) -> str:
        """The first shortcut as a person reads it ("Ctrl K"), or nothing."""
        return _in_words(QKeySequence(self.shortcuts[0])) if self.shortcuts else ""


class Reach(Enum):
    """Where a found action can be done: here and now, on its own page, or not just now."""

    HERE = auto()
    ELSEWHERE = auto()
    NOT_NOW = auto()


@dataclass(frozen=True)
class Offer:
    """An action that fits the words, and where it can be done."""

    spec: ActionSpec
    reach: Reach


@dataclass(frozen=True)
class KeyNote:
    """Keys that a widget understands by itself, for the shortcuts sheet ("Enter": open)."""

    keys: str
    text: str
    category: str


@dataclass(frozen=True)
class Clash:
    """Two actions that answer to the same keys at the same time."""

    keys: str
    first: str
    second: str


class Actions(QObject):
    """The registry of the window's actions; `foretold` are those of pages that are not made yet.

    Signals: `changed` after an action is added; `wanted` (an `Offer`): a person chose one that
    cannot be done where they are.
    """

    changed = Signal()
    wanted = Signal(object)

    def __init__(self, foretold: Iterable[ActionSpec] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._foretold = {spec.id: spec for spec in foretold}
        self._known: dict[str, tuple[ActionSpec, QAction]] = {}
        self.notes: list[KeyNote] = []

    def add(self, spec: ActionSpec, owner: QWidget, run: Callable[[], object]) -> QAction:
        """Make the action, alive while `owner` (a page, or the window) is visible and enabled.

        Use the returned `QAction` for buttons and menus; disable it while it cannot be done.
        """
        if spec.id in self._known:
            raise ValueError(f"two actions are called {spec.id}")
        action = QAction(tr(spec.text), owner)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setAutoRepeat(False)
        action.triggered.connect(lambda *_: run())
        owner.addAction(action)
        self._known[spec.id] = (spec, action)
        action.destroyed.connect(lambda *_: self._known.pop(spec.id, None))
        self.changed.emit()
        return action

    def note(self, *notes: KeyNote) -> None:
        """Add lines to the shortcuts sheet for keys that are no action."""
        self.notes += [note for note in notes if note not in self.notes]

    def __iter__(self) -> Iterator[tuple[ActionSpec, QAction]]:
        return iter(list(self._known.values()))

    def every(self) -> list[ActionSpec]:
        """Every action there is, those of pages that are not made yet too."""
        made = {name: spec for name, (spec, _) in self._known.items()}
        return list({**self._foretold, **made}.values())

    def action(self, action_id: str) -> QAction:
        """The action of that id; an unknown one is a bug (KeyError)."""
        return self._known[action_id][1]

    def reach(self, spec: ActionSpec) -> Reach:
        """Where the action can be done just now."""
        _, action = self._known.get(spec.id, (spec, None))
        if action is None or not (_in_view(action) or spec.scope == EVERYWHERE):
            return Reach.ELSEWHERE
        return Reach.HERE if action.isEnabled() else Reach.NOT_NOW

    def do(self, spec: ActionSpec) -> None:
        """Do it where it can be done here; otherwise `wanted` asks the window for its page."""
        reach = self.reach(spec)
        if reach is Reach.HERE:
            self.action(spec.id).trigger()
        else:
            self.wanted.emit(Offer(spec, reach))

    def usable(self) -> list[tuple[ActionSpec, QAction]]:
        """What can be done just now: enabled, and its page in view (or alive everywhere)."""
        return [(spec, action) for spec, action in self if self.reach(spec) is Reach.HERE]

    def find(self, words: str) -> list[Offer]:
        """What matches every word, wherever it can be done, best first, then what can be done here.

        Without words: what can be done here and now.
        """
        wanted = words.casefold().split()
        if not wanted:
            return [Offer(spec, Reach.HERE) for spec, _ in self.usable() if spec.in_palette]
        ranked = []
        for spec in self.every():
            also = tr(spec.also) if spec.also else ""
            rank = _rank(tr(spec.text), tr(spec.category), also, wanted)
            if rank is not None and spec.in_palette:
                fit, length, line = rank
                offer = Offer(spec, self.reach(spec))
                ranked.append(((fit, offer.reach.value, length, line), offer))
        ranked.sort(key=lambda item: item[0])
        return [offer for _, offer in ranked]

    def clashes(self) -> list[Clash]:
        """Every pair with the same keys in the same scope, or in a scope and everywhere."""
        taken: dict[str, list[ActionSpec]] = {}
        found: list[Clash] = []
        for spec in self.every():
            for keys in dict.fromkeys(_keys(name) for name in spec.shortcuts):
                others = taken.setdefault(keys, [])
                found += [Clash(keys, other.id, spec.id) for other in others if _meet(spec, other)]
                others.append(spec)
        return found


def shown_keys(action: QAction) -> str:
    """The action's first shortcut as a person reads it ("Ctrl K"), or nothing."""
    return _in_words(action.shortcut())


def keys_in_words(keys: str) -> str:
    """A key sequence for the eye: "Ctrl+K" becomes "Ctrl K", "Return" becomes "Enter"."""
    parts = [part or "+" for part in keys.replace("++", "+").split("+")]
    return " ".join(
        {"Return": "Enter", "Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}.get(part, part)
        for part in parts
    )


def _in_words(keys: QKeySequence) -> str:
    return "" if keys.isEmpty() else keys_in_words(keys.toString(_NATIVE))


def _meet(one: ActionSpec, other: ActionSpec) -> bool:
    return EVERYWHERE in (one.scope, other.scope) or one.scope == other.scope


def _keys(name: str) -> str:
    return QKeySequence(name).toString(QKeySequence.SequenceFormat.PortableText)


def _in_view(action: QAction) -> bool:
    owner = action.parent()
    return not isinstance(owner, QWidget) or owner.isVisible()


def _rank(text: str, category: str, also: str, wanted: list[str]) -> tuple[int, int, str] | None:
    """How well the words fit: at the start, at a word's start, inside, by other words; None when
    one is missing."""
    line = text.casefold()
    whole, others = f"{line} {category.casefold()}", f" {also.casefold()}"
    if not all(word in whole or f" {word}" in others for word in wanted):
        return None
    if not all(word in whole for word in wanted):
        return (3, len(line), line)
    if wanted and line.startswith(wanted[0]):
        return (0, len(line), line)
    starts = {part[: len(word)] for word in wanted for part in line.split()}
    return (1 if set(wanted) <= starts else 2, len(line), line)
