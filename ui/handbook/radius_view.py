"""The blast radius: how many cases move, and the first of them by name."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.handbook.publication import To
from models.handbook.verdict import ChangedVerdict
from models.queries.blast_radius import BlastRadius, MovedCase
from models.wording import STATES, commitment_name, full_words
from ui.messages import counted, tr
from ui.theme import Theme
from ui.widgets.labels import body, caption, large, muted

_LISTED = 4


class RadiusView(QWidget):
    """Figures in a row, a sentence, and lines of cases and verdicts."""

    def __init__(self, theme: Theme, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone
        self._sentence = body(wrap=True)
        self._figures: dict[str, QLabel] = {}
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.sizes.page)
        for name, words in (
            ("moved", tr("open cases move")), ("breached", tr("would be breached")),
            ("at_risk", tr("come at risk")), ("rescued", tr("are rescued")),
            ("verdicts", tr("verdicts change")),
        ):  # fmt: skip
            row.addLayout(self._figure(name, words))
        row.addStretch(1)
        self._list = QWidget()
        self._grid = QGridLayout(self._list)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.sizes.wide)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(3, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.sizes.small)
        for part in (self._row, self._sentence, self._list):
            column.addWidget(part)
        self.setAccessibleName(tr("What it would do"))

    def wait(self) -> None:
        """Nothing is known yet."""
        self.hide()

    def show_radius(self, radius: BlastRadius, to: To) -> None:
        """Show what publishing would do."""
        figures = {
            "moved": len(radius.moved), "breached": radius.breached, "at_risk": radius.at_risk,
            "rescued": radius.rescued, "verdicts": len(radius.verdicts),
        }  # fmt: skip
        for name, count in figures.items():
            self._figures[name].setText(f"{count:,}")
            ink = "breached" if name == "breached" and count else ""
            self._figures[name].setProperty("ink", ink)
            self._figures[name].style().unpolish(self._figures[name])
            self._figures[name].style().polish(self._figures[name])
        self._row.setVisible(to != "new")
        self._sentence.setText(self._words(radius, to))
        self._show_list(radius)
        self.show()

    def _words(self, radius: BlastRadius, to: To) -> str:
        since = full_words(radius.effective_at, self._zone)
        if to == "new":
            return counted(
                radius.open_cases,
                "Version {number}, in force from {since}. The one open case does not move.",
                "Version {number}, in force from {since}. None of the {count} open cases moves.",
                number=radius.version, since=since,
            )  # fmt: skip
        return counted(
            radius.judged,
            "Version {number}, in force from {since}. 1 case was judged before and after, {open} "
            "of them open.",
            "Version {number}, in force from {since}. {count} cases were judged before and after, "
            "{open} of them open.",
            number=radius.version, since=since, open=f"{radius.open_cases:,}",
        )  # fmt: skip

    def _show_list(self, radius: BlastRadius) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        worst = sorted(radius.moved, key=lambda case: (not case.worse, case.key))
        lines = [self._case(case) for case in worst[:_LISTED]]
        if not lines:
            lines = [_verdict(row) for row in radius.verdicts[:_LISTED]]
        for line, words in enumerate(lines):
            for column, said in enumerate(words):
                self._grid.addWidget(body(said) if column == 0 else muted(said), line, column)
        rest = max(len(radius.moved) or len(radius.verdicts), len(lines)) - len(lines)
        if rest:
            self._grid.addWidget(muted(tr("and {count} more", count=f"{rest:,}")), len(lines), 0)
        self._list.setVisible(bool(lines))

    def _case(self, case: MovedCase) -> tuple[str, ...]:
        state = f"{tr(STATES[case.before])} → {tr(STATES[case.after])}"
        due = f"{self._due(case.due_before)} → {self._due(case.due_after)}"
        return case.key, case.priority, state, tr("due {due}", due=due)

    def _due(self, instant: datetime | None) -> str:
        if instant is None:
            return tr("no due time")
        local = instant.astimezone(self._zone)
        return f"{local:%a %d %b %H:%M}"

    def _figure(self, name: str, words: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        self._figures[name] = large("0")
        self._figures[name].setAccessibleName(words)
        column.addWidget(self._figures[name])
        column.addWidget(caption(words))
        return column


def _verdict(row: ChangedVerdict) -> tuple[str, ...]:
    what = f"{tr(commitment_name(row.commitment))}, {row.objective}"
    return row.key, row.priority, what, f"{row.before} → {row.after}"
