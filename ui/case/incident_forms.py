"""The sheets of an incident: who leads it, what hangs under it, what all its customers are told."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCompleter, QLabel, QWidget

from models.commands.incident import LONGEST_NAME, give_roles
from models.commands.links import AFFECTED, INCIDENT, add_link
from models.commands.telling_all import tell_all
from models.errors import KnownError, Problems
from models.queries.case import CaseDetail
from models.queries.incident import Incident, RoleLine
from models.queries.telling_all import Addressed, told_to_all
from models.update_words import for_each
from models.wording import capitalised, role_name
from ui.case.case_forms import for_one
from ui.case.composer_words import kind_name
from ui.case.finding import Finder
from ui.messages import counted, inline, tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.growing_text import GrowingText
from ui.widgets.key_field import KeyField
from ui.widgets.markdown import plain_text
from ui.widgets.text_line import TextLine
from ui.workspace import Workspace

_HANGING = {
    INCIDENT: ("Hang {case} under an incident", "The incident, such as CS-1042"),
    AFFECTED: ("Hang a case under {case}", "The case that it hits, such as CS-1043"),
}


def roles_form(case: CaseDetail, incident: Incident) -> Form:
    """Who has each role: by hand, or left empty as the rota says."""
    seen = {line.role: _by_hand(line) for line in incident.roles}
    fields = {line.role: _name_field(case, line) for line in incident.roles}

    def read() -> Asked:
        names = {role: field.text() for role, field in fields.items()}
        return Asked(for_one(give_roles), {"names": names, "seen": dict(seen)}, tr("Named"))

    listed: list[tuple[str, QWidget]] = [
        (tr(capitalised(role_name(role))), field) for role, field in fields.items()
    ]
    missing = next((line.role for line in incident.roles if line.missing), incident.roles[0].role)
    return Form(
        tr("Who leads {case}", case=case.row.key), tr("Name them"), listed, read,
        tr("One of the team, or somebody else by name. Left empty, it is as the rota says."),
        saved=dict(seen), seen=seen, first=fields[missing],
    )  # fmt: skip


def hanging_form(theme: Theme, case: CaseDetail, finder: Finder, kind: str) -> Form:
    """Under which incident, or which case under this one."""
    finder.kind = "case"
    to = named(KeyField(theme, finder), "to")
    title, asked = _HANGING[kind]
    to.setPlaceholderText(tr("a number, or words of it"))

    def read() -> Asked:
        return Asked(for_one(add_link), {"kind": kind, "to": to.key()}, tr("It hangs there now"))

    return Form(
        tr(title, case=case.row.key), tr("Hang it there"), [(tr(asked), to), ("", to.found)], read,
        tr("Each keeps its own clocks; one update and one closing note do for all of them."),
        first=to,
    )  # fmt: skip


def tell_form(theme: Theme, workspace: Workspace, case: CaseDetail, incident: Incident) -> Form:
    """How, and what all of them are told; below it as the first of them reads it."""
    ways = [way.name for way in case.contact_ways]
    how = ChipRow(theme, tr("How"), [ChipSpec(name, kind_name(name)) for name in ways])
    how.set_narrow(True)
    text = named(GrowingText(theme, least=4, most=10), "text")
    preview = AllPreview(workspace, case.row.id, how, text)

    def read() -> Asked:
        if not text.toPlainText().strip():
            raise Problems("No words", {"text": tr("There are no words yet.")})
        given = {"type": how.chosen()[0], "text": for_each(text.toPlainText())}
        said = tr("Recorded in {count} cases, and copied", count=count)
        return Asked(for_one(tell_all), given, said, _copy)

    count = len(incident.open_cases) + 1
    keys = ", ".join(row.key for row in incident.open_cases)
    hint = tr("Recorded in this case and in {keys}, and copied; not sent, so write to each of "
              "them. Greeting, next update and name are each case's own.", keys=keys)  # fmt: skip
    title = tr("Tell every customer of {case}", case=case.row.key)
    return Form(
        title, tr("Record in {count} cases", count=count),
        [(tr("How"), how), (tr("What they are told"), text), (tr("As it is read"), preview)],
        read, hint, first=text,
    )  # fmt: skip


def _copy(told: list[Addressed]) -> None:
    """All of them, one below the other, to be taken to wherever they are sent from."""
    parts = [f"{one.key} {one.customer}\n\n{plain_text(one.text)}" for one in told]
    QGuiApplication.clipboard().setText("\n\n———\n\n".join(parts))


class AllPreview(QLabel):
    """What one of the customers will read; worked out off the GUI thread, and not kept."""

    def __init__(self, workspace: Workspace, case_id: int, how: ChipRow, text: GrowingText) -> None:
        super().__init__()
        self._workspace, self._case_id = workspace, case_id
        self._how, self._text = how, text
        self.setObjectName("preview")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setProperty("role", "muted")
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * _PREVIEW_LINES)
        how.chosen_changed.connect(lambda *_: self.look())
        text.textChanged.connect(self.look)

    def look(self) -> None:
        """Fill in what is typed, for each of them."""
        words = for_each(self._text.toPlainText())
        if not words:
            self.setText("")
            return
        query = partial(
            told_to_all, case_id=self._case_id, type=self._how.chosen()[0], text=words,
            now=self._workspace.clock.now(), me=self._workspace.person_id,
        )  # fmt: skip
        self._workspace.read(query, self._show, self, "preview", self._fail)

    def _show(self, told: list[Addressed]) -> None:
        last = told[-1]
        others = len(told) - 1
        more = counted(
            others, "One more, in words of its own", "{count} more, each in its own words"
        )
        whose = tr("{case}, {customer}", case=last.key, customer=inline(last.customer))
        self.setText(f"{whose}:\n\n{last.text}\n\n{more if others else ''}".rstrip())
        self.setAccessibleDescription(self.text())

    def _fail(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self.setText(str(error))


_PREVIEW_LINES = 6


def _by_hand(line: RoleLine) -> str:
    return ", ".join(line.people) if line.by_hand else ""


def _name_field(case: CaseDetail, line: RoleLine) -> TextLine:
    field = named(TextLine(longest=LONGEST_NAME), line.role)
    field.setText(_by_hand(line))
    by_rota = "" if line.by_hand else ", ".join(line.people)
    field.setPlaceholderText(
        tr("{who}, by the rota", who=by_rota) if by_rota
        else "" if line.by_hand else tr("nobody on the rota")
    )  # fmt: skip
    completer = QCompleter(sorted(case.people.values()), field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    field.setCompleter(completer)
    return field
