"""The clocks of the last quarter that would have another verdict under the draft."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.handbook.verdict import ChangedVerdict
from models.wording import commitment_name
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.column_table import Column, give_columns
from ui.widgets.labels import muted, title
from ui.widgets.sheet import Sheet
from ui.widgets.table_cells import Tone
from ui.widgets.table_view import TableView

_ROWS = 10
_TONES: dict[str, Tone] = {"breached": "breached", "met": "calm"}


def _what(flip: ChangedVerdict) -> str:
    return f"{tr(commitment_name(flip.commitment))}, {flip.objective}"


def _verdict(flip: ChangedVerdict, verdict: str) -> str:
    """A contract is breached; an SLO, which promises nobody anything, is missed."""
    missed = verdict == "breached" and flip.objective == "SLO"
    return tr("Missed") if missed else tr(verdict.capitalize())


_COLUMNS = (
    Column("Case", 110, lambda flip: flip.key),
    Column("Priority", 80, lambda flip: flip.priority, badge=True),
    Column("What", 0, _what),
    Column("As it was", 130, lambda flip: _verdict(flip, flip.before)),
    Column("Under this draft", 150, lambda flip: _verdict(flip, flip.after),
           lambda flip: _TONES.get(flip.after, "muted")),
)  # fmt: skip


class FlipsSheet(Sheet):
    """`case_chosen` carries a case's id."""

    case_chosen = Signal(int)

    def __init__(
        self, theme: Theme, over: QWidget, words: str, flips: list[ChangedVerdict]
    ) -> None:
        super().__init__(theme, over, tr("Verdicts that would differ"), width=760)
        sizes = theme.sizes
        self.content.setContentsMargins(sizes.page, sizes.page, sizes.page, sizes.page)
        self.content.setSpacing(sizes.medium)
        self.content.addWidget(title(tr("Verdicts that would differ")))
        self.content.addWidget(muted(words, wrap=True))
        self.table = TableView(theme, tr("Verdicts that would differ"))
        model = give_columns(self.table, _COLUMNS, self)
        model.show(sorted(flips, key=lambda flip: (flip.after != "breached", flip.key)))
        rows = min(max(len(flips), 1), _ROWS)
        self.table.setFixedHeight(sizes.header + sizes.row * rows + 2)
        self.table.go_to_row(0)
        self.table.row_opened.connect(lambda index: self._choose(model.rows[index.row()]))
        self.content.addWidget(self.table)
        close = Button(theme, tr("Close"), kind="main", keys="Esc")
        close.clicked.connect(self.close_sheet)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        self.content.addLayout(row)
        self.closed.connect(self.deleteLater)
        self.show_sheet(self.table)

    def _choose(self, flip: ChangedVerdict) -> None:
        self.close_sheet()
        self.case_chosen.emit(flip.case_id)
