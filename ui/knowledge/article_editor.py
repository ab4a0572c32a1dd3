"""An article being written: Markdown at the left, what it says at the right, kept with each key."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from models.commands.articles import Clash, NewArticle
from models.errors import KnownError, Problems
from models.handbook.article_templates import TEMPLATES, is_begun
from models.queries.article import ArticleDetail, article_detail
from ui.actions import Actions
from ui.drafts import Drafts
from ui.knowledge.article_draft import ArticleDraft
from ui.knowledge.article_facts import ArticleFacts
from ui.knowledge.article_saver import ArticleSaver
from ui.knowledge.editor_layout import EditorParts, lay_out_editor
from ui.knowledge.editor_toolbar import EditorToolbar, editor_notes
from ui.knowledge.live_preview import LivePreview
from ui.knowledge.markdown_source import MarkdownSource
from ui.knowledge.mentions import Mentions
from ui.knowledge.new_pictures import NewPictures
from ui.knowledge.outline import Outline
from ui.knowledge_actions import KNOWLEDGE
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.article_pictures import article_pictures
from ui.widgets.banner import Banner
from ui.widgets.file_choice import choose_files
from ui.widgets.spell_check import SpellCheck
from ui.widgets.text_line import TextLine
from ui.workspace import Workspace


class ArticleEditor(QWidget):
    """`begin` edits an article, or writes a new one. `saved` carries the article's key; `left`:
    the person is done here, what was typed is kept; `clashed` a `Clash`: the draft is kept, and
    `rebase` says that it takes the other version into account.
    """

    saved = Signal(str)
    left = Signal()
    clashed = Signal(object)
    article_requested = Signal(str)

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, drafts: Drafts
    ) -> None:
        super().__init__()
        self._workspace, self._drafts = workspace, drafts
        self.draft: ArticleDraft | None = None
        self._showing = False
        self.save = actions.add(KNOWLEDGE["save"], self, self._save)
        picture = actions.add(KNOWLEDGE["picture"], self, self._choose_picture)
        actions.add(KNOWLEDGE["outline"], self, self._go_to_outline)
        self.discard = actions.add(KNOWLEDGE["discard"], self, self._discard)
        actions.note(*editor_notes())
        self.banner = Banner(theme)
        self.facts = ArticleFacts(theme)
        self.toolbar = EditorToolbar(theme, picture)
        self.source = MarkdownSource(theme)
        self.preview = LivePreview(theme, self.source.toPlainText)
        self.outline = Outline()
        self.note = TextLine()
        self.mentions = Mentions(theme, workspace, self.source, self)
        self.pictures = NewPictures(workspace, drafts, self)
        self._saver = ArticleSaver(workspace, self.pictures.reader, self)
        self._stored: dict[str, QImage] = {}
        self._spelling = SpellCheck(theme, workspace, [self.source], self)
        actions.add(KNOWLEDGE["spelling"], self, self._spelling.next)
        lay_out_editor(self, self._parts(), theme)
        self._connect()

    # ---- what is edited ----

    def begin(self, of: ArticleDetail | NewArticle) -> None:
        """Edit this article, or write a new one that begins so; a draft of it comes back."""
        self.draft = draft = ArticleDraft(self._drafts, of)
        self._stored = {}
        self.banner.hide()
        if draft.is_back:
            self.banner.show_message(
                "note", tr("What you wrote and did not save is back."), "", tr("Discard it")
            )
        self._showing = True
        self.source.clear()  # nor does Ctrl+Z lead back to another article
        self._show(draft)
        if draft.article is not None and draft.article.files:
            query = partial(article_pictures, article=draft.article)
            self._workspace.read(query, partial(self._show_stored, draft), self, "stored")
        first = self.source if self.facts.title.text() else self.facts.title
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def values(self) -> dict[str, str]:
        """What stands here, by field."""
        typed = {"body": self.source.toPlainText(), "note": self.note.text()}
        return {**self.facts.values(), **typed, **self.pictures.values()}

    def rebase(self, number: int, values: Mapping[str, str], fields: Mapping[str, Any]) -> None:
        """What is to stand here instead, which takes the version of this number into account;
        `fields` are that version's."""
        if self.draft is not None:
            self.draft.rebase(number, values, fields)
            self.banner.hide()
            self._show(self.draft)

    def close_editor(self) -> None:
        """Leave; what is not saved is kept."""
        self._keep()
        if self.draft is not None and self.draft.is_typed:
            self._workspace.said.emit(tr("What you typed is kept"))
        self.draft = None  # what is being saved leads nobody back
        self.left.emit()

    # ---- following what is typed ----

    def _show(self, draft: ArticleDraft) -> None:
        self._showing = True
        self.facts.show_values(draft.values, new=draft.article is None)
        self.source.replace_all(draft.values.get("body", ""))
        self.note.setText(draft.values.get("note", ""))
        saved = {one.name: one.sha256 for one in draft.article.files} if draft.article else {}
        self.pictures.begin(saved, draft.values)
        self._showing = False
        self.discard.setEnabled(draft.is_typed)
        self._show_pictures()
        self.preview.refresh()

    def _typed(self) -> None:
        if not self._showing:
            self._keep()
            self.preview.follow()

    def _begin_anew(self) -> None:
        """What an article of the chosen kind begins with, where nothing else is written yet."""
        if not self._showing and not is_begun(self.source.toPlainText()):
            self.source.setPlainText(TEMPLATES.get(self.facts.values()["kind"], ""))

    def _keep(self) -> None:
        """Where it is something else than before: an underline alone is no typing."""
        if self.draft is None or self._showing:
            return
        values = self.values()
        if values != self.draft.values:
            self.draft.keep(values)
            self.discard.setEnabled(self.draft.is_typed)

    def _show_stored(self, draft: ArticleDraft, images: dict[str, QImage]) -> None:
        if draft is self.draft:
            self._stored = images
            self._show_pictures()

    def _show_pictures(self) -> None:
        self.preview.show_pictures({**self._stored, **self.pictures.images})

    def _pictures_changed(self) -> None:
        self._keep()
        self._show_pictures()

    def _put_picture(self, words: str) -> None:
        self.source.insert(words)
        self.banner.hide()

    def _scroll_along(self, at: int) -> None:
        bar = self.source.verticalScrollBar()
        if bar.maximum():
            self.preview.scroll_along(at / bar.maximum())

    # ---- what the person does ----

    def _save(self) -> None:
        if self.draft is not None:
            self._keep()
            self._saver.save(self.draft)

    def _was_saved(self, draft: ArticleDraft, sent: Mapping[str, str], key: str) -> None:
        """The draft that was left and begun again since is the same one."""
        here = self.draft
        if here and here.name == draft.name and here.values != sent and here.article is None:
            told = partial(self._follow_saved, here, here is draft)
            self._workspace.read(partial(article_detail, key=key), told, self, "saved")
        elif here is draft or (here and (here.name, here.values) == (draft.name, sent)):
            self.draft = None
            self.saved.emit(key)

    def _follow_saved(self, draft: ArticleDraft, leaves: bool, article: ArticleDetail) -> None:
        """What was typed while a new article was saved is of that article."""
        draft.is_saved_as(article)
        if draft is self.draft and leaves:
            self.draft = None
            self.saved.emit(article.key)
        elif draft is self.draft:
            self.facts.show_values(draft.values, new=False)

    def _fail(self, draft: ArticleDraft, error: Exception) -> None:
        if not isinstance(error, KnownError):
            return
        if self.draft is None or self.draft.name != draft.name:
            self._workspace.failed.emit(error)
            return
        if isinstance(error, Problems) and self.facts.show_error(error):
            return
        self.banner.show_error(error)
        if isinstance(error, Clash):
            self.clashed.emit(error)

    def _discard(self) -> None:
        """Back to what is saved; Ctrl+Z in the text brings it back as long as it is open."""
        if self.draft is not None:
            self.draft.give_up()
            self.banner.hide()
            self._show(self.draft)
            self.source.setFocus(Qt.FocusReason.OtherFocusReason)
            self._workspace.said.emit(tr("Back to what is saved; Ctrl+Z in the text takes it back"))

    def _choose_picture(self) -> None:
        choose_files(self, self.pictures.take)

    def _go_to_outline(self) -> None:
        self.outline.ask(self.source.toPlainText())

    def _leave_outline(self) -> None:
        self.source.setFocus(Qt.FocusReason.OtherFocusReason)
        self.outline.fit(self.width())

    def _go_to_line(self, line: int) -> None:
        self.outline.fit(self.width())
        self.source.go_to_line(line)

    # ---- Qt's own ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; what is typed is kept."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_editor()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wide window has room for the outline."""
        super().resizeEvent(event)
        self.outline.fit(self.width())

    def _refreshed(self, source: str) -> None:
        self.outline.show_source(source)
        self.outline.fit(self.width())

    def _parts(self) -> EditorParts:
        return EditorParts(
            banner=self.banner, facts=self.facts, toolbar=self.toolbar, outline=self.outline,
            source=self.source, over=self.preview.banner, preview=self.preview, note=self.note,
            save=self.save, discard=self.discard, close=self.close_editor,
        )  # fmt: skip

    def _connect(self) -> None:
        self._saver.saved.connect(self._was_saved)
        self._saver.refused.connect(self._fail)
        self.source.textChanged.connect(self._typed)
        self.note.textChanged.connect(self._typed)
        self.facts.changed.connect(self._typed)
        self.facts.kind.currentIndexChanged.connect(self._begin_anew)
        self.source.refused.connect(lambda why: self.banner.show_message("warning", why))
        self.source.pictures_given.connect(self.pictures.take)
        self.source.image_given.connect(self.pictures.take_image)
        self.source.verticalScrollBar().valueChanged.connect(self._scroll_along)
        self.pictures.put.connect(self._put_picture)
        self.pictures.refused.connect(self.banner.show_error)
        self.pictures.changed.connect(self._pictures_changed)
        self.toolbar.mark_asked.connect(self.source.mark)
        self.outline.line_chosen.connect(self._go_to_line)
        self.outline.left.connect(self._leave_outline)
        self.preview.refreshed.connect(self._refreshed)
        self.preview.article_requested.connect(self.article_requested)
        self.banner.retry_requested.connect(self._discard)
        self._spelling.said.connect(self._workspace.said)
