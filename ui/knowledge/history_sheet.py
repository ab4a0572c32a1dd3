"""What a version of an article changed, side by side with the one before or any other; it can be
brought back as the next one."""

from functools import partial
from typing import Any, Final, NamedTuple

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from models.commands.articles import Edited, save_article
from models.errors import KnownError
from models.queries.article import ArticleDetail, state_words
from models.queries.article_versions import (
    VersionDetail,
    VersionRow,
    article_version,
    article_versions,
)
from models.side_by_side import Line, side_by_side
from ui.actions import keys_in_words
from ui.comparing_actions import KEYS, WITH, asked
from ui.knowledge.article_draft import field_words
from ui.knowledge.article_words import FIELD_NAMES
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.compared_texts import ComparedTexts
from ui.widgets.labels import key_hint, muted, title
from ui.widgets.sheet import Sheet
from ui.widgets.wheel_free import WheelFreeBox
from ui.workspace import Workspace

_WIDTH, _REST, _LEAST = 1_200, 350, 160
_EMPTY: Final = "–"
_NOTHING: Final = 0
"""What stands for no version at all: the first one is compared with it."""

_LETTERS: Final = 60


class _Compared(NamedTuple):
    """A version, the one it is compared with, and all that there are; `rows` from the earlier of
    the two to the later."""

    version: VersionDetail
    other: VersionDetail | None
    versions: tuple[VersionRow, ...]
    rows: list[Line]

    @property
    def pair(self) -> tuple[VersionDetail | None, VersionDetail]:
        """The earlier one and the later one."""
        if self.other is not None and self.other.row.number > self.version.row.number:
            return self.version, self.other
        return self.other, self.version


class HistorySheet(Sheet):
    """Opens at once, and shows the version as it was read."""

    def __init__(
        self, theme: Theme, over: QWidget, workspace: Workspace, article: ArticleDetail, number: int
    ) -> None:
        super().__init__(theme, over, tr("Version {number}", number=number), width=_WIDTH)
        self._workspace, self._article, self._number = workspace, article, number
        self._version: VersionDetail | None = None
        self._banner = Banner(theme)
        self._facts = muted(tr("Reading"), wrap=True)
        self.other = WheelFreeBox()
        self.texts = ComparedTexts(theme)
        self.restore = Button(theme, tr("Restore this version"), kind="main", keys=tr("Ctrl Enter"))
        close = Button(theme, tr("Close"), keys=tr("Esc"))
        close.clicked.connect(self.close_sheet)
        self.restore.clicked.connect(self._restore)
        self.accepted.connect(self._restore)
        self.closed.connect(self.deleteLater)
        self._lay_out(theme, close, over.height())
        self.restore.setVisible(number != article.number)  # it has a parent by now
        self.other.currentIndexChanged.connect(lambda _: self._read(self.other.currentData()))
        self._read(max(number - 1, _NOTHING))
        self.show_sheet(self.texts.after)

    def choose_other(self) -> None:
        """To the list of versions that it may be compared with."""
        self.other.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a comparison, wherever the keyboard is."""
        if asked(event) == WITH:
            self.choose_other()
        elif not self.texts.take_key(event):
            super().keyPressEvent(event)

    def _read(self, other: int) -> None:
        query = partial(_compared, article_id=self._article.id, number=self._number, other=other)
        self._workspace.read(query, self._show, self, "compared", self._fail)

    def _show(self, compared: _Compared) -> None:
        self._version = compared.version
        self._facts.setText(_facts(compared))
        self._offer(compared)
        before, after = compared.pair
        self.texts.show_rows(compared.rows, (_name(before), _name(after)))
        self.place()

    def _offer(self, compared: _Compared) -> None:
        """Every version but this one, the last first."""
        if self.other.count():
            return
        others = [(_line(row), row.number) for row in compared.versions
                  if row.number != self._number]  # fmt: skip
        if self._number == 1:
            others.append((tr("Nothing: it is the first one"), _NOTHING))
        self.other.blockSignals(True)
        for words, number in others:
            self.other.addItem(words, number)
        chosen = compared.other.row.number if compared.other is not None else _NOTHING
        self.other.setCurrentIndex(self.other.findData(chosen))
        self.other.blockSignals(False)
        self.other.setEnabled(len(others) > 1)

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

    def _lay_out(self, theme: Theme, close: Button, room: int) -> None:
        page = theme.sizes.page
        self.content.setContentsMargins(page, page, page, page)
        self.content.setSpacing(theme.sizes.small)
        words = tr("{key}, version {number}", key=self._article.key, number=self._number)
        self.texts.setFixedHeight(max(room - _REST, _LEAST))
        self.other.setAccessibleName(tr("Compare with"))
        self.other.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.other.setMinimumContentsLength(32)
        head = QHBoxLayout()
        head.setSpacing(theme.sizes.small)
        for part in (title(words), muted(tr("compared with")), self.other,
                     key_hint(keys_in_words(KEYS[WITH]))):  # fmt: skip
            head.addWidget(part)
        head.addStretch(1)
        self.content.addLayout(head)
        for below in (self._facts, self._banner, self.texts):
            self.content.addWidget(below)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self.restore)
        self.content.addLayout(row)


def _compared(session: Any, article_id: int, number: int, other: int) -> _Compared:
    """Off the GUI thread."""
    version = article_version(session, article_id, number)
    beside = article_version(session, article_id, other) if other != _NOTHING else None
    found = _Compared(version, beside, article_versions(session, article_id), [])
    before, after = found.pair
    return found._replace(rows=side_by_side(before.body if before else "", after.body))


def _name(version: VersionDetail | None) -> str:
    if version is None:
        return tr("Nothing before it")
    number, author = version.row.number, inline(version.row.author)
    return " · ".join(filter(None, (tr("Version {number}", number=number), author)))


def _line(row: VersionRow) -> str:
    """A version in the list, cut where it is long."""
    told = (tr("Version {number}", number=row.number), inline(row.author), inline(row.note))
    words = " · ".join(filter(None, told))
    return words if len(words) <= _LETTERS else f"{words[:_LETTERS]}…"


def _facts(compared: _Compared) -> str:
    """Who, the note, and the facts that the later one has others than the earlier one."""
    row, (before, after) = compared.version.row, compared.pair
    lines = [" · ".join(filter(None, (inline(row.author), inline(row.note))))]
    if before is not None:
        pairs = (
            (tr("Title"), before.title, after.title),
            (tr("State"), _state(before.state), _state(after.state)),
            (tr("Product"), before.product, after.product),
            *(
                (
                    tr(words),
                    field_words(before.fields.get(name)),
                    field_words(after.fields.get(name)),
                )
                for name, words in FIELD_NAMES.items()
            ),
        )
        lines += [
            tr("{name}: {old} → {new}", name=name, old=inline(old) or _EMPTY,
               new=inline(new) or _EMPTY)
            for name, old, new in pairs if old != new
        ]  # fmt: skip
    return "\n".join(filter(None, lines)) or tr("Without a note")


def _state(state: str) -> str:
    return tr(state_words(state)) if state else ""
