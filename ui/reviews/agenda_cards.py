"""A section of a review's agenda as a card: lines that open what they are about, or numbers."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from models.agenda import Line, Section
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import body, caption, muted
from ui.widgets.line_list import Line as Shown
from ui.widgets.line_list import LineList, what_of

_ICONS = {
    "case": "queue", "article": "book", "action": "check", "postmortem": "note",
    "entry": "edit", "figure": "bars", "place": "arrow-right",
}  # fmt: skip
_MOST = 8
_NUMBER_ROW = 26
_FRAME = 3
"""What a link has around its words."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LinesCard(Card):
    """`opened` carries the `Line` that was entered; a hint stands below where there is one."""

    opened = Signal(object)

    def __init__(self, theme: Theme, section: Section) -> None:
        super().__init__(theme, tr(section.title))
        self.list = LineList(theme, tr(section.title), _MOST)
        self.list.itemActivated.connect(lambda item: self.opened.emit(what_of(item)))
        self._more = muted()
        self.hint = muted(wrap=True)
        self.hint.hide()
        for part in (self.list, self._more, self.hint):
            self.content.addWidget(part)

    def show_section(self, section: Section) -> None:
        """Show its lines, and how many are cut."""
        count = f"{section.total:,}" if section.total else ""
        self.set_title(tr(section.title), " · ".join(filter(None, (count, tr(section.note)))))
        self.list.setAccessibleName(tr(section.title))
        self.list.show_lines([_shown(line) for line in section.lines])
        self.list.setVisible(bool(section.lines))
        self._more.setText(tr("and {count} more", count=f"{section.more:,}"))
        self._more.setVisible(section.more > 0)
        if section.empty.key:
            self.hint.setText(tr(section.empty))
            self.hint.setVisible(not section.lines)

    @property
    def chosen(self) -> Line | None:
        """The line that the keyboard is on."""
        found = self.list.chosen()
        return found if isinstance(found, Line) else None


def _shown(line: Line) -> Shown:
    """The value first in the words below: it is what is looked for."""
    words = inline("  ".join(filter(None, (line.badge, line.key, tr(line.words)))))
    detail = " · ".join(filter(None, (tr(line.value), tr(line.detail))))
    if line.late:
        detail = tr("▲ {said}", said=detail)
    icon = _ICONS[line.opens.kind] if line.opens is not None else "people"
    return Shown(words, inline(detail), icon, line)


class NumbersCard(Card):
    """Numbers under each other, each beside what it was; one that is not nothing opens its cases.

    `opened` carries the `Line` that was entered.
    """

    opened = Signal(object)

    def __init__(self, theme: Theme, section: Section) -> None:
        super().__init__(theme, tr(section.title))
        self._theme = theme
        self._lines: tuple[Line, ...] = ()
        self._table: QWidget | None = None
        self.links: list[Button] = []

    def show_section(self, section: Section) -> None:
        """Show these; the keyboard stays on the number that it was on."""
        self.set_title(tr(section.title), tr(section.note))
        if section.lines == self._lines:
            return
        at = next((i for i, link in enumerate(self.links) if link.hasFocus()), None)
        self._lines = section.lines
        if self._table is not None:
            self.content.removeWidget(self._table)
            self._table.deleteLater()
        self._table, self.links = self._grid(section), self.links
        self.content.addWidget(self._table)
        if at is not None and at < len(self.links):
            self.links[at].setFocus()

    def _grid(self, section: Section) -> QWidget:
        made, self.links = QWidget(), []
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._theme.sizes.page)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(3, 1)
        compared = any(line.was.key for line in section.lines)
        for column, head in ((1, section.heads[2]), (2, section.heads[3])):
            if column == 1 or compared:
                grid.addWidget(caption(tr(head)), 0, column, _RIGHT)
        for row, line in enumerate(section.lines, start=1):
            grid.setRowMinimumHeight(row, _NUMBER_ROW)
            grid.addWidget(body(tr(line.words)), row, 0)
            grid.addWidget(self._number(line), row, 1, _RIGHT)
            grid.addWidget(muted(tr(line.was)), row, 2, _RIGHT)
        return made

    def _number(self, line: Line) -> QWidget:
        words = tr(line.value)
        if line.opens is None:
            still = muted(words)
            still.setContentsMargins(0, 0, _FRAME, 0)
            return still
        link = Button(self._theme, words, kind="link")
        link.setFixedSize(link.sizeHint().width(), _NUMBER_ROW - 2)
        was = tr(", before {was}", was=tr(line.was)) if line.was.key else ""
        link.setAccessibleName(f"{tr(line.words)}: {words}{was}")
        link.clicked.connect(lambda: self.opened.emit(line))
        self.links.append(link)
        return link
