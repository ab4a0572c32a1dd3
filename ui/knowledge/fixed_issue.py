"""A known issue that is fixed: in which version, and a draft for each customer it hit."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.commands.fixed_issue import fix_issue
from models.handbook.articles import KNOWN_ISSUE
from models.queries.article import ArticleDetail
from models.queries.shipped import ShippedDraft, fixed_drafts
from ui.actions import Actions
from ui.drafts import Drafts
from ui.drafts_told import put_drafts
from ui.knowledge_actions import KNOWLEDGE
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.widgets.text_line import TextLine
from ui.workspace import Workspace


class FixedIssue(QObject):
    """`action` is there while a known issue is in view. The drafts wait on this computer, each
    below its case; nobody is told before they are sent there."""

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, drafts: Drafts, page: QWidget,
        forms: FormDrafts,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._theme = theme
        self._workspace = workspace
        self._drafts, self._forms = drafts, forms
        self._page = page
        self._article: ArticleDetail | None = None
        self.action = actions.add(KNOWLEDGE["fixed"], page, self._ask)
        self._may_be(False)

    def show_article(self, article: ArticleDetail) -> None:
        """The article in view."""
        self._article = article
        self._may_be(article.kind == KNOWN_ISSUE)

    def forget_article(self) -> None:
        """None is in view."""
        self._article = None
        self._may_be(False)

    def _may_be(self, known_issue: bool) -> None:
        self.action.setVisible(known_issue)
        self.action.setEnabled(known_issue)

    def _ask(self) -> None:
        article = self._article
        if article is None:
            return
        version = named(TextLine(), "fixed_in")
        version.setText(str(article.fields.get("fixed_in") or ""))
        version.setPlaceholderText(tr("such as 4.3"))

        def read() -> Asked:
            given = {"key": article.key, "fixed_in": version.text()}
            said = tr("{key} is fixed", key=inline(article.key))
            return Asked(fix_issue, given, said, lambda _: self._look(article.key))

        form = Form(
            tr("{key} is fixed", key=inline(article.key)), tr("It is fixed"),
            [(tr("In which version"), version)], read,
            tr("For the customer of each case that is linked with it a draft is put below that "
               "case. You send it there."),
        )  # fmt: skip
        self._forms.open(
            self._theme, self._page.window(), form, f"fixed-{article.id}", self._submit,
            self._workspace.said.emit, failed=self._workspace.failed.emit,
        )  # fmt: skip

    def _submit(self, sheet: FormSheet, asked: Asked, saved: Callable[[], None]) -> None:
        command: Callable[..., object] = partial(asked.command, **asked.given)

        def done(result: object) -> None:
            saved()
            asked.then(result)

        sheet.closed.connect(partial(self._workspace.let_go, self))
        self._workspace.write(command, done, self, asked.saying, sheet.show_error)

    def _look(self, key: str) -> None:
        query = partial(
            fixed_drafts, key=key, now=self._workspace.clock.now(), me=self._workspace.person_id
        )
        self._workspace.read(query, self._keep, self, "fixed", aside=True)

    def _keep(self, told: Sequence[ShippedDraft]) -> None:
        said = put_drafts(self._drafts, told) or tr("No case of it waits for word")
        self._workspace.said.emit(said)
