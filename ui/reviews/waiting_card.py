"""What of the team's knowledge waits for somebody: to be reviewed, or to be verified."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal

from models.queries.article_life import REVIEW, Waiting
from models.wording import day_words
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.labels import muted
from ui.widgets.line_list import Line, LineList, what_of


class WaitingCard(Card):
    """`article_asked` carries an article's key. Out of sight while nothing waits."""

    article_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Articles that wait"))
        self.list = LineList(theme, tr("Articles that wait for somebody"))
        self.list.itemActivated.connect(lambda item: self.article_asked.emit(what_of(item)))
        self.content.addWidget(self.list)
        self.content.addWidget(
            muted(tr("What is to be verified stays an answer meanwhile. Enter opens it."),
                  wrap=True)
        )  # fmt: skip
        self.hide()

    def show_waiting(self, waiting: Sequence[Waiting]) -> None:
        """Show these, the longest due first."""
        self.setVisible(bool(waiting))
        self.set_title(tr("Articles that wait"), f"{len(waiting):,}")
        self.list.show_lines([_line(one) for one in waiting])


def _line(one: Waiting) -> Line:
    day = day_words(date.fromisoformat(one.on), year=True)
    who = inline(one.who) or tr("the leads")
    if one.what == REVIEW:
        said = tr("Review by {who}, due {day}", who=who, day=day)
        said = tr("▲ Late: {said}", said=said) if one.late else said
    else:
        said = tr("To be verified by {who}, since {day}", who=who, day=day)
    return Line(f"{one.key}  {inline(one.title)}", said, "book", one.key)
