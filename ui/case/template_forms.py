"""The sheets that make, change and delete a reply template."""

from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from models.commands.templates import LONGEST_LINE, add_template, delete_template, edit_template
from models.handbook.policy import PRIORITIES
from models.queries.reply_templates import TemplateRow
from models.reply_text import WORDS
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.growing_text import GrowingText
from ui.widgets.labels import muted
from ui.widgets.text_line import TextLine

_ANY = "any"


def template_form(theme: Theme, kept: TemplateRow | None) -> Form:
    """A template's name, what it is for, its text; a new one where none is `kept`."""
    facts = kept.facts if kept is not None else {}
    name, category = (_line(field, facts.get(field, "")) for field in ("name", "category"))
    category.setPlaceholderText(tr("any"))
    priority = named(
        ChipRow(theme, tr("Priority"), [
            ChipSpec(_ANY, tr("Any")), *(ChipSpec(one, one) for one in PRIORITIES),
        ]), "priority",
    )  # fmt: skip
    priority.choose(facts.get("priority") or _ANY)
    text = named(GrowingText(theme, least=5, most=12), "text")
    text.setPlainText(facts.get("text", ""))
    fields: list[tuple[str, QWidget]] = [
        (tr("Name"), name), (tr("For the category"), category),
        (tr("For the priority"), priority), (tr("Text, in Markdown"), text),
        ("", muted(_words_hint(), wrap=True)),
    ]  # fmt: skip

    def read() -> Asked:
        chosen = priority.chosen()[0]
        typed = {
            "name": name.text(), "category": category.text(), "text": text.toPlainText(),
            "priority": "" if chosen == _ANY else chosen,
        }  # fmt: skip
        if kept is None:
            return Asked(add_template, {"facts": typed}, tr("Template kept"))
        given = {"template_id": kept.id, "facts": typed, "seen": kept.facts}
        return Asked(edit_template, given, tr("Template changed"))

    title = tr("New template") if kept is None else tr("Template “{name}”", name=kept.name)
    return Form(title, tr("Keep it"), fields, read)


def deletion_form(kept: TemplateRow) -> Form:
    """Whether it is meant."""
    delete = partial(Asked, delete_template, {"template_id": kept.id}, tr("Template deleted"))
    title = tr("Delete “{name}”?", name=kept.name)
    return Form(title, tr("Delete"), [], delete, tr("What was written with it stays."))


def _line(field: str, words: str) -> QLineEdit:
    line = named(TextLine(longest=LONGEST_LINE), field)
    line.setText(words)
    return line


def _words_hint() -> str:
    names = ", ".join(f"{{{{ {name} }}}}" for name in WORDS)
    told = "{% if workaround %} … {% endif %}"
    return tr("Filled in: {names}. Only where something is known: {told}", names=names, told=told)
