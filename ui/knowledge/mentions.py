"""What is offered while `#` or `[[` and words behind it are typed: cases and articles."""

import re
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from models.queries.search import keys_of
from ui.knowledge.markdown_source import MarkdownSource, qt_units
from ui.knowledge.marking import Marked
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.line_list import Line, LineList, what_of
from ui.workspace import Workspace

_BEGUN: Final = re.compile(r"(?:^|[\s(])(#)([\w-]{1,40})$|(\[\[)([^\[\]\n]{0,60})$")
_OFFERED: Final = 6
_WIDTH: Final = 360


class Mentions(QFrame):
    """A list below the cursor of `source`; arrows choose, Enter or Tab takes, Esc leaves it."""

    def __init__(
        self, theme: Theme, workspace: Workspace, source: MarkdownSource, over: QWidget
    ) -> None:
        super().__init__(over)
        self._workspace = workspace
        self._source, self._over = source, over
        self._asked = ("", "")
        self._left = ""
        self.setProperty("role", "sheet")
        self.list = LineList(theme, tr("Cases and articles to mention"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.list)
        self.setFixedWidth(_WIDTH)
        self.hide()
        source.keys = self.take_key
        source.installEventFilter(self)
        source.textChanged.connect(self._look)
        source.cursorPositionChanged.connect(self._look_away)
        self.list.itemClicked.connect(lambda item: self._take(what_of(item)))

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether the list takes this key; what is only asked changes nothing."""
        if self.isHidden():
            return False
        key, asked = event.key(), event.type() == QEvent.Type.ShortcutOverride
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(key), 0)
        taken = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
        if event.modifiers() or not (step or taken or key == Qt.Key.Key_Escape):
            return False
        if asked:
            return True
        if step:
            self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
        elif taken:
            self._take(self.list.chosen())
        else:
            self._left = self._begun()[1]
            self.hide()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Without the keyboard there is nothing to offer."""
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return event.key() == Qt.Key.Key_Tab and self.take_key(event)
        return False

    def _begun(self) -> tuple[str, str]:
        """The sign and what is typed behind it; empty where nothing is begun."""
        found = _BEGUN.search(self._source.before_cursor())
        if found is None or self._source.textCursor().hasSelection():
            return "", ""
        return (found[1], found[2]) if found[1] else (found[3], found[4])

    def _look(self) -> None:
        sign, words = asked = self._begun()
        if not sign or not self._source.hasFocus():
            self._asked, self._left = ("", ""), ""
            self.hide()
            return
        if self._left and words.startswith(self._left):
            return
        self._asked = asked
        kind = "case" if sign == "#" else "article"
        query = partial(keys_of, words=words, kind=kind, limit=_OFFERED)
        self._workspace.read(
            query, partial(self._offer, asked), self, "mentions", lambda _: self.hide()
        )

    def _look_away(self) -> None:
        if not self._begun()[0]:
            self.hide()

    def _offer(self, asked: tuple[str, str], found: list[tuple[str, str]]) -> None:
        if asked != self._asked or asked != self._begun():
            return
        icon = "note" if asked[0] == "#" else "book"
        self.list.show_lines([Line(title, key, icon, key) for key, title in found])
        self.list.setCurrentRow(0)
        self.setVisible(bool(found) and self._source.hasFocus())
        self._place()

    def _place(self) -> None:
        """Below the line, or above it where there is no room below."""
        self.adjustSize()
        line, over = self._source.cursorRect(), self._over
        at = self._source.viewport().mapTo(over, line.bottomLeft()) + QPoint(0, 4)
        if at.y() + self.height() > over.height():
            above = self._source.viewport().mapTo(over, line.topLeft())
            at.setY(max(above.y() - self.height() - 4, 0))
        at.setX(max(min(at.x(), over.width() - self.width() - 8), 0))
        self.move(at)
        self.raise_()

    def _take(self, key: str | None) -> None:
        sign, words = self._begun()
        self.hide()
        if not key or not sign:
            return
        at = self._source.textCursor().position()
        made = f"#{key}" if sign == "#" else f"[[{key}]]"
        begin = at - len(sign) - qt_units(words)
        end = begin + qt_units(made)
        self._left = key
        self._source.put(Marked(begin, at, made, end, end))
