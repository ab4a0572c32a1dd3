"""What somebody else saved meanwhile, put together with what stands in the editor."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer

from models.changes import Changes
from models.commands.articles import Clash
from models.handbook.articles import FIELDS
from models.queries.article_versions import (
    VersionDetail,
    VersionRow,
    article_versions,
    both_versions,
)
from models.settling import ClashFact, ClashText, Settling
from models.three_way import FactClash, Merged, merge, merged_facts
from models.wording import capitalised
from ui.drafts import Drafts
from ui.knowledge.article_draft import ArticleDraft, field_words
from ui.knowledge.article_editor import ArticleEditor
from ui.knowledge.article_words import FIELD_NAMES
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.clash_sheet import ClashSheet, GoOn
from ui.widgets.sheet import once_clear
from ui.workspace import SaveState, Workspace

_LOOK_MS: Final = 5_000

_Both = tuple[VersionDetail, VersionDetail]
"""The version that was edited, and the last one."""


class Merging(QObject):
    """Where nothing clashes the save goes on, else a sheet asks about the lines and facts; what is
    answered there is kept with each key until it is saved. While something is written, it is looked
    whether somebody else saved it."""

    def __init__(
        self, theme: Theme, workspace: Workspace, editor: ArticleEditor, drafts: Drafts
    ) -> None:
        super().__init__(editor)
        self._theme, self._workspace, self._editor = theme, workspace, editor
        self._drafts = drafts
        self._told: tuple[ArticleDraft, int] | None = None
        self._notes: dict[str, str] = {}
        self._again = QTimer(self, interval=_LOOK_MS)
        self._again.timeout.connect(self._look)
        editor.installEventFilter(self)
        editor.clashed.connect(self._begin)
        editor.saved.connect(self._say)
        workspace.changed.connect(self._hear)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look as long as the editor is in view."""
        if event.type() == QEvent.Type.Show:
            self._again.start()
        elif event.type() == QEvent.Type.Hide:
            self._again.stop()
        return False

    def _hear(self, changes: Changes) -> None:
        if "article" in changes.kinds:
            self._look()

    def _look(self) -> None:
        """Somebody may have saved the article that is being written."""
        draft = self._editor.draft
        if draft is not None and draft.article is not None:
            query = partial(article_versions, article_id=draft.article.id, limit=1)
            self._workspace.read(
                query, partial(self._tell, draft), self, "latest", lambda _: None, aside=True
            )

    def _tell(self, draft: ArticleDraft, rows: tuple[VersionRow, ...]) -> None:
        """Once of each save; what is being saved from here may be the last one by now."""
        if draft is not self._editor.draft or not rows or rows[0].number <= draft.base:
            return
        if self._workspace.save_state in (SaveState.SAVING, SaveState.CHECKING):
            return
        if self._told != (draft, rows[0].number):
            self._told = (draft, rows[0].number)
            who = inline(rows[0].author) or tr("Somebody else")
            self._editor.banner.show_message(
                "note", tr("{author} saved this article meanwhile.", author=who),
                tr("Saving puts both together; only what both changed is asked about."),
            )  # fmt: skip

    def _say(self, key: str) -> None:
        """After “Saved”, which it would be hidden by otherwise."""
        if key in self._notes:
            self._workspace.said.emit(self._notes.pop(key))

    def _begin(self, clash: Clash) -> None:
        draft = self._editor.draft
        if draft is not None and draft.article is not None:
            query = partial(both_versions, article_id=draft.article.id, base=draft.base)
            self._workspace.read(query, partial(self._merge, draft), self, "both")

    def _merge(self, draft: ArticleDraft, both: _Both) -> None:
        """Off the GUI thread: a long text takes a while."""
        typed = dict(draft.values)
        job = partial(merge, both[0].body, typed.get("body", ""), both[1].body)
        self._workspace.run(job, partial(self._merged, draft, both, typed), self)

    def _merged(
        self, draft: ArticleDraft, both: _Both, typed: Mapping[str, str], merged: Merged
    ) -> None:
        if self._is_old(draft, both, typed):
            return
        before, other = (_facts(draft, one) for one in both)
        mine = {name: typed.get(name, "") for name in before}
        facts, clashes = merged_facts(before, mine, other)
        go_on = partial(self._go_on, draft, both[1], facts)
        if merged.clashes or clashes:
            ask = partial(self._ask, draft, both, typed, _settling(merged, clashes), go_on)
            once_clear(self._editor, ask)
        else:
            go_on({"body": merged.text()}, {})

    def _is_old(self, draft: ArticleDraft, both: _Both, typed: Mapping[str, str]) -> bool:
        """Whether something else stands in the editor by now; what was typed since is merged."""
        if draft is self._editor.draft and draft.values != typed:
            self._merge(draft, both)
        return draft is not self._editor.draft or draft.values != typed

    def _ask(
        self, draft: ArticleDraft, both: _Both, typed: Mapping[str, str], settling: Settling,
        go_on: GoOn,
    ) -> None:  # fmt: skip
        """What was answered of the same before is answered there still."""
        if self._is_old(draft, both, typed):
            return
        self._editor.banner.hide()
        name = _answers(draft)
        settling.take_up(self._drafts.get(name))
        author = both[1].row.author
        sheet = ClashSheet(self._theme, self._editor.window(), author, settling, go_on)
        sheet.answered.connect(
            lambda: self._drafts.keep(name, settling.kept(self._drafts.get(name)))
        )

    def _go_on(
        self, draft: ArticleDraft, theirs: VersionDetail, facts: Mapping[str, str],
        texts: Mapping[str, str], chosen: Mapping[str, str],
    ) -> None:  # fmt: skip
        """Save it, as what follows their version."""
        if draft is not self._editor.draft:
            return
        values = {**facts, **chosen, **texts}
        self._editor.rebase(theirs.row.number, values, theirs.fields)
        self._drafts.forget(_answers(draft))  # what came of them stands in the draft by now
        if draft.article is not None:
            self._notes[draft.article.key] = tr(
                "Put together with what {author} saved meanwhile",
                author=inline(theirs.row.author) or tr("somebody else"),
            )
        self._editor.save.trigger()


def _facts(draft: ArticleDraft, version: VersionDetail) -> dict[str, str]:
    """The facts of a version as the editor has them."""
    kind = draft.values.get("kind", "")
    own = {name: field_words(version.fields.get(name)) for name in FIELDS.get(kind, ())}
    return {"title": version.title, "state": version.state, "product": version.product, **own}


def _answers(draft: ArticleDraft) -> str:
    """The name by which is kept what was answered of a draft's clashes."""
    return f"{draft.name}-clash"


def _settling(merged: Merged, clashes: Sequence[FactClash]) -> Settling:
    facts = [ClashFact(tr(FIELD_NAMES.get(one.name, capitalised(one.name))), one)
             for one in clashes]  # fmt: skip
    return Settling([ClashText("body", tr("Text"), merged)], facts)
