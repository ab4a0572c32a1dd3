"""Beside a postmortem: its cases, what was said of it, its life and its versions."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.queries.postmortem import CaseLine, PostmortemDetail
from models.queries.postmortem_life import Comment, LifeRow, VersionRow
from models.wording import date_words, full_words
from ui.messages import inline, tr
from ui.reviews.postmortem_words import names_of
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.labels import body, caption, muted
from ui.widgets.line_list import Line, LineList, what_of


class SideCards(QWidget):
    """`case_requested` carries the id of a case, `version_requested` the number of a version."""

    case_requested = Signal(int)
    version_requested = Signal(int)

    def __init__(self, theme: Theme, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone
        self._left_out = muted(wrap=True)
        self._cases = _list_card(theme, tr("Cases"), tr("Cases; Enter opens one"), most=12)
        self._cases.card.content.addWidget(self._left_out)
        self.comments = CommentsCard(theme, zone)
        self._life = _list_card(theme, tr("Its life"), tr("Steps of its life"))
        self._versions = _list_card(
            theme, tr("Versions"), tr("Versions; Enter shows what one changed")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.sizes.medium)
        for card in (self._cases.card, self.comments, self._life.card, self._versions.card):
            column.addWidget(card)
        column.addStretch(1)
        self.setFocusProxy(self._cases.list)
        self._cases.list.itemActivated.connect(lambda item: self.case_requested.emit(what_of(item)))
        self._versions.list.itemActivated.connect(
            lambda item: self.version_requested.emit(what_of(item))
        )

    def show_postmortem(self, one: PostmortemDetail) -> None:
        """Show this one's."""
        self._cases.list.show_lines([self._case(case) for case in one.cases])
        words = tr("One more case is restricted, and not for you to see.")
        if one.left_out > 1:
            words = tr("{count} more cases are restricted, and not for you to see.",
                       count=one.left_out)  # fmt: skip
        self._left_out.setText(words if one.left_out else "")
        self._left_out.setVisible(bool(one.left_out))
        self.comments.show_comments(one.comments)
        self._life.list.show_lines([self._step(row) for row in one.life])
        self._life.card.setVisible(bool(one.life))
        self._versions.list.show_lines([self._version(row) for row in one.versions])
        self._versions.card.setVisible(bool(one.versions))

    def go_to_versions(self) -> None:
        """The keyboard on the newest."""
        self._versions.list.setFocus()

    def _case(self, case: CaseLine) -> Line:
        when = (
            tr("breached {when}", when=full_words(case.breached_at, self._zone))
            if case.breached_at
            else tr("kept" if case.resolved_at else "kept so far")
        )
        told = (case.priority, inline(case.customer), when)
        return Line(f"{case.key}  {case.title}", " · ".join(filter(None, told)), "box", case.id)

    def _step(self, row: LifeRow) -> Line:
        told = (inline(row.who), date_words(row.at, self._zone), inline(row.why))
        return Line(tr(row.words), " · ".join(filter(None, told)), "check", None)

    def _version(self, row: VersionRow) -> Line:
        told = (tr("Version {number}", number=row.number), inline(row.who),
                date_words(row.at, self._zone))  # fmt: skip
        words = inline(row.note) or names_of(row.changed)
        words = words or (tr("Written") if row.number == 1 else tr("Changed"))
        return Line(words, " · ".join(filter(None, told)), "edit", row.number)


class CommentsCard(Card):
    """What was said of it, the oldest first, and a way to say more."""

    def __init__(self, theme: Theme, zone: ZoneInfo) -> None:
        super().__init__(theme, tr("Comments"))
        self._theme, self._zone = theme, zone
        self._lines: list[QWidget] = []
        self._none = muted(tr("Nobody has said anything yet."), wrap=True)
        self.content.addWidget(self._none)

    def add_button(self, action: QAction) -> None:
        """How more is said."""
        self.corner.addWidget(ActionButton(self._theme, action, kind="quiet", words=tr("Comment")))

    def show_comments(self, comments: Sequence[Comment]) -> None:
        """Show these."""
        for line in self._lines:
            self.content.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [line for one in comments for line in self._words(one)]
        for line in self._lines:
            self.content.addWidget(line)
        self._none.setVisible(not comments)

    def _words(self, one: Comment) -> list[QWidget]:
        who = inline(one.who) or tr("Somebody")
        told = caption(f"{who} · {full_words(one.at, self._zone)}", wrap=True)
        said = body(one.words, wrap=True)
        return [told, said]


class _ListCard:
    """A card with a short list in it."""

    def __init__(self, card: Card, listed: LineList) -> None:
        self.card, self.list = card, listed


def _list_card(theme: Theme, title: str, name: str, most: int = 6) -> _ListCard:
    card, listed = Card(theme, title), LineList(theme, name, most, wraps=True)
    card.content.addWidget(listed)
    return _ListCard(card, listed)
