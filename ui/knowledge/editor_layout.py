"""Where the parts of the editor stand."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton, Button
from ui.widgets.labels import caption


@dataclass(frozen=True)
class EditorParts:
    """What stands in the editor; `over` is the preview's own banner."""

    banner: QWidget
    facts: QWidget
    toolbar: QWidget
    outline: QWidget
    source: QWidget
    over: QWidget
    preview: QWidget
    note: QLineEdit
    save: QAction
    discard: QAction
    close: Callable[[], None]


_OUTLINE = 190


def lay_out_editor(whole: QWidget, parts: EditorParts, theme: Theme) -> None:
    """Facts above, then the toolbar, then outline, text and preview; the note and Save below."""
    sizes = theme.sizes
    column = QVBoxLayout(whole)
    column.setContentsMargins(sizes.page, sizes.wide, sizes.page, sizes.medium)
    column.setSpacing(sizes.small)
    column.addWidget(parts.banner)
    column.addWidget(parts.facts)
    column.addWidget(parts.toolbar)
    row = QHBoxLayout()
    row.setSpacing(sizes.small)
    row.addWidget(parts.outline)
    row.addWidget(_side_by_side(parts, theme), 1)
    column.addLayout(row, 1)
    column.addLayout(_foot(parts, theme))
    parts.outline.setFixedWidth(_OUTLINE)
    parts.outline.hide()


def _side_by_side(parts: EditorParts, theme: Theme) -> QSplitter:
    both = QSplitter()
    both.setAccessibleName(tr("Text and preview"))
    both.setChildrenCollapsible(False)
    both.setHandleWidth(theme.sizes.small)
    preview = QWidget()
    column = QVBoxLayout(preview)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(parts.over)
    column.addWidget(parts.preview, 1)
    both.addWidget(parts.source)
    both.addWidget(preview)
    both.setStretchFactor(0, 1)
    both.setStretchFactor(1, 1)
    both.setSizes([1_000, 1_000])
    return both


def _foot(parts: EditorParts, theme: Theme) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.sizes.small)
    parts.note.setAccessibleName(tr("What changed, in a few words"))
    parts.note.setPlaceholderText(tr("What changed, in a few words, for who reads its history"))
    close = Button(theme, tr("Close"), keys=tr("Esc"))
    close.clicked.connect(parts.close)
    row.addWidget(caption(tr("Note")))
    row.addWidget(parts.note, 1)
    discard = ActionButton(theme, parts.discard, kind="quiet", words=tr("Discard"))
    discard.set_narrow(True)
    row.addWidget(discard)
    row.addWidget(close)
    row.addWidget(ActionButton(theme, parts.save, kind="main", words=tr("Save")))
    return row
