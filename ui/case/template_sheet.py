"""Which template: the list at the left, what it says about this case at the right."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QTextEdit, QWidget

from models.queries.reply_templates import Offered, TemplateRow
from models.reply_text import WORDS
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.labels import body
from ui.widgets.markdown import MarkdownDocument, is_markdown
from ui.widgets.template_chooser import Named, TemplateChooser, Verb

_WIDTH: Final = 860


class TemplateSheet(TemplateChooser):
    """`chosen` carries the text as it is for this case; the sheet closes itself then.

    `asked` carries what is to be done with the templates ("new", "edit", "delete") and the
    `TemplateRow` of the keyboard, or None.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(theme, over, tr("Reply from a template"), _WIDTH, (
            Verb("new", tr("New"), tr("Ctrl N"), Qt.Key.Key_N, to_row=False),
            Verb("edit", tr("Edit"), tr("Ctrl E"), Qt.Key.Key_E),
            Verb("delete", tr("Delete"), tr("Ctrl Del"), Qt.Key.Key_Delete),
        ))  # fmt: skip
        self._text = QTextEdit()
        self._document: QTextDocument | None = None
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(tr("What it says here"))
        self._warning = body(wrap=True)
        self._warning.setProperty("ink", "soon")
        self.build(
            tr("Put it in the reply"), self._text,
            tr("No templates yet. What the team writes again and again can be kept under a name,"
               " with the case's words filled in: Ctrl N makes one."), [self._warning],
        )  # fmt: skip

    def show_offered(self, offered: Offered) -> None:
        """The templates as they are; the keyboard stays on the one it is on."""
        self.show_rows(offered.templates)

    def listed(self, row: Named) -> str:
        """The name, and what the template is for where that is not this case."""
        if not isinstance(row, TemplateRow) or row.fits:
            return row.name
        return tr("{name}  ·  for {what}", name=row.name,
                  what=" ".join(part for part in (row.priority, row.category) if part))  # fmt: skip

    def show_row(self, row: Named | None) -> bool:
        """As the customer will read it, and what is not known here."""
        known = row if isinstance(row, TemplateRow) else None
        filled = known.filled if known is not None else None
        self._show_text(filled.text if filled is not None else "")
        self._warning.setText(_warning(known))
        self._warning.setVisible(bool(self._warning.text()))
        return filled is not None

    def take(self, row: Named) -> None:
        """Its text as it is for this case."""
        if isinstance(row, TemplateRow) and row.filled is not None:
            self.chosen.emit(row.filled.text)

    def _show_text(self, text: str) -> None:
        """As the customer will read it: the signs of Markdown are not words."""
        font = self._theme.font("body", figures=False)
        document = MarkdownDocument(text, font) if is_markdown(text) else QTextDocument(text)
        document.setParent(self._text)
        document.setDefaultFont(font)
        document.setDocumentMargin(4)
        self._text.setDocument(document)
        if self._document is not None:
            self._document.deleteLater()
        self._document = document


def _warning(row: TemplateRow | None) -> str:
    if row is None:
        return ""
    if row.filled is None:
        return f"▲ {tr(row.refusal)}"
    names = ", ".join(tr(WORDS[name]) for name in row.filled.empty)
    return tr("▲ Not known here, so left empty: {names}", names=names) if names else ""
