"""The corrective action in view: whose, by when, what is expected of it, and what became of it."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from models.action_words import due_words
from models.agenda_words import dates_words
from models.errors import KnownError
from models.handbook.corrective_actions import OPEN, is_key
from models.handbook.reviews import WEEKLY, review_named
from models.queries.action_history import ActionStep
from models.queries.corrective_actions import ActionRow
from models.wording import capitalised, date_words
from ui.messages import inline, tr
from ui.review_place import ReviewPlace
from ui.theme import Theme
from ui.widgets.buttons import LINK_EDGE, Button
from ui.widgets.card import Card
from ui.widgets.labels import body, caption, heading, muted
from ui.widgets.page_scroll import PageScroll

_STEPS = 12


class ActionCard(Card):
    """`origin_asked` carries the `ReviewPlace` that an action comes from, `evidence_asked` the key
    of the case or article that shows it is done."""

    origin_asked = Signal(object)
    evidence_asked = Signal(str)

    def __init__(self, theme: Theme, zone: ZoneInfo) -> None:
        super().__init__(theme)
        self._theme, self._zone = theme, zone
        self.setAccessibleName(tr("The action"))
        self._title = heading()
        self._title.setWordWrap(True)
        self._said = {name: body(wrap=True) for name in _NAMES}
        self._captions = {name: caption(tr(words)) for name, words in _NAMES.items()}
        self._origin: ReviewPlace | None = None
        self._evidence = ""
        self._from = Button(theme, tr("Where it comes from"), kind="link")
        self._from.clicked.connect(lambda: self.origin_asked.emit(self._origin))
        self._shows = Button(theme, tr("Open what shows it"), kind="link")
        self._shows.clicked.connect(lambda: self.evidence_asked.emit(self._evidence))
        self._history = muted(wrap=True)
        self._scroll = PageScroll(tr("The action"))
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.sizes.small)
        self._lay_out()

    def add_button(self, button: QWidget) -> None:
        """What can be done with it."""
        self._buttons.insertWidget(self._buttons.count() - 1, button)

    def show_action(self, row: ActionRow | None) -> None:
        """This one; nothing where there is none."""
        self.setVisible(row is not None)
        if row is None:
            return
        self._title.setText(inline(row.title))
        said = {
            "whose": _whose(row), "due": tr(due_words(row.due_on, row.first_due_on, row.moved)),
            "expected": tr(row.effect_words), "judged": tr(row.judgement_words),
            "evidence": row.evidence,
        }  # fmt: skip
        for name, words in said.items():
            self._said[name].setText(words)
            for part in (self._said[name], self._captions[name]):
                part.setVisible(bool(words))
        shows = "What shows it" if row.status != "dropped" else "Why it was dropped"
        self._captions["evidence"].setText(tr(shows))
        self._evidence = row.evidence if is_key(row.evidence) else ""
        self._shows.set_words(tr("Open {key}", key=self._evidence))
        self._shows.setVisible(bool(self._evidence))
        self._origin, words = _origin(row)
        self._from.set_words(words)
        self._from.setVisible(self._origin is not None)
        self._history.clear()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another width its words have another height."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """No higher than what there is to say of it."""
        inside = self._scroll.body.heightForWidth(self._scroll.viewport().width())
        around = self._outer.totalSizeHint().height() - self._scroll.sizeHint().height()
        self.setMaximumHeight(inside + around)

    def show_history(self, steps: Sequence[ActionStep]) -> None:
        """What happened to it, the newest first."""
        lines = []
        for step in steps[:_STEPS]:
            when = date_words(step.at, self._zone)
            who = step.who or tr("the desk")
            words = capitalised(tr(step.words))
            why = f" {step.why}" if step.why and step.kind in ("changed", "reopened") else ""
            lines.append(tr("{when}, {who}: {what}.", when=when, who=who, what=words) + why)
        self._history.setText("\n".join(lines))
        self._fit()

    def _lay_out(self) -> None:
        sizes = self._theme.sizes
        self._buttons.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(sizes.small)
        column.addWidget(self._title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(sizes.wide)
        grid.setVerticalSpacing(sizes.tiny)
        for at, (name, label) in enumerate(self._said.items()):
            grid.addWidget(self._captions[name], at, 0)
            grid.addWidget(label, at, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        links = QHBoxLayout()
        links.setSpacing(sizes.small)
        links.setContentsMargins(-LINK_EDGE, 0, 0, 0)
        for link in (self._from, self._shows):
            links.addWidget(link)
        links.addStretch(1)
        column.addLayout(links)
        column.addStretch(1)
        told = QVBoxLayout()
        told.setSpacing(sizes.small)
        told.addWidget(caption(tr("What happened to it")))
        told.addWidget(self._history)
        told.addStretch(1)
        beside = QHBoxLayout(self._scroll.body)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(sizes.page)
        beside.addLayout(column, 1)
        beside.addLayout(told, 1)
        self.content.addWidget(self._scroll, 1)
        self.content.addLayout(self._buttons)


_NAMES = {
    "whose": "Whose it is", "due": "Due", "expected": "Expected", "judged": "Whether it worked",
    "evidence": "What shows it",
}  # fmt: skip


def _origin(row: ActionRow) -> tuple[ReviewPlace | None, str]:
    """The postmortem or the review it was made in, and what that is called."""
    if row.postmortem and row.postmortem_id is not None:
        words = tr("From the postmortem “{title}”", title=inline(row.postmortem))
        return ReviewPlace("postmortems", row.postmortem_id), words
    try:
        kind, period = review_named(row.review)
    except KnownError:
        return None, ""
    said = (
        "From the weekly review of {dates}"
        if kind == WEEKLY
        else "From the monthly review of {dates}"
    )
    return ReviewPlace(kind, period.name), tr(said, dates=dates_words(period))


def _whose(row: ActionRow) -> str:
    """The role, and who it is with today."""
    role, names = capitalised(tr(row.role)), ", ".join(row.whose)
    if row.status != OPEN or not names:
        return role
    return tr("{role}: {names}", role=role, names=names)
