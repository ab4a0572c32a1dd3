"""The columns of topics, and a table of them in which a name is typed in its place."""

from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal

from models.queries.radar import RadarRow
from models.radar_words import (
    hours_words,
    known_words,
    place_words,
    saved_words,
    topic_name,
    week_words,
)
from ui.messages import inline, tr
from ui.widgets.column_table import Column, ColumnModel, Index
from ui.widgets.table_cells import Tone

NAME: Final = 0
_WIDE, _WIDER = 900, 1_080


def name_of(row: RadarRow) -> str:
    """What a topic is called."""
    return inline(tr(topic_name(row)))


def _articles(row: RadarRow) -> str:
    return f"{row.sums.with_article:,} of {row.sums.cases:,}" if row.sums.cases else ""


def _number(count: int) -> str:
    return f"{count:,}" if count else ""


def _hours(row: RadarRow) -> str:
    about = "" if row.sums.known == row.sums.cases else "≈ "
    return f"{about}{hours_words(row.sums.hours)}" if row.sums.known else ""


def _rising(row: RadarRow) -> Tone:
    return "soon" if row.rises else "text"


TOPIC: Final = Column("Topic", 0, name_of, "strong")
EXAMPLE: Final = Column("For example", 290, lambda row: inline(row.example), "muted", least=_WIDE)
SHORT: Final = Column("For example", 250, lambda row: inline(row.example), "muted")
PLACE: Final = Column(
    "Product, category", 130, lambda row: inline(place_words(row)), "muted", least=_WIDER
)
TOPICS: Final = (
    TOPIC, EXAMPLE, PLACE,
    Column("Cases", 64, lambda row: _number(row.sums.cases), figures=True),
    Column("Hours", 76, _hours, "text", lambda row: tr(known_words(row)), figures=True),
    Column("Breached", 84, lambda row: _number(row.sums.breached), figures=True, least=_WIDE),
    Column("With article", 104, _articles, figures=True),
    Column("Last seven days", 190, lambda row: tr(week_words(row)), _rising),
)  # fmt: skip
NEXT: Final = (
    TOPIC, SHORT,
    Column("Cases without", 112, lambda row: _number(len(row.without)), figures=True),
    Column("Would have saved", 140, lambda row: hours_words(row.saved), "strong",
           lambda row: tr(saved_words(row)), figures=True),
)  # fmt: skip


class TopicsModel(ColumnModel):
    """`named` carries a row and the name that was typed for it; empty: its words again."""

    named = Signal(object, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(TOPICS, parent)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A name may be typed."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == NAME else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is typed begins with the name as it is."""
        if role == Qt.ItemDataRole.EditRole and index.column() == NAME:
            return self.rows[index.row()].name
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A name was typed."""
        row: RadarRow = self.rows[index.row()]
        if role != Qt.ItemDataRole.EditRole or " ".join(str(value).split()) == row.name:
            return False
        self.named.emit(row, str(value))
        return True
