"""What somebody else saved of a postmortem meanwhile: said at once, and asked about where both
changed the same."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QEvent, QObject, QTimer

from models.changes import Changes
from models.commands.postmortems import PostmortemClash
from models.handbook.postmortems import SECTIONS, Said
from models.postmortem_merge import Conflict, MergedSaid, row_key
from models.queries.postmortem import said_then
from models.queries.postmortem_life import VersionRow, versions_of
from models.settling import ClashFact, ClashText, Settling
from models.three_way import FactClash, merge
from ui.drafts import Drafts
from ui.messages import inline, tr
from ui.reviews.postmortem_draft import PostmortemDraft, Values
from ui.reviews.postmortem_editor import PostmortemEditor
from ui.theme import Theme
from ui.widgets.clash_sheet import ClashSheet
from ui.widgets.sheet import once_clear
from ui.workspace import SaveState, Workspace

_LOOK_MS: Final = 5_000
_TIMELINE: Final = "timeline"


class _Asked(NamedTuple):
    author: str
    settling: Settling


class PostmortemMerging(QObject):
    """What is answered in the sheet is kept with each key until it is saved. While something is
    written, it is looked whether somebody else saved it."""

    def __init__(
        self, theme: Theme, workspace: Workspace, editor: PostmortemEditor, drafts: Drafts
    ) -> None:
        super().__init__(editor)
        self._theme, self._workspace, self._editor = theme, workspace, editor
        self._drafts = drafts
        self._told: tuple[PostmortemDraft, int] | None = None
        self._again = QTimer(self, interval=_LOOK_MS)
        self._again.timeout.connect(self._look)
        editor.installEventFilter(self)
        editor.clashed.connect(self._begin)
        workspace.changed.connect(self._hear)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look as long as the editor is in view."""
        if event.type() == QEvent.Type.Show:
            self._again.start()
        elif event.type() == QEvent.Type.Hide:
            self._again.stop()
        return False

    def _hear(self, changes: Changes) -> None:
        if "postmortem" in changes.kinds:
            self._look()

    def _look(self) -> None:
        """Somebody may have saved the one that is being written."""
        draft = self._editor.draft
        if draft is not None:
            query = partial(versions_of, postmortem_id=draft.id)
            self._workspace.read(
                query, partial(self._tell, draft), self, "latest", lambda _: None, aside=True
            )

    def _tell(self, draft: PostmortemDraft, rows: tuple[VersionRow, ...]) -> None:
        """Once of each save; what is being saved from here may be the last one by now."""
        if draft is not self._editor.draft or not rows or rows[0].number <= draft.base:
            return
        if self._workspace.save_state in (SaveState.SAVING, SaveState.CHECKING):
            return
        if self._told != (draft, rows[0].number):
            self._told = (draft, rows[0].number)
            who = inline(rows[0].who) or tr("Somebody else")
            self._editor.banner.show_message(
                "note", tr("{author} saved this postmortem meanwhile.", author=who),
                tr("Saving puts both together; only what both changed is asked about."),
            )  # fmt: skip

    def _begin(self, clash: PostmortemClash) -> None:
        draft = self._editor.draft
        if draft is not None:
            query = partial(_asked, postmortem_id=draft.id, base=draft.base, clash=clash)
            then = partial(self._ask, draft, dict(draft.values), clash)
            self._workspace.read(query, then, self, "clash", self._fail)

    def _ask(
        self, draft: PostmortemDraft, typed: Values, clash: PostmortemClash, asked: _Asked
    ) -> None:
        if draft is self._editor.draft:
            once_clear(self._editor, partial(self._open, draft, typed, clash, asked))

    def _open(
        self, draft: PostmortemDraft, typed: Values, clash: PostmortemClash, asked: _Asked
    ) -> None:
        """What was answered of the same before is answered there still; what was typed since is
        sent first."""
        if draft is not self._editor.draft:
            return
        if draft.values != typed:
            self._editor.save()
            return
        self._editor.banner.hide()
        name, settling = f"{draft.name}-clash", asked.settling
        settling.take_up(self._drafts.get(name))
        go_on = partial(self._go_on, draft, clash)
        sheet = ClashSheet(self._theme, self._editor.window(), asked.author, settling, go_on)
        sheet.answered.connect(
            lambda: self._drafts.keep(name, settling.kept(self._drafts.get(name)))
        )

    def _go_on(
        self, draft: PostmortemDraft, clash: PostmortemClash,
        texts: Mapping[str, str], facts: Mapping[str, str],
    ) -> None:  # fmt: skip
        """Save it, as what follows their version."""
        if draft is self._editor.draft:
            self._editor.rebase(clash.number, settled(clash.merged, texts, facts))
            self._drafts.forget(f"{draft.name}-clash")  # what came of it stands in the draft
            self._editor.save()

    def _fail(self, error: Exception) -> None:
        self._workspace.failed.emit(error)


def settled(merged: MergedSaid, texts: Mapping[str, str], facts: Mapping[str, str]) -> Said:
    """What both made of it, with what was answered of what clashed."""
    said = merged.said
    fields = {**said.fields, **{name: texts[name] for name in texts if name != "body"}}
    rows = list(said.timeline)
    for at, clash in enumerate(merged.clashes):
        chosen = facts.get(f"{_TIMELINE} {at}")
        if clash.name == _TIMELINE and chosen is not None:
            rows = [{**row, "words": chosen} if row_key(row) == clash.row else row for row in rows]
    return replace(
        said, title=facts.get("title", said.title), body=texts.get("body", said.body),
        fields={name: words for name, words in fields.items() if words}, timeline=tuple(rows),
    )  # fmt: skip


def _asked(session: Any, postmortem_id: int, base: int, clash: PostmortemClash) -> _Asked:
    """What is to be asked, off the GUI thread: a long text takes a while."""
    before = said_then(session, postmortem_id, base)
    rows = versions_of(session, postmortem_id)
    author = next((row.who for row in rows if row.number == clash.number), "")
    texts, facts = [], []
    for at, one in enumerate(clash.merged.clashes):
        if one.name in ("body", *SECTIONS):
            was = before.body if one.name == "body" else before.fields.get(one.name, "")
            called = tr("What happened") if one.name == "body" else tr(SECTIONS[one.name])
            texts.append(ClashText(one.name, called, merge(was, one.mine, one.theirs)))
        else:
            facts.append(_fact(at, one))
    return _Asked(author, Settling(texts, facts))


def _fact(at: int, one: Conflict) -> ClashFact:
    if one.name == _TIMELINE:
        name, called = f"{_TIMELINE} {at}", tr("A row of the timeline")
    else:
        name, called = one.name, tr("Title")
    return ClashFact(called, FactClash(name, one.mine, one.theirs))
