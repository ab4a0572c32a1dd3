"""The steps of an article's life, by keys: each is there only while it can be done."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from models.commands.article_life import publish_article, verify_article
from models.handbook.articles import (
    ARCHIVED,
    DRAFT,
    IN_REVIEW,
    NEEDS_VERIFICATION,
    PUBLISHED,
    STATUSES,
)
from models.queries.article import ArticleDetail
from models.queries.people import PersonRow, team
from ui.actions import Actions
from ui.knowledge.life_forms import owner_form, released_form, review_form, why_form
from ui.knowledge_actions import LIFE
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.widgets.sheet import once_clear
from ui.workspace import Workspace

_WHEN: Final = {
    "review": (DRAFT, IN_REVIEW), "publish": (DRAFT, IN_REVIEW, ARCHIVED),
    "verify": (PUBLISHED, NEEDS_VERIFICATION), "doubt": (PUBLISHED,),
    "send_back": (IN_REVIEW, PUBLISHED, NEEDS_VERIFICATION, ARCHIVED),
    "owner": tuple(one for one in STATUSES if one != ARCHIVED),
    "released": (PUBLISHED, NEEDS_VERIFICATION),
    "archive": (DRAFT, IN_REVIEW, PUBLISHED, NEEDS_VERIFICATION),
}  # fmt: skip
"""In which states of its life each step can be done."""

NEXT_STEPS: Final = 3
"""The first of them lead on; the others are seldom."""


class LifeVerbs(QObject):
    """`actions` in the order of a life; `refused` carries why something was not done."""

    refused = Signal(object)

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, page: QWidget,
        drafts: FormDrafts,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._theme, self._workspace, self._page = theme, workspace, page
        self._drafts = drafts
        self._article: ArticleDetail | None = None
        run: dict[str, Callable[[], object]] = {
            "review": partial(self._with_team, self._review),
            "owner": partial(self._with_team, self._owner),
            "released": self._released,
            "publish": partial(self._do, publish_article, tr("{key} is published")),
            "verify": partial(self._do, verify_article, tr("{key} still holds")),
            **{name: partial(self._why, name) for name in ("doubt", "send_back", "archive")},
        }
        self.actions: dict[str, QAction] = {
            name: actions.add(spec, page, run[name]) for name, spec in LIFE.items()
        }
        self._offer()

    def show_article(self, article: ArticleDetail) -> None:
        """The article in view."""
        self._article = article
        self._offer()

    def forget_article(self) -> None:
        """None is in view."""
        self._article = None
        self._offer()

    def _offer(self) -> None:
        status = self._article.status if self._article is not None else ""
        for name, action in self.actions.items():
            action.setVisible(status in _WHEN[name])
            action.setEnabled(status in _WHEN[name])

    def _do(self, command: Callable[..., object], saying: str) -> None:
        article = self._article
        if article is not None:
            said = saying.replace("{key}", inline(article.key))
            run: Callable[[Any], object] = partial(command, article_id=article.id)
            self._workspace.write(run, lambda _: None, self, said, self.refused.emit)

    def _with_team(self, ask: Callable[[ArticleDetail, Sequence[PersonRow]], None]) -> None:
        article = self._article
        if article is not None:
            told = partial(self._ask_of, ask, article)
            self._workspace.read(team, told, self, "team", self.refused.emit)

    def _ask_of(
        self, ask: Callable[[ArticleDetail, Sequence[PersonRow]], None], article: ArticleDetail,
        people: Sequence[PersonRow],
    ) -> None:  # fmt: skip
        once_clear(self._page, partial(ask, article, people))

    def _review(self, article: ArticleDetail, people: Sequence[PersonRow]) -> None:
        today = self._workspace.clock.now().astimezone(self._drafts.zone).date()
        me = self._workspace.person_id
        self._ask("review", article, review_form(self._theme, article, people, today, me))

    def _owner(self, article: ArticleDetail, people: Sequence[PersonRow]) -> None:
        self._ask("owner", article, owner_form(article, people))

    def _released(self) -> None:
        if self._article is not None:
            self._ask("released", self._article, released_form(self._article))

    def _why(self, name: str) -> None:
        if self._article is not None:
            self._ask(name, self._article, why_form(self._theme, self._article, name))

    def _ask(self, name: str, article: ArticleDetail, form: Form) -> None:
        """Open the form; what was typed in it is kept until it is saved."""

        def submit(sheet: FormSheet, asked: Asked, saved: Callable[[], None]) -> None:
            command: Callable[[Any], object] = partial(asked.command, **asked.given)
            sheet.closed.connect(partial(self._workspace.let_go, self))
            self._workspace.write(command, lambda _: saved(), self, asked.saying, sheet.show_error)

        self._drafts.open(
            self._theme, self._page.window(), form, f"life-{name}-{article.id}", submit,
            self._workspace.said.emit, failed=self.refused.emit,
        )  # fmt: skip
