"""Who sees a case: everybody, or those ticked; and everybody again (handbook, rule 20)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QWidget

from models.commands.access import change_access, lift_restriction
from models.queries.case import CaseDetail
from ui.case.case_forms import for_one
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, fit_list, named
from ui.widgets.text_line import TextLine

_PERSON = Qt.ItemDataRole.UserRole
_TICKED, _NOT = Qt.CheckState.Checked, Qt.CheckState.Unchecked


def access_form(theme: Theme, case: CaseDetail, people: Sequence[tuple[int, str]]) -> Form:
    """Tick who sees it; Space ticks the name that has the keyboard.

    Who is named and has left the team is listed too, to be taken out. Only what was ticked and
    unticked is sent: whom a colleague added meanwhile stays.
    """
    before = set(case.named or ())
    names = _names(theme, case, people)

    def read() -> Asked:
        ticked = _ticked(names)
        given = {"add": sorted(ticked - before), "remove": sorted(before - ticked)}
        return Asked(for_one(change_access), given, tr("Restricted to those named"))

    title = tr("Who sees {case}", case=case.row.key)
    fields: list[tuple[str, QWidget]] = [(tr("Seen by"), names)]
    if case.named is None:
        hint = tr(
            "Everybody sees it. Once saved, only those ticked do, whoever has it, and the leads."
        )
        return Form(title, tr("Save"), fields, read, hint)
    hint = tr("The case is restricted: only those ticked see it, whoever has it, and the leads.")
    lift = named(QCheckBox(tr("Lift the restriction: everybody sees it again")), "lift")
    why = named(TextLine(), "reason")
    why.setPlaceholderText(tr("why; it stands in the timeline"))
    why.setAccessibleName(tr("Why the restriction is lifted"))

    def show(on: bool) -> None:
        names.setEnabled(not on)
        why.setVisible(on)

    def lifted_or_read() -> Asked:
        if not lift.isChecked():
            return read()
        return Asked(for_one(lift_restriction), {"reason": why.text()}, tr("Everybody sees it"))

    lift.toggled.connect(show)
    show(False)
    return Form(title, tr("Save"), [*fields, ("", lift), ("", why)], lifted_or_read, hint)


def _names(theme: Theme, case: CaseDetail, people: Sequence[tuple[int, str]]) -> QListWidget:
    names, there = named(QListWidget(), "named"), {person_id for person_id, _ in people}
    left = [(one, case.people[one]) for one in case.named or () if one not in there]
    for person_id, name in [*people, *((one, tr("{name} (left)", name=n)) for one, n in left)]:
        item = QListWidgetItem(name, names)
        item.setData(_PERSON, person_id)
        item.setCheckState(_TICKED if person_id in (case.named or ()) else _NOT)
    names.setCurrentRow(0)
    fit_list(theme, names)
    return names


def _ticked(names: QListWidget) -> set[int]:
    items = (names.item(row) for row in range(names.count()))
    return {item.data(_PERSON) for item in items if item.checkState() == _TICKED}
