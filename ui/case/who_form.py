"""Who should take this case: everybody in order, and why, or why not (handbook, rule 23)."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from models.commands.cases import assign
from models.queries.assignment import Proposed
from models.text import Text
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, fit_list, named
from ui.widgets.labels import muted

_PERSON = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class _Line:
    """One person of the list; `kept` is what the case's log keeps where they are chosen."""

    person_id: int
    name: str
    words: str
    reasons: str
    kept: tuple[str, ...] = ()


def who_form(theme: Theme, cases: str, found: Proposed, seen: str) -> Form:
    """To whom, the best first and chosen; of whoever the keyboard is on, why or why not."""
    lines = _lines(found)
    names = named(QListWidget(), "assignee")
    for line in lines:
        item = QListWidgetItem(line.words, names)
        item.setData(_PERSON, line.person_id)
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, line.reasons)
    why = muted("", wrap=True)
    names.currentRowChanged.connect(lambda row: why.setText(lines[row].reasons))
    names.setCurrentRow(0)
    fit_list(theme, names)
    known = {"assignee": seen}

    def read() -> Asked:
        line = lines[names.currentRow()]
        given = {
            "person_id": line.person_id or None, "seen": known["assignee"], "why": line.kept,
        }  # fmt: skip
        nobody = tr("Assigned to nobody")
        said = tr("Assigned to {name}", name=line.name) if line.person_id else nobody
        return Asked(assign, given, said)

    fields: list[tuple[str, QWidget]] = [(tr("Who should take this?"), names), ("", why)]
    needs = "; ".join(need.words for need in found.needs)
    hint = tr("It needs {skills}.", skills=needs) if needs else ""
    form = Form(tr("Assign {cases}", cases=cases), tr("Assign"), fields, read, hint, seen=known)
    form.submits.append(lambda submit: names.itemActivated.connect(lambda *_: submit()))
    return form


def _lines(found: Proposed) -> list[_Line]:
    taker = found.taker
    lines = []
    if taker is not None:
        kept = tuple(map(str, taker.kept))
        lines.append(_Line(taker.id, taker.name, taker.name, _said(found.reasons), kept))
    for one in found.rejected:
        first = tr(one.reasons[0])
        words = one.name if one.could else tr("{name} · {why}", name=one.name, why=first)
        why = tr("Comes later: {why}", why=first) if one.could else _said(one.reasons)
        lines.append(_Line(one.id, one.name, words, why))
    why = "" if taker is not None else _said(found.reasons)
    return [*lines, _Line(0, "", tr("Nobody"), why)]


def _said(reasons: Sequence[Text]) -> str:
    """“Knows exports · has room”."""
    said = " · ".join(tr(reason) for reason in reasons)
    return said[:1].upper() + said[1:]
