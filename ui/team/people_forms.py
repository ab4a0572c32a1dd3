"""The sheets of who is what on the team, who leaves it and who comes back."""

from collections.abc import Sequence
from functools import partial

from models.commands.people import MAY_BE, leave_team, rejoin_team, set_role
from models.errors import Problems
from models.queries.people import PersonRow
from models.queries.team import MemberRow
from models.text import counted
from models.wording import capitalised, role_name
from ui.messages import tr
from ui.team.form_parts import choice_box
from ui.way_back import with_way_back
from ui.widgets.case_forms import Asked, Form


def role_form(member: MemberRow) -> Form:
    """Another role, for good: a turn gives one for a while. The present one stands first where
    nobody can be given it."""
    held = dict.fromkeys((member.role, *MAY_BE)) if member.role not in MAY_BE else MAY_BE
    box = choice_box("role", {one: capitalised(tr(role_name(one))) for one in held})
    box.setCurrentIndex(box.findData(member.role))

    def read() -> Asked:
        role = str(box.currentData())
        if role not in MAY_BE:
            raise Problems(tr("No role is chosen"), {"role": tr("Choose a role.")})
        back = partial(set_role, person_id=member.id, role=member.role, seen=role)
        given = {"person_id": member.id, "role": role, "seen": member.role}
        saying = tr("{name}: {role}", name=member.name, role=box.currentText())
        may_be_again = member.role in MAY_BE
        command = with_way_back(set_role, lambda _: back if may_be_again else None)
        return Asked(command, given, saying)

    hint = tr("What is told to a role goes to whoever has it, at once. For a while, enter a turn.")
    title = tr("Role of {name}", name=member.name)
    return Form(title, tr("Save"), [(tr("Role"), box)], read, hint)


def leaving_form(member: MemberRow, people: Sequence[MemberRow]) -> Form:
    """Whose the open cases are from then on."""
    others = {str(one.id): one.name for one in people if one.id != member.id}
    box = choice_box("cases_to", {"": tr("Nobody: they wait to be assigned"), **others})

    def read() -> Asked:
        to = int(box.currentData() or 0) or None
        command = with_way_back(
            leave_team,
            lambda cases: partial(rejoin_team, person_id=member.id, cases=cases, of=to),
        )
        given = {"person_id": member.id, "cases_to": to}
        return Asked(command, given, tr("{name} has left the team", name=member.name))

    cases = tr(counted(member.open_cases, "1 open case", "{count} open cases"))
    hint = tr("{name} has {cases}. What they did stays in the history, under their name.",
              name=member.name, cases=cases)  # fmt: skip
    title = tr("{name} leaves the team", name=member.name)
    return Form(title, tr("Take out"), [(tr("Who takes the open cases"), box)], read, hint)


def back_form(former: Sequence[PersonRow], chosen: PersonRow | None) -> Form:
    """Who is on the team again, with the role and the hours they had."""
    box = choice_box("person", {str(one.id): one.name for one in former})
    if chosen is not None:
        box.setCurrentIndex(box.findData(str(chosen.id)))

    def read() -> Asked:
        person = int(box.currentData())
        saying = tr("{name} is on the team again", name=box.currentText())
        command = with_way_back(
            rejoin_team, lambda cases: partial(leave_team, person_id=person, seen=cases)
        )
        return Asked(command, {"person_id": person}, saying)

    hint = tr("With the role and the hours they had.")
    return Form(tr("Back on the team"), tr("Bring back"), [(tr("Who"), box)], read, hint)
