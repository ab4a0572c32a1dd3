"""Who sees a case: everybody, or those ticked (handbook, rule 20)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from models.commands.access import set_access
from models.queries.case import CaseDetail
from ui.case.case_forms import for_one
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, named

_PERSON = Qt.ItemDataRole.UserRole
_TICKED = Qt.CheckState.Checked


def access_form(theme: Theme, case: CaseDetail, people: Sequence[tuple[int, str]]) -> Form:
    """Tick who sees it; Space ticks the name that has the keyboard."""
    names = named(QListWidget(), "named")
    for person_id, name in people:
        item = QListWidgetItem(name, names)
        item.setData(_PERSON, person_id)
        seen = person_id in (case.named or ())
        item.setCheckState(_TICKED if seen else Qt.CheckState.Unchecked)
    names.setCurrentRow(0)
    names.setFixedHeight(min(names.count(), 9) * 30 + 4)

    def read() -> Asked:
        items = (names.item(row) for row in range(names.count()))
        ticked = [item.data(_PERSON) for item in items if item.checkState() == _TICKED]
        return Asked(for_one(set_access), {"named": ticked}, tr("Restricted to those named"))

    hint = tr("The case is restricted: only those ticked see it, whoever has it, and the leads.")
    if case.named is None:
        hint = tr("Everybody sees it. Once saved, only those ticked do, whoever has it, and leads.")
    title = tr("Who sees {case}", case=case.row.key)
    return Form(title, tr("Save"), [(tr("Seen by"), names)], read, hint)
