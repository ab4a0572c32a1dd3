"""The sheets that change a case's clocks by hand, with a reason and a name (rules 13 and 17)."""

from datetime import datetime

from PySide6.QtWidgets import QLineEdit

from models.commands.by_hand import enter_pause, move_start, override_deadline
from models.handbook.intake import WAITING
from models.queries.case import CaseDetail
from models.queries.case_clocks import CaseClockRow
from models.typed_instant import HOW, read_instant
from models.wording import STATUSES, commitment_name
from ui.case.by_hand_preview import ByHandPreview
from ui.case.case_forms import for_one
from ui.case.entries import ZoneNow
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.text_line import TextLine
from ui.workspace import Workspace

_KEPT = "Your name and the reason stand in the timeline, and both verdicts are kept."


def any_by_hand(case: CaseDetail) -> bool:
    """Whether the case has a clock that can be changed."""
    return bool(_judged(case))


def deadline_form(theme: Theme, case: CaseDetail, at: ZoneNow, workspace: Workspace) -> Form:
    """When a clock is due, whatever its target says."""
    clocks = _judged(case)
    which, due, why = _clocks(theme, clocks), _when("due_at", ""), _why()

    def show() -> None:
        clock = _chosen(clocks, which)
        words = at.words(clock.due_at) if clock.due_at is not None else tr("paused: no due time")
        due.setPlaceholderText(tr("so far {when}", when=words))

    if case.row.commitment in [clock.commitment for clock in clocks]:
        which.choose(case.row.commitment)  # what breaches next
    which.chosen_changed.connect(lambda *_: show())
    show()

    def read() -> Asked:
        clock = _chosen(clocks, which)
        instant = read_instant(due.text(), at.now, at.zone, ahead=True)
        given = {
            "commitment": clock.commitment, "objective": clock.objective, "due_at": instant,
            "reason": why.text(),
        }  # fmt: skip
        return Asked(for_one(override_deadline), given, tr("Deadline set"))

    preview = ByHandPreview(workspace, case.row.id, at)
    preview.follow(read, which, due)
    fields = [
        (tr("Clock"), which), (tr("Due"), due), (tr("What was agreed"), why),
        (tr("What follows"), preview),
    ]  # fmt: skip
    title = tr("Deadline of {case} by hand", case=case.row.key)
    return Form(title, tr("Set it"), fields, read, tr(_KEPT))


def start_form(theme: Theme, case: CaseDetail, at: ZoneNow, workspace: Workspace) -> Form:
    """Since when clocks count."""
    clocks = _judged(case)
    which, began, why = (
        _clocks(theme, clocks, several=True),
        _when("started_at", tr("such as 08:30")),
        _why(),
    )
    which.setObjectName("commitments")
    which.choose(*(clock.commitment for clock in clocks if clock.commitment != "next_update"))

    def show() -> None:
        starts = {one.started_at for one in clocks if one.commitment in which.chosen()}
        words = tr("so far {when}", when=at.words(starts.pop())) if len(starts) == 1 else ""
        began.setPlaceholderText(words or tr("such as 08:30"))

    which.chosen_changed.connect(lambda *_: show())
    show()

    def read() -> Asked:
        instant = read_instant(began.text(), at.now, at.zone)
        given = {"commitments": which.chosen(), "started_at": instant, "reason": why.text()}
        return Asked(for_one(move_start), given, tr("Counted from there"))

    preview = ByHandPreview(workspace, case.row.id, at)
    preview.follow(read, which, began)
    fields = [
        (tr("Clocks"), which), (tr("They count since"), began), (tr("Why"), why),
        (tr("What follows"), preview),
    ]  # fmt: skip
    title = tr("Start of {case} by hand", case=case.row.key)
    return Form(title, tr("Count from there"), fields, read, tr(_KEPT))


def wait_form(theme: Theme, case: CaseDetail, at: ZoneNow, workspace: Workspace) -> Form:
    """A wait that nobody entered while it lasted."""
    ways = [ChipSpec(name, tr(STATUSES[name].removeprefix("Waiting on ").capitalize()))
            for name in WAITING]  # fmt: skip
    status = named(ChipRow(theme, tr("Waiting on"), ways), "status")
    whom, why = named(TextLine(), "waiting_for"), _why()
    began, ended = _when("began_at", tr("such as 09:00")), _when("ended_at", tr("lasts still"))

    def read() -> Asked:
        given = {
            "status": status.chosen()[0], "waiting_for": whom.text(), "reason": why.text(),
            "began_at": read_instant(began.text(), at.now, at.zone),
            "ended_at": _ended(ended.text(), at),
        }  # fmt: skip
        return Asked(for_one(enter_pause), given, tr("Wait entered"))

    preview = ByHandPreview(workspace, case.row.id, at)
    preview.follow(read, status, began, ended)
    fields = [
        (tr("Waiting on"), status), (tr("Name of whom we waited for"), whom),
        (tr("Since"), began), (tr("Until"), ended), (tr("Why it was not entered then"), why),
        (tr("What follows"), preview),
    ]  # fmt: skip
    title = tr("A wait of {case}, entered afterwards", case=case.row.key)
    return Form(title, tr("Add the wait"), fields, read, tr(_KEPT))


def _judged(case: CaseDetail) -> tuple[CaseClockRow, ...]:
    """The last cycle of each commitment, under what binds it; none that is left out."""
    found: dict[str, CaseClockRow] = {}
    for clock in case.clocks:
        if clock.verdict not in ("unknown", "excluded"):
            found.setdefault(clock.commitment, clock)
    return tuple(found.values())


def _ended(words: str, at: ZoneNow) -> datetime | None:
    """When a wait ended: an empty field says that it lasts, “now” that it is over."""
    return read_instant(words, at.now, at.zone) or (at.now if words.strip() else None)


def _clocks(theme: Theme, clocks: tuple[CaseClockRow, ...], several: bool = False) -> ChipRow:
    specs = [ChipSpec(clock.commitment, tr(commitment_name(clock.commitment))) for clock in clocks]
    return ChipRow(theme, tr("Clocks") if several else tr("Clock"), specs, several=several)


def _chosen(clocks: tuple[CaseClockRow, ...], which: ChipRow) -> CaseClockRow:
    (name,) = which.chosen()
    return next(clock for clock in clocks if clock.commitment == name)


def _when(field: str, example: str) -> QLineEdit:
    control = named(TextLine(), field)
    control.setPlaceholderText(example)
    control.setToolTip(tr(HOW))
    return control


def _why() -> QLineEdit:
    return named(TextLine(), "reason")
