"""The sheets of the Team page: what each asks, and the command it comes to."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QLineEdit, QWidget

from models.commands.turns import give_turn, take_back_turn
from models.commands.working_times import (
    add_absence,
    add_turn,
    end_absence,
    remove_turn,
    set_shifts,
)
from models.errors import KnownError, Problems
from models.handbook.escalation import ROLES
from models.handbook.roster import Shifts
from models.handbook.typed_hours import typed_hours
from models.handbook.working_hours import DAYS
from models.queries.team import LeaveRow, MemberRow, TurnRow
from models.team_words import shift_words, span_words
from models.text import counted
from models.typed_span import read_end, read_part, read_span
from models.wording import capitalised, full_words, role_name
from ui.messages import tr
from ui.team.form_parts import choice_box, day_line
from ui.way_back import with_way_back
from ui.widgets.case_forms import Asked, Form, named

_NAMES: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def hours_form(member: MemberRow) -> Form:
    """The hours of each weekday; those that somebody else changed meanwhile are not overwritten."""
    held = dict(member.shifts)
    said = {day: shift_words(held.get(day, ())) for day in DAYS}
    lines = {day: named(QLineEdit(said[day]), day) for day in DAYS}

    def read() -> Asked:
        week = _week(lines)
        given = {"person_id": member.id, "shifts": week, "seen": member.shifts}
        kept = _shifts(week)
        back = partial(set_shifts, person_id=member.id, shifts=held, seen=kept)
        saying = tr("The hours of {name} are saved", name=member.name)
        return Asked(with_way_back(set_shifts, lambda _: back), given, saying)

    fields: list[tuple[str, QWidget]] = [
        (tr(name), lines[day]) for day, name in zip(DAYS, _NAMES, strict=True)
    ]
    hint = tr("9–12:30, 13–17, or closed. Where all are closed, they count as always at work.")
    return Form(tr("Working hours of {name}", name=member.name), tr("Save"), fields, read, hint)


def leave_form(
    member: MemberRow, people: Sequence[MemberRow], now: Callable[[], datetime], zone: ZoneInfo
) -> Form:
    """From when until when, and who stands in."""
    begins, ends = day_line("begins"), day_line("ends")
    others = {str(one.id): one.name for one in people if one.id != member.id}
    who = choice_box("stand_in", {"": tr("Nobody: the role is told"), **others})

    def read() -> Asked:
        first, last = read_span(begins.text(), ends.text(), now(), zone)
        given = {
            "person_id": member.id, "begins_at": first, "ends_at": last,
            "stand_in_id": int(who.currentData() or 0) or None,
        }  # fmt: skip
        return Asked(
            with_way_back(add_absence, lambda one: partial(end_absence, absence_id=one, version=1)),
            given, tr("The leave of {name} is entered", name=member.name),
        )  # fmt: skip

    fields: list[tuple[str, QWidget]] = [
        (tr("From (empty: now)"), begins), (tr("Until, that day included"), ends),
        (tr("Who stands in"), who),
    ]  # fmt: skip
    cases = tr(counted(member.open_cases, "1 open case", "{count} open cases"))
    hint = tr("{name} has {cases}: whoever stands in is told of them meanwhile.",
              name=member.name, cases=cases)  # fmt: skip
    if not member.open_cases:
        hint = tr("{name} has no open case to hand over.", name=member.name)
    return Form(tr("Leave of {name}", name=member.name), tr("Add the leave"), fields, read, hint)


def end_form(leave: LeaveRow, zone: ZoneInfo) -> Form:
    """Another end of a leave."""
    ends = day_line("ends")

    def read() -> Asked:
        last = read_end(ends.text(), leave.begins_at, zone)
        back = partial(
            end_absence, absence_id=leave.id, version=leave.version + 1, ends_at=leave.ends_at
        )
        given = {"absence_id": leave.id, "version": leave.version, "ends_at": last}
        return Asked(with_way_back(end_absence, lambda _: back), given, tr("The leave is changed"))

    title = tr("When is {name} back?", name=leave.person)
    hint = tr("Away until {time} so far.", time=full_words(leave.ends_at, zone))
    return Form(title, tr("Save"), [(tr("Until, that day included"), ends)], read, hint)


def turn_form(
    member: MemberRow | None, people: Sequence[MemberRow], now: Callable[[], datetime],
    zone: ZoneInfo,
) -> Form:  # fmt: skip
    """Who holds which role, from when until when."""
    role = choice_box("role", {one: capitalised(tr(role_name(one))) for one in ROLES})
    who = choice_box("person", {str(one.id): one.name for one in people})
    if member is not None:
        who.setCurrentIndex(who.findData(str(member.id)))
    begins, ends = day_line("begins"), day_line("ends")

    def read() -> Asked:
        first, last = read_span(begins.text(), ends.text(), now(), zone)
        given = {
            "role": role.currentData(), "person_id": int(who.currentData()), "begins_at": first,
            "ends_at": last,
        }  # fmt: skip
        back = partial(remove_turn, version=1)
        return Asked(
            with_way_back(add_turn, lambda made: partial(back, turn_id=made)), given,
            tr("{name} has the turn", name=who.currentText()),
        )  # fmt: skip

    fields: list[tuple[str, QWidget]] = [
        (tr("Role"), role), (tr("Who"), who), (tr("From (empty: now)"), begins),
        (tr("Until, that day included"), ends),
    ]  # fmt: skip
    hint = tr("During a turn the role's alerts go to this person, whatever their own role is.")
    return Form(tr("Enter a turn"), tr("Add the turn"), fields, read, hint)


def give_form(
    turn: TurnRow, people: Sequence[MemberRow], now: Callable[[], datetime], zone: ZoneInfo
) -> Form:
    """Who has a turn, or the rest of it, instead."""
    others = {str(one.id): one.name for one in people if one.id != turn.person_id}
    who = choice_box("person", others)
    begins, ends = day_line("begins"), day_line("ends")

    def read() -> Asked:
        whole = turn.begins_at, turn.ends_at
        first, last = read_part(begins.text(), ends.text(), whole, now(), zone)
        given = {
            "turn_id": turn.id, "version": turn.version, "person_id": int(who.currentData() or 0),
            "begins_at": first, "ends_at": last,
        }  # fmt: skip
        back = with_way_back(give_turn, lambda made: partial(take_back_turn, given=made))
        return Asked(back, given, tr("{name} has the turn", name=who.currentText()))

    fields: list[tuple[str, QWidget]] = [
        (tr("To"), who), (tr("From (empty: now, or when it begins)"), begins),
        (tr("Until (empty: its end)"), ends),
    ]  # fmt: skip
    role = tr(role_name(turn.role))
    hint = tr("{name} has the turn as {role}, {when}. What is not handed over stays theirs.",
              name=turn.person, role=role, when=span_words(turn, now(), zone))  # fmt: skip
    title = tr("Give the turn of {name}", name=turn.person)
    return Form(title, tr("Hand over"), fields, read, hint)


def removal(entry: LeaveRow | TurnRow) -> Asked:
    """Take out a leave or a turn; taken back, it is entered again."""
    span: dict[str, Any] = {
        "person_id": entry.person_id,
        "begins_at": entry.begins_at,
        "ends_at": entry.ends_at,
    }
    if isinstance(entry, LeaveRow):
        again = partial(add_absence, **span, stand_in_id=entry.stand_in_id)
        given = {"absence_id": entry.id, "version": entry.version}
        saying = tr("The leave of {name} is removed", name=entry.person)
        return Asked(with_way_back(end_absence, lambda _: again), given, saying)
    turn = partial(add_turn, **span, role=entry.role)
    given = {"turn_id": entry.id, "version": entry.version}
    saying = tr("The turn of {name} is removed", name=entry.person)
    return Asked(with_way_back(remove_turn, lambda _: turn), given, saying)


def _week(lines: Mapping[str, QLineEdit]) -> dict[str, list[tuple[str, str]]]:
    """The hours as typed; `Problems` at each day that has none to read."""
    week: dict[str, list[tuple[str, str]]] = {}
    wrong = {}
    for day, line in lines.items():
        try:
            week[day] = [(begin, end) for begin, end in typed_hours(line.text())]
        except KnownError as error:
            wrong[day] = error.sentence
    if wrong:
        raise Problems("These are no hours", wrong)
    return week


def _shifts(week: Mapping[str, Sequence[tuple[str, str]]]) -> Shifts:
    return tuple((day, tuple(spans)) for day, spans in week.items() if spans)
