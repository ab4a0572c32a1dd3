"""How an article did at cases: what became of those it answered, and what was said of it."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal

from models.handbook.articles import WRONG
from models.queries.article import ArticleDetail
from models.queries.article_record import Said, Worth, article_worth
from models.why_words import record_words
from models.wording import capitalised, date_words
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.labels import body, muted
from ui.widgets.line_list import Line, LineList, what_of
from ui.workspace import Workspace


class WorthCard(Card):
    """Not there while nothing is known. `case_requested` carries the case that something was said
    of it at."""

    case_requested = Signal(int)

    def __init__(self, theme: Theme, workspace: Workspace, zone: ZoneInfo) -> None:
        super().__init__(theme, tr("How it did"))
        self._workspace = workspace
        self._zone = zone
        self._article_id = 0
        self._record = body(wrap=True)
        self.said = LineList(theme, tr("What was said of it"))
        self._keys = muted(tr("Enter opens the case"))
        for part in (self._record, self.said, self._keys):
            self.content.addWidget(part)
        self.said.itemActivated.connect(lambda item: self.case_requested.emit(what_of(item)))
        self.hide()

    def show_article(self, article: ArticleDetail) -> None:
        """Another article is in view, or it was read again."""
        if article.id != self._article_id:
            self._article_id = article.id
            self.hide()
        now = self._workspace.clock.now()
        query = partial(article_worth, article_id=article.id, now=now)
        told = partial(self._show, article.id)
        self._workspace.read(query, told, self, "worth", lambda _: None, aside=True)

    def _show(self, article_id: int, worth: Worth) -> None:
        if article_id != self._article_id:
            return
        words = capitalised(str(tr(record_words(worth.record))))
        self._record.setText(words)
        self._record.setVisible(bool(words))
        self.said.show_lines([_line(one, self._zone) for one in worth.said])
        self.said.setVisible(bool(worth.said))
        self._keys.setVisible(bool(worth.said))
        self.setVisible(bool(words or worth.said))


def _line(said: Said, zone: ZoneInfo) -> Line:
    """“Only for 4.1” above “✕ Wrong · CS-1042 · Ana Ruiz · 3 May 2026”."""
    wrong = said.verdict == WRONG
    words = said.words or (tr("It is wrong here") if wrong else tr("It helped"))
    sign = tr("✕ Wrong") if wrong else tr("✓ Helped")
    told = (sign, said.case, inline(said.person), date_words(said.at, zone))
    return Line(words, " · ".join(part for part in told if part), "note", said.case_id)
