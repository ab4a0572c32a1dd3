"""What a version of an article changed, side by side; it can be brought back as the next one."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final, NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.commands.articles import Edited, save_article
from models.errors import KnownError
from models.queries.article import ArticleDetail, state_words
from models.queries.article_versions import VersionDetail, article_version
from models.side_by_side import Line, side_by_side
from ui.knowledge.article_draft import field_words
from ui.knowledge.article_words import FIELD_NAMES
from ui.knowledge.compared_texts import ComparedTexts
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.labels import muted, title
from ui.widgets.sheet import Sheet
from ui.workspace import Workspace

_WIDTH, _REST, _LEAST = 1_200, 330, 160
_EMPTY: Final = "–"


class _Compared(NamedTuple):
    version: VersionDetail
    before: VersionDetail | None
    rows: list[Line]


class HistorySheet(Sheet):
    """Opens at once, and shows the version as it was read."""

    def __init__(
        self, theme: Theme, over: QWidget, workspace: Workspace, article: ArticleDetail, number: int
    ) -> None:
        super().__init__(theme, over, tr("Version {number}", number=number), width=_WIDTH)
        self._workspace, self._article = workspace, article
        self._version: VersionDetail | None = None
        self._banner = Banner(theme)
        self._facts = muted(tr("Reading"), wrap=True)
        self.texts = ComparedTexts(theme)
        self.restore = Button(theme, tr("Restore this version"), kind="main", keys=tr("Ctrl Enter"))
        close = Button(theme, tr("Close"), keys=tr("Esc"))
        close.clicked.connect(self.close_sheet)
        self.restore.clicked.connect(self._restore)
        self.accepted.connect(self._restore)
        self.closed.connect(self.deleteLater)
        self._lay_out(theme, number, close, over.height())
        self.restore.setVisible(number != article.number)  # it has a parent by now
        query = partial(_compared, article_id=article.id, number=number)
        workspace.read(query, self._show, self, "compared", self._fail)
        self.show_sheet(self.texts.after)

    def _show(self, compared: _Compared) -> None:
        self._version = compared.version
        self._facts.setText(_facts(compared))
        self.texts.show_rows(compared.rows)
        self.place()

    def _restore(self) -> None:
        """As the next version: nothing that came after it is lost."""
        old = self._version
        if old is None or old.row.number == self._article.number:
            return
        note = tr("Version {number} restored", number=old.row.number)
        edited = Edited(self._article.id, self._article.number, old.title, old.body, old.state,
                        old.product or None, old.fields, note)  # fmt: skip
        self._workspace.write(
            partial(save_article, edited=edited), lambda _: self.close_sheet(), self, note,
            self._fail,
        )  # fmt: skip

    def _fail(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._banner.show_error(error)
            self.place()

    def _lay_out(self, theme: Theme, number: int, close: Button, room: int) -> None:
        page = theme.sizes.page
        self.content.setContentsMargins(page, page, page, page)
        self.content.setSpacing(theme.sizes.small)
        words = tr("{key}, version {number}", key=self._article.key, number=number)
        self.texts.setFixedHeight(max(room - _REST, _LEAST))
        for part in (title(words), self._facts, self._banner, self.texts):
            self.content.addWidget(part)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self.restore)
        self.content.addLayout(row)


def open_history(
    theme: Theme, workspace: Workspace, window: Callable[[], QWidget], article: ArticleDetail,
    number: int,
) -> None:  # fmt: skip
    """Show what a version changed over a window."""
    HistorySheet(theme, window(), workspace, article, number)


def _compared(session: Any, article_id: int, number: int) -> _Compared:
    """Compared with the version before, off the GUI thread."""
    version = article_version(session, article_id, number)
    before = article_version(session, article_id, number - 1) if number > 1 else None
    rows = side_by_side(before.body if before is not None else "", version.body)
    return _Compared(version, before, rows)


def _facts(compared: _Compared) -> str:
    """Who, the note, and the facts that are others than before."""
    version, before = compared.version, compared.before
    lines = [" · ".join(filter(None, (inline(version.row.author), inline(version.row.note))))]
    if before is not None:
        pairs = (
            (tr("Title"), before.title, version.title),
            (tr("State"), _state(before.state), _state(version.state)),
            (tr("Product"), before.product, version.product),
            *(
                (
                    tr(words),
                    field_words(before.fields.get(name)),
                    field_words(version.fields.get(name)),
                )
                for name, words in FIELD_NAMES.items()
            ),
        )
        lines += [
            tr("{name}: {old} → {new}", name=name, old=inline(old) or _EMPTY,
               new=inline(new) or _EMPTY)
            for name, old, new in pairs if old != new
        ]  # fmt: skip
        if before.body == version.body:
            lines.append(tr("The text is the same."))
    return "\n".join(filter(None, lines)) or tr("Without a note")


def _state(state: str) -> str:
    return tr(state_words(state)) if state else ""
