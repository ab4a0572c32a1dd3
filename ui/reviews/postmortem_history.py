"""What a version of a postmortem changed, side by side with the one before or any other; it can be
brought back as the next one."""

from functools import partial
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from models.commands.postmortems import save_postmortem
from models.errors import KnownError
from models.handbook.postmortems import CLOSED, REVIEWED, Said
from models.queries.postmortem import PostmortemDetail, said_then
from models.queries.postmortem_life import VersionRow
from models.side_by_side import Line, side_by_side
from ui.actions import keys_in_words
from ui.comparing_actions import KEYS, WITH, asked
from ui.messages import inline, tr
from ui.reviews.postmortem_words import names_of, whole_text
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.compared_texts import ComparedTexts
from ui.widgets.labels import key_hint, muted, title
from ui.widgets.sheet import Sheet
from ui.widgets.wheel_free import WheelFreeBox
from ui.workspace import Workspace

_WIDTH, _REST, _LEAST = 1_200, 350, 160
_NOTHING: Final = 0
"""What stands for no version at all: the first one is compared with it."""

_LETTERS: Final = 60


class _Compared(NamedTuple):
    said: Said
    rows: list[Line]
    names: tuple[str, str]


class PostmortemHistory(Sheet):
    """Opens at once, and shows the version as it was read."""

    def __init__(
        self, theme: Theme, over: QWidget, workspace: Workspace, zone: ZoneInfo,
        one: PostmortemDetail, number: int,
    ) -> None:  # fmt: skip
        super().__init__(theme, over, tr("Version {number}", number=number), width=_WIDTH)
        self._workspace, self._one, self._zone, self._number = workspace, one, zone, number
        self._said: Said | None = None
        self._banner = Banner(theme)
        self._told = muted(_told(one.versions, number), wrap=True)
        self.other = WheelFreeBox()
        self.texts = ComparedTexts(theme)
        self.restore = Button(theme, tr("Restore this version"), kind="main", keys=tr("Ctrl Enter"))
        close = Button(theme, tr("Close"), keys=tr("Esc"))
        close.clicked.connect(self.close_sheet)
        self.restore.clicked.connect(self._restore)
        self.accepted.connect(self._restore)
        self.closed.connect(self.deleteLater)
        self._offer()
        self._lay_out(theme, close, over.height())
        self.restore.setVisible(self._may_restore)
        self.other.currentIndexChanged.connect(lambda _: self._read(self.other.currentData()))
        self._read(self.other.currentData())
        self.show_sheet(self.texts.after)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a comparison, wherever the keyboard is."""
        if asked(event) == WITH:
            self.other.setFocus()
        elif not self.texts.take_key(event):
            super().keyPressEvent(event)

    @property
    def _may_restore(self) -> bool:
        """An older one, while the text does not stand and is all theirs to change."""
        stands = self._one.status in (REVIEWED, CLOSED) or self._one.left_out
        return self._number != self._one.number and not stands

    def _read(self, other: int) -> None:
        keys = {case.id: case.key for case in self._one.cases}
        query = partial(
            _compared, postmortem_id=self._one.id, number=self._number, other=other, keys=keys,
            zone=self._zone,
        )  # fmt: skip
        self._workspace.read(query, self._show, self, "compared", self._fail)

    def _show(self, compared: _Compared) -> None:
        self._said = compared.said
        self.texts.show_rows(compared.rows, compared.names)
        self.place()

    def _offer(self) -> None:
        """Every version but this one, the last first; the one before is compared first."""
        for row in self._one.versions:
            if row.number != self._number:
                self.other.addItem(_line(row), row.number)
        if self._number == 1:
            self.other.addItem(tr("Nothing: it is the first one"), _NOTHING)
        self.other.setCurrentIndex(max(self.other.findData(self._number - 1), 0))
        self.other.setEnabled(self.other.count() > 1)

    def _restore(self) -> None:
        """As the next version: nothing that came after it is lost."""
        if self._said is None or not self._may_restore:
            return
        note = tr("Version {number} restored", number=self._number)
        command = partial(
            save_postmortem, postmortem_id=self._one.id, said=self._said, seen=self._one.number,
            note=note,
        )  # fmt: skip
        self._workspace.write(command, lambda _: self.close_sheet(), self, note, self._fail)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._banner.show_error(error)
            self.place()

    def _lay_out(self, theme: Theme, close: Button, room: int) -> None:
        page = theme.sizes.page
        self.content.setContentsMargins(page, page, page, page)
        self.content.setSpacing(theme.sizes.small)
        words = tr("{key}, version {number}", key=self._one.key, number=self._number)
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
        for below in (self._told, self._banner, self.texts):
            self.content.addWidget(below)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self.restore)
        self.content.addLayout(row)


def _compared(
    session: Any, postmortem_id: int, number: int, other: int, keys: dict[int, str],
    zone: ZoneInfo,
) -> _Compared:  # fmt: skip
    """Off the GUI thread: the earlier of both at the left."""
    said = said_then(session, postmortem_id, number)
    beside = said_then(session, postmortem_id, other) if other != _NOTHING else None
    here = (tr("Version {number}", number=number), whole_text(said, keys, zone))
    there = (tr("Nothing before it"), "")
    if beside is not None:
        there = (tr("Version {number}", number=other), whole_text(beside, keys, zone))
    before, after = (here, there) if other > number else (there, here)
    return _Compared(said, side_by_side(before[1], after[1]), (before[0], after[0]))


def _line(row: VersionRow) -> str:
    """A version in the list, cut where it is long."""
    told = (tr("Version {number}", number=row.number), inline(row.who), inline(row.note))
    words = " · ".join(filter(None, told))
    return words if len(words) <= _LETTERS else f"{words[:_LETTERS]}…"


def _told(rows: tuple[VersionRow, ...], number: int) -> str:
    """Who saved it, why, and which parts it changed."""
    row = next((one for one in rows if one.number == number), None)
    if row is None:
        return ""
    changed = tr("changed: {parts}", parts=names_of(row.changed)) if row.changed else ""
    said = " · ".join(filter(None, (inline(row.who), inline(row.note), changed)))
    return said or tr("Without a note")
