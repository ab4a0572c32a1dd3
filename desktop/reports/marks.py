"""What the parts of a table are told as while ReportLab draws it, on however many pages."""

from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Final

from reportlab.platypus.tables import TableRenderCB

from desktop.reports.structure import Element


@dataclass(frozen=True)
class Scheme:
    """What the parts of a table are; a row or a cell without a role has no element."""

    table: str
    row: str
    cells: tuple[str, ...]
    """The roles of a row's cells, the last one of all that follow, outermost first: `LI/LBody`."""

    heads: bool = False


TABLE: Final = Scheme("Table", "TR", ("TD",), heads=True)
PAIRS: Final = Scheme("L", "LI", ("Lbl", "LBody"))
"""Rows of a word and what is said of it."""

CARDS: Final = Scheme("L", "", ("LI/LBody",))
"""Cells side by side, each whole in itself."""

PLACED: Final = Scheme("Div", "", ("",))
"""Cells that only stand beside each other."""


class Marks(TableRenderCB):
    """Notes the structure of one table while it is drawn, on however many pages."""

    def __init__(self, scheme: Scheme, row_head: int | None = None) -> None:
        self.scheme, self.row_head = scheme, row_head
        self.element: Element | None = None
        self._head_drawn = False
        self._around: list[ExitStack] = []
        self._row = 0

    def startTable(self, T: Any) -> None:
        """Its pieces on several pages are one table."""
        new = self.element is None
        self.element = self.element or Element(self.scheme.table)
        self._enter().enter_context(T.canv.inside(self.element, new=new))

    def startRow(self, T: Any, rowNo: int) -> None:
        """A head is read once."""
        self._row = rowNo
        around = self._enter()
        if self._is_head(T):
            if self._head_drawn:
                around.enter_context(T.canv.repeating())
            elif rowNo == T.repeatRows - 1:
                around.callback(setattr, self, "_head_drawn", True)
        if self.scheme.row:
            around.enter_context(T.canv.inside(Element(self.scheme.row)))

    def startCell(self, T: Any, rowNo: int, colNo: int, cellval: Any, *look: Any) -> None:
        """A cell, which is one paragraph as a rule; ReportLab draws a plain string itself."""
        canvas, around = T.canv, self._enter()
        if self.scheme.heads:
            around.enter_context(canvas.inside(self._cell(T, colNo, cellval)))
        elif cellval:
            of = self.scheme.cells[min(colNo, len(self.scheme.cells) - 1)]
            for role in filter(None, of.split("/")):
                around.enter_context(canvas.inside(Element(role)))
        if canvas.within is not self.element:
            canvas.within.plain = not isinstance(cellval, list) or len(cellval) == 1
        if isinstance(cellval, str) and cellval:
            around.enter_context(canvas.content(canvas.within))

    def endCell(self, T: Any) -> None:
        """What it holds is drawn."""
        self._around.pop().close()

    endRow = endTable = endCell

    def startBG(self, T: Any) -> None:
        """Grounds and lines are artefacts already."""

    endBG = startLines = endLines = startBG

    def _enter(self) -> ExitStack:
        self._around.append(ExitStack())
        return self._around[-1]

    def _is_head(self, table: Any) -> bool:
        return self.scheme.heads and self._row < table.repeatRows

    def _cell(self, table: Any, column: int, content: Any) -> Element:
        """A cell; one that heads a column or a row says so."""
        facts: dict[str, Any] = {}
        span = table._spanRanges.get((column, self._row)) if table._spanCmds else None
        if span is not None:
            across, down = span[2] - span[0] + 1, span[3] - span[1] + 1
            facts |= {"ColSpan": across} if across > 1 else {}
            facts |= {"RowSpan": down} if down > 1 else {}
        head = self._is_head(table)
        if content and (head or column == self.row_head):
            return Element("TH", facts={"Scope": "Column" if head else "Row", **facts})
        return Element("TD", facts=facts)
