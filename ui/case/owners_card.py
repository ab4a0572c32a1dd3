"""Who has had the case for how long, beside the customer's clocks: the team's own clock."""

from datetime import timedelta

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.ownership_words import owner_words, used_line, within_words
from models.queries.case import CaseDetail
from models.queries.ownership import OwnedRow, UsedUp
from models.wording import span_words
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.labels import ElidedLabel, body, caption


class OwnersCard(Card):
    """A line for each who held it since its last reopening, and where the targets were used up."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Who had it"))
        self._lines: list[_Owner] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.sizes.tiny)
        self._used = caption(wrap=True)
        self.content.addLayout(self._column)
        self.content.addWidget(self._used)

    def show_case(self, case: CaseDetail) -> None:
        """Show the case's."""
        told = case.ownership
        for _ in range(len(told.rows) - len(self._lines)):
            self._lines.append(_Owner())
            self._column.addWidget(self._lines[-1])
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(told.rows))
        for line, row in zip(self._lines, told.rows, strict=False):
            line.show_row(row)
        words = [tr(used_line(one)) for one in told.used if _worth_telling(one)]
        self._used.setText("\n".join(words))
        self._used.setVisible(bool(words))
        again = bool(told.rows) and told.rows[0].cycle > 1
        self.set_title(tr("Who had it"), tr("since it was reopened") if again else "")
        self.setVisible(bool(told.rows))


class _Owner(QWidget):
    """Who, how long by the clock, and below it how much of that was work time."""

    def __init__(self) -> None:
        super().__init__()
        self._name, self._span = ElidedLabel(role="body"), body()
        self._within = caption(wrap=True)
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._span)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._within)

    def show_row(self, row: OwnedRow) -> None:
        """Show what they had."""
        name = tr(owner_words(row.owner))
        span = "" if row.had is None else span_words(timedelta(seconds=row.had.wall))
        name = tr("{name}, now", name=name) if row.now else name
        within = tr(within_words(row))
        _say(self._name, name)
        _say(self._span, span)
        _say(self._within, within)
        self._within.setVisible(bool(within))
        self.setAccessibleName(", ".join(filter(None, (name, span, within))))


def _say(label: QLabel, words: str) -> None:
    if label.text() != words:
        label.setText(words)


def _worth_telling(one: UsedUp) -> bool:
    """A target that was missed, or that runs and was with more than one so far."""
    return one.verdict == "breached" or (one.verdict == "running" and len(one.parts) > 1)
