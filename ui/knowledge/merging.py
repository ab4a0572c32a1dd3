"""What somebody else saved meanwhile, put together with what stands in the editor."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject

from models.changes import Changes
from models.commands.articles import Clash
from models.handbook.articles import FIELDS
from models.queries.article_versions import (
    VersionDetail,
    VersionRow,
    article_versions,
    both_versions,
)
from models.three_way import FactClash, Merged, merge, merged_facts
from ui.knowledge.article_draft import ArticleDraft, field_words
from ui.knowledge.article_editor import ArticleEditor
from ui.knowledge.clash_sheet import ClashSheet, GoOn
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.sheet import once_clear
from ui.workspace import Workspace


class Merging(QObject):
    """Where nothing clashes the save goes on, else a sheet asks about the lines and facts."""

    def __init__(self, theme: Theme, workspace: Workspace, editor: ArticleEditor) -> None:
        super().__init__(editor)
        self._theme, self._workspace, self._editor = theme, workspace, editor
        self._asked: object = None
        self._chosen: tuple[str, ...] = ()
        editor.clashed.connect(self._begin)
        workspace.changed.connect(self._look)

    def _look(self, changes: Changes) -> None:
        """Somebody may have saved the article that is being written."""
        draft = self._editor.draft
        if "article" in changes.kinds and draft is not None and draft.article is not None:
            query = partial(article_versions, article_id=draft.article.id)
            self._workspace.read(query, partial(self._tell, draft), self, "latest", lambda _: None)

    def _tell(self, draft: ArticleDraft, rows: tuple[VersionRow, ...]) -> None:
        if draft is self._editor.draft and rows and rows[0].number > draft.base:
            who = inline(rows[0].author) or tr("Somebody else")
            self._editor.banner.show_message(
                "note", tr("{author} saved this article meanwhile.", author=who),
                tr("Saving puts both together; only what both changed is asked about."),
            )  # fmt: skip

    def _begin(self, clash: Clash) -> None:
        draft = self._editor.draft
        if draft is not None and draft.article is not None:
            query = partial(both_versions, article_id=draft.article.id, base=draft.base)
            self._workspace.read(query, partial(self._merge, draft), self, "both")

    def _merge(self, draft: ArticleDraft, both: tuple[VersionDetail, VersionDetail]) -> None:
        """Off the GUI thread: a long text takes a while."""
        job = partial(merge, both[0].body, draft.values.get("body", ""), both[1].body)
        self._workspace.run(job, partial(self._merged, draft, both), self)

    def _merged(
        self, draft: ArticleDraft, both: tuple[VersionDetail, VersionDetail], merged: Merged
    ) -> None:
        if draft is not self._editor.draft:
            return
        before, other = (_facts(draft, one) for one in both)
        typed = {name: draft.values.get(name, "") for name in before}
        facts, clashes = merged_facts(before, typed, other)
        go_on = partial(self._go_on, draft, both[1], facts)
        if not merged.clashes and not clashes:
            go_on(merged.text(), {})
            return
        once_clear(self._editor, partial(self._ask, both[1], merged, clashes, go_on))

    def _ask(
        self, theirs: VersionDetail, merged: Merged, facts: Sequence[FactClash], go_on: GoOn
    ) -> None:
        """What was chosen in the sheet before, of the same clash, is chosen there still."""
        self._editor.banner.hide()
        key = (theirs.row.number, merged, tuple(facts))
        if key != self._asked:
            self._asked, self._chosen = key, ()
        sheet = ClashSheet(
            self._theme, self._editor.window(), theirs.row.author, merged, facts, go_on
        )
        sheet.choose(self._chosen)
        sheet.closed.connect(partial(self._keep, sheet))

    def _keep(self, sheet: ClashSheet) -> None:
        self._chosen = sheet.chosen()

    def _go_on(
        self, draft: ArticleDraft, theirs: VersionDetail, facts: Mapping[str, str], body: str,
        chosen: Mapping[str, str],
    ) -> None:  # fmt: skip
        """Save it, as what follows their version."""
        if draft is not self._editor.draft:
            return
        values = {**facts, **chosen, "body": body}
        self._editor.rebase(theirs.row.number, values, theirs.fields)
        self._editor.save.trigger()
        self._workspace.said.emit(
            tr("Put together with what {author} saved meanwhile",
               author=inline(theirs.row.author) or tr("somebody else"))
        )  # fmt: skip


def _facts(draft: ArticleDraft, version: VersionDetail) -> dict[str, str]:
    """The facts of a version as the editor has them."""
    kind = draft.values.get("kind", "")
    own = {name: field_words(version.fields.get(name)) for name in FIELDS.get(kind, ())}
    return {"title": version.title, "state": version.state, "product": version.product, **own}
