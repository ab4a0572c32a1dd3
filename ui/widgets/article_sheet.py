"""The door to an article: what it says, what a customer may be told of it, and its cases."""

from collections.abc import Callable, Mapping
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.errors import KnownError
from models.queries.article import (
    ArticleCase,
    ArticleDetail,
    article_cases,
    article_detail,
    kind_words,
    status_words,
)
from models.queries.knowledge import case_called
from models.wording import STATUSES, date_words
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.article_pictures import article_pictures
from ui.widgets.article_view import ArticleView
from ui.widgets.buttons import Button
from ui.widgets.labels import heading, muted, title
from ui.widgets.line_list import Line, LineList, what_of
from ui.widgets.sheet import Sheet
from ui.workspace import Workspace

_WIDTH, _FRAME = 720, 4
_LEAST, _REST = 120, 360
"""Of the words: how high at least, and what of the window is for all but them."""


class ArticleSheet(Sheet):
    """Read-only. `case_requested` carries a case's id; `workaround_used` the words for a customer,
    where the place it was opened from has a use for them."""

    case_requested = Signal(int)
    workaround_used = Signal(str)

    def __init__(self, theme: Theme, over: QWidget, key: str, zone: ZoneInfo, *, use: bool) -> None:
        super().__init__(theme, over, key, width=_WIDTH)
        self._zone = zone
        self._may_use = use
        self._workaround = ""
        self._title = title(inline(key))
        self._title.setWordWrap(True)
        self._told = muted(tr("Reading"), wrap=True)
        self.words = ArticleView(theme, self.place)
        self._heading = heading(tr("Its cases"))
        self._none = muted(tr("Looking for its cases"), wrap=True)
        self.cases = LineList(theme, tr("Its cases"))
        self._use = Button(theme, tr("Use this workaround"), kind="main", keys=tr("Ctrl Enter"))
        self._close = Button(theme, tr("Close"), keys=tr("Esc"))
        self._lay_out(theme)
        self._use.clicked.connect(self._use_it)
        self.accepted.connect(self._use_it)
        self._close.clicked.connect(self.close_sheet)
        self.cases.itemActivated.connect(lambda item: self.open_case(what_of(item)))
        self.closed.connect(self.deleteLater)

    def show_article(self, article: ArticleDetail) -> None:
        """What it says."""
        self._workaround = article.workaround
        self._title.setText(inline(article.title))
        changed = tr(
            "changed {when}", when=date_words(article.saved_at or article.changed_at, self._zone)
        )
        told = (article.key, tr(kind_words(article.kind)), tr(status_words(article.status)))
        self._told.setText(" · ".join((*told, changed)))
        self.words.show_source(article.body)
        self.words.setFixedHeight(self._height_of_words())
        self._use.setVisible(self._may_use and bool(article.workaround))
        self.place()

    def show_pictures(self, pictures: Mapping[str, QImage]) -> None:
        """Those of it that can be shown."""
        self.words.show_pictures(pictures)
        self.words.setFixedHeight(self._height_of_words())
        self.place()

    def show_cases(self, cases: tuple[ArticleCase, ...]) -> None:
        """Those that are linked with it."""
        self._none.setText(tr("No case is linked with it."))
        self._none.setVisible(not cases)
        self.cases.setVisible(bool(cases))
        self.cases.show_lines([_line(case) for case in cases])
        self.place()

    def show_error(self, error: Exception) -> None:
        """What is not there to be read."""
        if isinstance(error, KnownError):
            self._told.hide()
            self._none.hide()
            self._heading.hide()
            self.words.banner.show_error(error)
            self.place()

    def _height_of_words(self) -> int:
        """All of them, where the window has room for so much."""
        margins = self.content.contentsMargins()
        wanted = self.words.height_for(_WIDTH - margins.left() - margins.right() - _FRAME)
        return max(_LEAST, min(wanted, self.height() - _REST))

    def _use_it(self) -> None:
        if self._may_use and self._workaround:
            self.close_sheet()
            self.workaround_used.emit(self._workaround)

    def say(self, error: Exception) -> None:
        """What did not come of something that its words name."""
        if isinstance(error, KnownError):
            self.words.banner.show_error(error)
            self.place()

    def open_case(self, case_id: int) -> None:
        """Leave it for this case."""
        self.close_sheet()
        self.case_requested.emit(case_id)

    def _lay_out(self, theme: Theme) -> None:
        page = theme.sizes.page
        self.content.setContentsMargins(page, page, page, page)
        self.content.setSpacing(theme.sizes.small)
        self.words.setFixedHeight(_LEAST)
        self.words.setAccessibleName(tr("The article"))
        parts = (self._title, self._told, self.words.banner, self.words, self._heading, self._none,
                 self.cases)  # fmt: skip
        for part in parts:
            self.content.addWidget(part)
        self.cases.hide()
        self._use.hide()
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._close)
        row.addWidget(self._use)
        self.content.addLayout(row)


def open_article(
    theme: Theme, workspace: Workspace, over: QWidget, zone: ZoneInfo, key: str,
    open_case: Callable[[int], object], use: Callable[[str], object] | None = None,
) -> ArticleSheet:  # fmt: skip
    """Open it over a window; the keyboard goes back to where it was. `use` gets its workaround."""
    sheet = ArticleSheet(theme, over, key, zone, use=use is not None)
    sheet.case_requested.connect(open_case)
    if use is not None:
        sheet.workaround_used.connect(use)
    told, cases = partial(article_detail, key=key), partial(article_cases, key=key)

    def show(article: ArticleDetail) -> None:
        sheet.show_article(article)
        if article.files:
            pictures = partial(article_pictures, article=article)
            workspace.read(pictures, sheet.show_pictures, sheet, "pictures", sheet.say)

    def open_other(other: str) -> None:
        sheet.close_sheet()
        open_article(theme, workspace, over, zone, other, open_case, use)

    def open_named(case: str) -> None:
        workspace.read(partial(case_called, key=case), sheet.open_case, sheet, "case", sheet.say)

    sheet.words.article_requested.connect(open_other)
    sheet.words.case_requested.connect(open_named)
    workspace.read(told, show, sheet, "article", sheet.show_error)
    workspace.read(cases, sheet.show_cases, sheet, "cases", sheet.show_error, aside=True)
    sheet.show_sheet(sheet.words)
    return sheet


def _line(case: ArticleCase) -> Line:
    told = (case.key, inline(case.customer), tr(STATUSES.get(case.status, case.status)))
    return Line(case.title, " · ".join(part for part in told if part), "note", case.id)
