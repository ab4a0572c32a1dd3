"""Every version that was published, the last one first; each opens what it changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal

from models.queries.handbook import VersionRow
from models.queries.handbook_draft import Published
from models.wording import full_words
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.column_table import Column, give_columns
from ui.widgets.table_view import TableView

_MOST = 12


@dataclass(frozen=True)
class _Listed:
    """A version, and whether it is in force, or is to come."""

    version: VersionRow
    in_force: bool
    to_come: bool

    @property
    def number(self) -> str:
        """Which one it is."""
        if self.in_force:
            return tr("{number} · in force", number=self.version.number)
        if self.to_come:
            return tr("{number} · to come", number=self.version.number)
        return str(self.version.number)


class VersionsCard(Card):
    """`version_asked` carries a version's place in the list of all, counted from the first."""

    version_asked = Signal(int)

    def __init__(self, theme: Theme, zone: ZoneInfo) -> None:
        super().__init__(theme, tr("Versions"), tr("Enter shows what a version changed"))
        self._sizes = theme.sizes
        self.table = TableView(theme, tr("Versions of the handbook"))
        self._model = give_columns(self.table, _columns(zone), self)
        self.table.row_opened.connect(
            lambda index: self.version_asked.emit(len(self._model.rows) - 1 - index.row())
        )
        self.content.addWidget(self.table)

    def show_published(self, published: Published) -> None:
        """Show them, the last one first, at most twelve at a time."""
        rows = _listed(published)
        self._model.show(rows)
        shown = min(len(rows), _MOST)
        self.table.setFixedHeight(self._sizes.header + self._sizes.row * shown + 2)
        self.table.go_to_row(0)


def _listed(published: Published) -> list[_Listed]:
    numbers = [row.number for row in published.versions]
    at = numbers.index(published.in_force)
    rows = [_Listed(row, place == at, place > at) for place, row in enumerate(published.versions)]
    return rows[::-1]


def _columns(zone: ZoneInfo) -> Sequence[Column]:
    return (
        Column("Version", 150, lambda row: row.number,
               lambda row: "strong" if row.in_force else "text"),
        Column("Name", 0, lambda row: row.version.name),
        Column("In force from", 220, lambda row: full_words(row.version.effective_at, zone)),
        Column("Published", 220, lambda row: full_words(row.version.published_at, zone), least=700),
        Column("By", 150, lambda row: row.version.published_by or "–", least=860),
    )  # fmt: skip
