"""The next update while it is owed soon, to be drafted. For P1, the channel kept live."""

from typing import Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.gauge import State
from models.handbook.intake import OPEN
from models.handbook.policy import NEXT_UPDATE
from models.queries.case import CaseDetail
from models.queries.case_clocks import CaseClockRow
from ui.case.entries import ZoneNow
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.labels import body
from ui.widgets.state_shape import shape_of

_INKS: Final[dict[State, str]] = {
    "at_risk": "soon", "slo_missed": "missed", "breached": "breached",
}  # fmt: skip
_NEAR = tuple(_INKS)


class CadenceCard(Card):
    """What is owed, and where customers follow along; out of sight where there is neither."""

    def __init__(self, theme: Theme, draft: QAction, channel: QAction) -> None:
        super().__init__(theme)
        self._draft, self._channel = draft, channel
        self._owed = _Line(theme, draft)
        self._live = _Line(theme, channel)
        column = QVBoxLayout()
        column.setSpacing(theme.sizes.small)
        column.addWidget(self._owed)
        column.addWidget(self._live)
        self.content.addLayout(column)
        self.hide()

    def show_case(self, case: CaseDetail, at: ZoneNow) -> None:
        """Show what is owed, and where customers follow along."""
        owed = owed_update(case)
        is_live = case.row.priority == "P1" and case.row.status in OPEN
        self._draft.setEnabled(owed is not None)
        self._channel.setEnabled(case.row.status in OPEN)
        self._owed.say(*((_owed_words(owed, at), _ink(owed)) if owed is not None else ("", "")))
        known = bool(case.fields.get("channel"))
        self._live.say(_live_words(case) if is_live else "", "" if known else "soon")
        self.setVisible(owed is not None or is_live)


class _Line(QWidget):
    """Words, and the button that does something about them."""

    def __init__(self, theme: Theme, action: QAction) -> None:
        super().__init__()
        self._words = body(wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.sizes.small)
        row.addWidget(self._words, 1)
        row.addWidget(ActionButton(theme, action))

    def say(self, words: str, ink: str) -> None:
        """Nothing to say, nothing to see."""
        self.setVisible(bool(words))
        self._words.setText(words)
        self._words.setProperty("ink", ink)
        self._words.style().unpolish(self._words)
        self._words.style().polish(self._words)


def owed_update(case: CaseDetail) -> CaseClockRow | None:
    """The clock of the next update, once its first warning is past."""
    near = (
        clock for clock in case.clocks
        if clock.commitment == NEXT_UPDATE and clock.state in _NEAR and not clock.decided
    )  # fmt: skip
    return next(near, None)


def _owed_words(clock: CaseClockRow, at: ZoneNow) -> str:
    due = at.words(clock.due_at) if clock.due_at is not None else ""
    shape = shape_of(clock.state, clock.gauge.imminent)
    if clock.state == "breached":
        over = tr(clock.gauge.words)
        return tr("{shape} An update is owed since {when}, {over}.", shape=shape, when=due,
                  over=over)  # fmt: skip
    return tr("{shape} An update is owed by {when}.", shape=shape, when=due)


def _ink(clock: CaseClockRow) -> str:
    """The colour that the clock itself has beside it."""
    return "breached" if clock.gauge.imminent else _INKS[clock.state]


def _live_words(case: CaseDetail) -> str:
    channel = str(case.fields.get("channel") or "")
    if channel:
        return tr("● Live channel: {channel}", channel=inline(channel))
    return tr("▲ No live channel yet: a P1 is followed there all the time, not by mail")
