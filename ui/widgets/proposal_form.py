"""A proposal to be accepted line by line: who takes what, and why."""

from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from models.commands.assignment import assign_as_proposed, choices_of
from models.errors import Problems
from models.queries.assignment import Proposal, Proposed
from models.text import counted
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, fit_list, named
from ui.widgets.labels import muted

_OTHERS = 4
"""Of so many others it is said why it is not them."""
_TICKED, _NOT = Qt.CheckState.Checked, Qt.CheckState.Unchecked


def proposal_form(theme: Theme, found: Proposal) -> Form:
    """Every line that names somebody is ticked; Space takes the one of the keyboard out."""
    lines = named(QListWidget(), "proposal")
    for row in found.rows:
        item = QListWidgetItem(_words(row), lines)
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, _why(row))
        if row.taker is not None:
            item.setCheckState(_TICKED)
    why = muted("", wrap=True)
    lines.currentRowChanged.connect(lambda at: why.setText(_why(found.rows[at])))
    lines.setCurrentRow(0)
    fit_list(theme, lines)

    def read() -> Asked:
        taken = [
            row for at, row in enumerate(found.rows)
            if row.taker is not None and lines.item(at).checkState() == _TICKED
        ]  # fmt: skip
        if not taken:
            raise Problems("Nothing to do", {"proposal": tr("No line is ticked.")})
        said = counted(len(taken), "1 case is assigned; Ctrl Z takes it back",
                       "{count} cases are assigned; Ctrl Z takes them back")  # fmt: skip
        return Asked(assign_as_proposed, {"choices": choices_of(taken)}, tr(said))

    fields: list[tuple[str, QWidget]] = [(tr("Space takes a line out"), lines), ("", why)]
    return Form(tr("Who should take what"), tr("Assign"), fields, read, _hint(found))


def _hint(found: Proposal) -> str:
    said = [f"{tr(one)}." for one in found.said]
    if found.gap:
        gap = f"{ceil(100 * found.gap)}"
        said.append(tr("Another plan might be better by {gap} % at most.", gap=gap))
    if found.left_out:
        count = f"{found.left_out:,}"
        said.append(tr("Later cases that nobody has are not in it: {count}.", count=count))
    return " ".join(said)


def _words(row: Proposed) -> str:
    whom = row.taker.name if row.taker is not None else tr("nobody")
    return f"{row.priority}  {row.key} → {whom}   {row.title}"


def _why(row: Proposed) -> str:
    """Why so, and of the next few why not them."""
    said = " · ".join(tr(reason) for reason in row.reasons)
    others = (
        tr("Not {name}: {why}", name=one.name, why="; ".join(map(tr, one.reasons)))
        for one in row.rejected[:_OTHERS]
    )
    left = len(row.rejected) - _OTHERS
    more = [counted(left, "and 1 more", "and {count} more")] if left > 0 else []
    return "\n".join([said[:1].upper() + said[1:], *others, *map(tr, more)])
