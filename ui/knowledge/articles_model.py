"""The articles as a table: what its cells say, and how they look."""

from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt

from models.handbook.articles import ARCHIVED, DRAFT, IN_REVIEW, NEEDS_VERIFICATION
from models.queries.article import kind_words, state_words, status_words
from models.queries.knowledge import ArticleRow
from models.wording import date_words
from ui.messages import inline, tr
from ui.tool_tip import tool_tip
from ui.widgets.paged_rows import PagedRows
from ui.widgets.table_cells import Index, Role, Tone

KEY, TITLE, KIND, LIFE, PRODUCT, OWNER, CHANGED = range(7)
_TITLES: Final = ("Key", "Title", "Kind", "Life", "Product", "Owner", "Changed")
_TONES: Final[dict[str, Tone]] = {
    DRAFT: "muted", IN_REVIEW: "accent", NEEDS_VERIFICATION: "soon", ARCHIVED: "muted",
}  # fmt: skip
_SHAPES: Final = {DRAFT: "○ ", IN_REVIEW: "◐ ", NEEDS_VERIFICATION: "▲ "}


class ArticlesModel(PagedRows[ArticleRow]):
    """The articles of the team."""

    def __init__(self, zone: ZoneInfo, parent: QObject | None = None) -> None:
        super().__init__(len(_TITLES), parent)
        self._zone = zone

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return tr(_TITLES[section])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.row_at(index.row())
        if row is None:
            return None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole and column == KEY:
            return self._sentence(row)
        if role == Qt.ItemDataRole.ToolTipRole and column == TITLE:
            return tool_tip(row.title)
        return _tone(row, column) if role == Role.TONE else None

    def _words(self, row: ArticleRow, column: int) -> str:
        return {
            KEY: row.key, TITLE: inline(row.title), KIND: _kind(row), LIFE: life_words(row.status),
            PRODUCT: inline(row.product) or "–", OWNER: inline(row.owner) or "–",
            CHANGED: self._when(row.changed_at),
        }[column]  # fmt: skip

    def _when(self, at: datetime) -> str:
        return date_words(at, self._zone)

    def _sentence(self, row: ArticleRow) -> str:
        """The whole row, for somebody who hears it."""
        return tr(
            "{key}: {title}, {kind}, {status}, changed {when}", key=row.key, title=row.title,
            kind=_kind(row), status=tr(status_words(row.status)), when=self._when(row.changed_at),
        )  # fmt: skip


def life_words(status: str) -> str:
    """“▲ Needs verification”: the shape says it too."""
    return f"{_SHAPES.get(status, '')}{tr(status_words(status))}"


def _kind(row: ArticleRow) -> str:
    kind = tr(kind_words(row.kind))
    return f"{kind} · {tr(state_words(row.state)).lower()}" if row.state else kind


def _tone(row: ArticleRow, column: int) -> Tone:
    """How loud the cell is."""
    if column == TITLE:
        return "strong" if row.status != ARCHIVED else "muted"
    if column == LIFE:
        return _TONES.get(row.status, "text")
    empty = (column == PRODUCT and not row.product) or (column == OWNER and not row.owner)
    return "muted" if empty or column in (KEY, CHANGED) else "text"
