"""A folder of articles: what its import would do, each oddity, and what was done at last."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.oddity_words import alike
from ui.folder_ports import FolderOddity, FolderSummary
from ui.imports.folder_words import beside, odd_words, was_done, would_happen
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton, Button
from ui.widgets.card import Card
from ui.widgets.column_table import Column, ColumnModel, dress
from ui.widgets.labels import large, muted
from ui.widgets.table_view import TableView

_MOST_ROWS: Final = 10
_ODDITIES: Final = (
    Column("File", 300, lambda one: _file(one[0]), "text", lambda one: one[0].file),
    Column("Line", 64, lambda one: f"{one[0].line:,}" if one[0].line else "–", "muted",
           lambda one: str(one[0].line or "")),
    Column("What is odd", 0, lambda one: _said(one), "muted", lambda one: _said(one)),
)  # fmt: skip


def _file(one: FolderOddity) -> str:
    """Its name before its folder, of which less need be seen."""
    inside, _, name = one.file.rpartition("/")
    said = tr("{name} in {folder}", name=name, folder=inside) if inside else name or "–"
    return tr("▲ {file}", file=said) if one.refused else said


def _said(row: tuple[FolderOddity, int]) -> str:
    """With how many more say the same of other places."""
    one, more = row
    if not more:
        return one.said
    return tr("{said} And {count} more like it.", said=one.said, count=f"{more:,}")


class FolderCard(Card):
    """Shows a `FolderSummary`, first of a check, then of the import; `knowledge_requested` when the
    person goes on to what was imported."""

    knowledge_requested = Signal()

    def __init__(
        self, theme: Theme, start: QAction, again: QAction, choose: QAction,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(theme, " ", " ", parent)
        self._theme = theme
        self._large, self._beside, self._odd = large(), muted(wrap=True), muted(wrap=True)
        self.table = TableView(theme, tr("What is odd in the folder"))
        self._model = ColumnModel(_ODDITIES, self)
        self.table.setModel(self._model)
        dress(self.table, _ODDITIES)
        self._start_main = ActionButton(theme, start, kind="main")
        self._start_plain = ActionButton(theme, start)
        self._again = ActionButton(theme, again)
        self.on = Button(theme, tr("Open what we know"), kind="main")
        self.on.clicked.connect(self.knowledge_requested)
        self._oddities: list[FolderOddity] = []
        self._is_each = False
        self.each = Button(theme, tr("Show each"), kind="link")
        self.each.clicked.connect(lambda: self._show_odd(each=not self._is_each))
        self.corner.addWidget(ActionButton(theme, choose))
        self._lay_out(theme)

    def begin(self, path: Path) -> None:
        """Another folder was chosen: it is not read yet."""
        self.set_title(path.name or str(path), tr("Folder of articles"))

    def show_check(self, summary: FolderSummary) -> None:
        """Say what would happen."""
        some = bool(summary.added + summary.updated)
        self._show(summary, would_happen(summary), beside(summary), warns=bool(summary.refused))
        self._start_main.setVisible(some and not summary.refused)
        self._start_plain.setVisible(some and bool(summary.refused))
        self._again.show()
        self.on.setVisible(not some and bool(summary.unchanged) and not summary.refused)

    def show_done(self, summary: FolderSummary) -> None:
        """Say what was done."""
        self._show(summary, was_done(summary), beside(summary, done=True), warns=False)
        for button in (self._start_main, self._start_plain, self._again):
            button.hide()
        self.on.show()

    def focus_first(self) -> None:
        """The button that goes on; with files that stay out, their list."""
        parts = (self._start_main, self.on, self.table, self._again)
        next(part for part in parts if not part.isHidden()).setFocus()

    def _show(self, summary: FolderSummary, words: str, more: str, *, warns: bool) -> None:
        self._large.setText(words)
        self._large.setProperty("ink", "warning" if warns else None)
        self._large.style().unpolish(self._large)
        self._large.style().polish(self._large)
        self._beside.setText(more)
        self._beside.setVisible(bool(more))
        self._oddities = sorted(summary.oddities, key=lambda one: not one.refused)
        self._odd.setText(odd_words(summary))
        self._odd.setVisible(bool(self._oddities))
        self._show_odd(each=False)

    def _show_odd(self, *, each: bool) -> None:
        """What says the same together, or each."""
        rows = [(one, 0) for one in self._oddities] if each else alike(self._oddities)
        self._model.show(rows)
        self._is_each = each
        self.each.set_words(tr("Show what is alike together") if each else tr("Show each"))
        self.each.setVisible(each or len(rows) < len(self._oddities))
        self.table.setVisible(bool(rows))
        high = min(len(rows), _MOST_ROWS)
        self.table.setFixedHeight(self._theme.sizes.header + high * self._theme.sizes.row + 2)

    def _lay_out(self, theme: Theme) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.sizes.small)
        for button in (self._start_main, self._again, self._start_plain, self.on):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for part in (self._large, self._beside):
            self.content.addWidget(part)
        self.content.addSpacing(theme.sizes.small)
        self.content.addLayout(buttons)
        self.content.addSpacing(theme.sizes.small)
        above = QHBoxLayout()
        above.addWidget(self._odd, 1)
        above.addWidget(self.each)
        self.content.addLayout(above)
        self.content.addWidget(self.table)
