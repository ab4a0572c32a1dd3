"""The cases that are linked with an article; Enter opens one."""

from PySide6.QtCore import Signal

from models.queries.article import ArticleCase
from models.wording import STATUSES
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.labels import muted
from ui.widgets.line_list import Line, LineList, what_of


class CasesCard(Card):
    """`case_requested` carries a case's id."""

    case_requested = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Its cases"))
        self.list = LineList(theme, tr("Cases linked with it"))
        self.list.itemActivated.connect(lambda item: self.case_requested.emit(what_of(item)))
        self._none = muted(wrap=True)
        self.content.addWidget(self.list)
        self.content.addWidget(self._none)
        self.wait()

    def wait(self) -> None:
        """They are being looked for."""
        self.list.hide()
        self._none.setText(tr("Looking for its cases"))
        self._none.show()

    def show_cases(self, cases: tuple[ArticleCase, ...]) -> None:
        """The newest of them."""
        self._none.setText(tr("No case is linked with it. A case is linked from its own page."))
        self._none.setVisible(not cases)
        self.list.setVisible(bool(cases))
        self.list.show_lines([_line(case) for case in cases])


def _line(case: ArticleCase) -> Line:
    told = (case.key, inline(case.customer), tr(STATUSES.get(case.status, case.status)))
    return Line(case.title, " · ".join(part for part in told if part), "note", case.id)
