"""The team's templates while an article is written: begun with one, or its text kept as one."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models.commands.article_templates import delete_article_template, keep_article_template
from models.errors import KnownError
from models.handbook.article_templates import is_begun
from models.queries.article import kind_words
from models.queries.article_templates import ArticleTemplateRow, article_templates
from ui.actions import Actions
from ui.knowledge.article_editor import ArticleEditor
from ui.knowledge_actions import KNOWLEDGE
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.widgets.labels import muted
from ui.widgets.sheet import once_clear
from ui.widgets.template_chooser import Named, TemplateChooser, Verb
from ui.widgets.text_line import TextLine
from ui.workspace import Workspace

_WIDTH: Final = 800


class TemplateSheet(TemplateChooser):
    """`chosen` carries the `ArticleTemplateRow`; the sheet closes itself then."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(theme, over, tr("Begin with a template"), _WIDTH, (
            Verb("keep", tr("Keep this text"), tr("Ctrl N"), Qt.Key.Key_N, to_row=False),
            Verb("delete", tr("Delete"), tr("Ctrl Del"), Qt.Key.Key_Delete),
        ))  # fmt: skip
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(tr("What it says"))
        self.build(
            tr("Put it in"), self._text,
            tr("The team has no templates of its own yet. Write what such articles have in common,"
               " and Ctrl N keeps it."),
            [muted(tr("What is written already stays: the template is put below it."), wrap=True)],
        )  # fmt: skip

    def listed(self, row: Named) -> str:
        """The name, and what kind of article it is for."""
        kind = tr(kind_words(row.kind)) if isinstance(row, ArticleTemplateRow) else ""
        return tr("{name}  ·  {category}", name=inline(row.name), category=kind)

    def show_row(self, row: Named | None) -> bool:
        """Its Markdown."""
        known = row if isinstance(row, ArticleTemplateRow) else None
        self._text.setPlainText(known.body if known is not None else "")
        return known is not None

    def take(self, row: Named) -> None:
        """The row itself."""
        self.chosen.emit(row)


class Templates(QObject):
    """`action` opens them over the editor."""

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, editor: ArticleEditor,
        drafts: FormDrafts,
    ) -> None:  # fmt: skip
        super().__init__(editor)
        self._theme, self._workspace, self._editor = theme, workspace, editor
        self._drafts = drafts
        self._sheet: TemplateSheet | None = None
        self.action = actions.add(KNOWLEDGE["template"], editor, self._read)
        editor.toolbar.add_action(self.action)

    def _read(self) -> None:
        if self._sheet is None:
            self._workspace.read(article_templates, self._open, self, "templates", self._fail)

    def _open(self, rows: Sequence[ArticleTemplateRow]) -> None:
        once_clear(self._editor, partial(self._show, rows))

    def _show(self, rows: Sequence[ArticleTemplateRow]) -> None:
        if self._sheet is not None:
            return
        self._sheet = sheet = TemplateSheet(self._theme, self._editor.window())
        sheet.show_rows(rows)
        sheet.chosen.connect(self._put)
        sheet.asked.connect(self._do)
        sheet.closed.connect(self._forget)
        sheet.open()

    def _forget(self) -> None:
        self._sheet = None

    def _put(self, row: ArticleTemplateRow) -> None:
        """In the place of a text that is not begun; below one that is."""
        editor = self._editor
        if is_begun(editor.source.toPlainText()):
            editor.source.appendPlainText(f"\n{row.body}")
        else:
            kinds = editor.facts.kind
            if not kinds.isHidden():
                kinds.setCurrentIndex(max(kinds.findData(row.kind), 0))
            editor.source.setPlainText(row.body)
        editor.source.setFocus()

    def _do(self, verb: str, row: ArticleTemplateRow | None) -> None:
        if verb == "keep":
            self._keep()
        elif row is not None:
            command: Callable[[Any], object] = partial(delete_article_template, template_id=row.id)
            said = tr("“{name}” is deleted", name=inline(row.name))
            self._workspace.write(command, lambda _: self._again(), self, said, self._fail)

    def _again(self) -> None:
        """What is left of them, where the sheet is open still."""
        if self._sheet is not None:
            self._workspace.read(article_templates, self._show_left, self, "left", self._fail)

    def _show_left(self, rows: Sequence[ArticleTemplateRow]) -> None:
        if self._sheet is not None:
            self._sheet.show_rows(rows)

    def _keep(self) -> None:
        """Ask for its name, over the editor."""
        if self._sheet is not None:
            self._sheet.close_sheet()
        name = named(TextLine(), "name")
        name.setPlaceholderText(tr("such as Known issue of an integration"))
        values = self._editor.values()

        def read() -> Asked:
            given = {"kind": values["kind"], "name": name.text(), "body": values["body"]}
            return Asked(keep_article_template, given, tr("The template is kept"))

        def submit(sheet: FormSheet, asked: Asked, saved: Callable[[], None]) -> None:
            command: Callable[[Any], object] = partial(asked.command, **asked.given)
            sheet.closed.connect(partial(self._workspace.let_go, self))
            self._workspace.write(command, lambda _: saved(), self, asked.saying, sheet.show_error)

        form = Form(tr("Keep this text as a template"), tr("Keep"), [(tr("Name"), name)], read)
        self._drafts.open(
            self._theme, self._editor.window(), form, "article-template", submit,
            self._workspace.said.emit, failed=self._fail,
        )  # fmt: skip

    def _fail(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._editor.banner.show_error(error)
