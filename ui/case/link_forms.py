"""The sheets of what belongs together or apart: link, merge, split; and who else is called in."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QWidget

from models.commands.escalation import ROLES, escalate
from models.commands.links import (
    ARTICLE,
    DEFECT,
    FOLLOWS,
    RELATED,
    ROADMAP,
    SAME,
    add_link,
    remove_link,
)
from models.commands.merging import merge, split
from models.errors import Problems
from models.handbook import events as ev
from models.queries.case import CaseDetail
from models.queries.links import Link
from models.wording import capitalised, role_name
from ui.case.case_forms import for_one
from ui.case.entries import ZoneNow
from ui.case.finding import Finder
from ui.messages import inline, tr
from ui.theme import Theme
from ui.tool_tip import tool_tip
from ui.widgets.case_forms import Asked, Form, fit_list, named
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.growing_text import GrowingText
from ui.widgets.key_field import KeyField
from ui.widgets.text_line import TextLine

_KINDS: Final = {
    SAME: ("Same trouble", "such as CS-1042"),
    RELATED: ("Related", "such as CS-1042"),
    FOLLOWS: ("Follow-up", "the case it follows, such as CS-1042"),
    ARTICLE: ("Article", "a known issue or decision, such as KI-101"),
    DEFECT: ("Defect", "its number or address"),
    ROADMAP: ("Roadmap", "the item's name or address"),
}
_FOUND: Final = {SAME: "case", RELATED: "case", FOLLOWS: "case", ARTICLE: "article"}
"""What words are looked for in, by how it is linked; the others live elsewhere."""

_MESSAGE = Qt.ItemDataRole.UserRole
_LINES = 6


def link_form(theme: Theme, case: CaseDetail, finder: Finder) -> Form:
    """With what, and how do they belong together?"""
    kinds = ChipRow(theme, tr("How"), [ChipSpec(name, tr(w)) for name, (w, _) in _KINDS.items()])
    kinds.set_narrow(True)
    finder.articles_too = True
    to = named(KeyField(theme, finder), "to")
    production = QCheckBox(tr("It reached production"))

    def show(kind: str) -> None:
        to.setPlaceholderText(tr(_KINDS[kind][1]))
        finder.kind = _FOUND.get(kind, "")
        to.look()
        production.setVisible(kind == DEFECT)

    def read() -> Asked:
        kind = kinds.chosen()[0]
        given = {
            "kind": kind, "to": to.key(),
            "production": kind == DEFECT and production.isChecked(),
        }  # fmt: skip
        return Asked(for_one(add_link), given, tr("Linked"))

    kinds.chosen_changed.connect(lambda chosen: show(chosen[0]))
    show(SAME)
    fields: list[tuple[str, QWidget]] = [
        (tr("How"), kinds), (tr("With what?"), to), ("", to.found), ("", production),
    ]  # fmt: skip
    return Form(
        tr("Link {case}", case=case.row.key), tr("Link"), fields, read,
        tr("Type a number, or words of it. A linked case names this one too."), first=to,
    )  # fmt: skip


def unlinked(link: Link) -> Asked:
    """Taken back, in the other case too."""
    said = tr("No longer linked with {key}", key=inline(link.key))
    return Asked(for_one(remove_link), {"event_id": link.event_id}, said)


def merge_form(theme: Theme, case: CaseDetail, finder: Finder) -> Form:
    """Into which case?"""
    to, note = named(KeyField(theme, finder), "to"), TextLine()
    to.setPlaceholderText(tr("such as CS-1042, or words of it"))

    def read() -> Asked:
        said = tr("Merged into {case}", case=to.key().strip().upper())
        return Asked(for_one(merge), {"to": to.key(), "note": note.text()}, said)

    return Form(
        tr("Merge {case} into another", case=case.row.key), tr("Merge"),
        [(tr("The case it goes on in"), to), ("", to.found), (tr("In a word, why"), note)], read,
        tr("Its clocks go on there, from the earlier start. This case ends and counts nowhere; "
           "each names the other."),
    )  # fmt: skip


def split_form(theme: Theme, case: CaseDetail, at: ZoneNow) -> Form:
    """Which of the customer's messages is a case of its own? The last one, unless chosen."""
    messages = QListWidget()
    for event in reversed(case.timeline):
        if event.kind == ev.CUSTOMER_MESSAGE and not event.retracted:
            words = inline(str(event.data.get("text") or ""))
            item = QListWidgetItem(f"{at.words(event.occurred_at)}   {words}", messages)
            item.setData(_MESSAGE, event.id)
            item.setToolTip(tool_tip(words))
    messages.setCurrentRow(0)
    fit_list(theme, messages, _LINES)
    messages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    messages.setTextElideMode(Qt.TextElideMode.ElideRight)

    def read() -> Asked:
        item = messages.currentItem()
        if item is None:
            raise Problems(
                "Nothing to split off", {"message_id": tr("The customer wrote nothing.")}
            )
        said = tr("Opened as another case, linked to this one")
        return Asked(for_one(split), {"message_id": item.data(_MESSAGE)}, said)

    form = Form(
        tr("Split {case}", case=case.row.key), tr("Open another case"),
        [(tr("The message that is another case"), named(messages, "message_id"))], read,
        tr("The new case begins when this message was received; each names the other."),
    )  # fmt: skip
    form.submits.append(lambda submit: messages.itemActivated.connect(lambda *_: submit()))
    return form


def escalate_form(theme: Theme, case: CaseDetail) -> Form:
    """Whom to call in, and why (rule 25): the roles of its priority are offered."""
    offered = ROLES[case.row.priority]
    specs = [ChipSpec(role, tr(capitalised(role_name(role)))) for role in offered]
    roles = ChipRow(theme, tr("Roles"), specs, several=True)
    roles.choose(offered[0])
    whom = named(TextLine(), "whom")
    reason = named(GrowingText(theme, least=3, most=8), "reason")

    def read() -> Asked:
        chosen: Sequence[str] = roles.chosen()
        given = {"roles": chosen, "whom": whom.text(), "reason": reason.toPlainText()}
        names = [tr(role_name(role)) for role in chosen] + [inline(whom.text())]
        told = ", ".join(name for name in names if name)
        return Asked(for_one(escalate), given, tr("Escalated to {names}", names=told))

    return Form(
        tr("Escalate {case}", case=case.row.key), tr("Escalate"),
        [(tr("To"), roles), (tr("Or somebody by name"), whom), (tr("Why"), reason)], read,
    )  # fmt: skip
