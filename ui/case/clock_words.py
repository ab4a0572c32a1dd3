"""A case's clocks in words: what was promised, what came of it, and why."""

from collections.abc import Mapping
from datetime import timedelta

from models.handbook.events import PAUSE_ENTERED, PRIORITY_CHANGED
from models.handbook.lengths import seconds_words
from models.happening import Naming
from models.queries.case import CaseDetail
from models.queries.case_clocks import CaseClockRow
from models.queries.cycles import EarlierCycles
from models.queries.laid_out import LedgerPiece
from models.queries.proof import OtherVerdict
from models.queries.proof_facts import Stretch
from models.text import Text
from models.timeline_words import happened
from models.wording import MONTHS, commitment_name, counted_against_words, span_words
from ui.case.entries import ZoneNow
from ui.messages import tr

_WORDS = {
    "met": "met", "breached": "breached", "running": "still running", "unknown": "not known",
    "excluded": "left out",
}  # fmt: skip


def heading(clock: CaseClockRow, at: ZoneNow) -> str:
    """“First response · SLA 1 h, SLO 45 min”."""
    return f"{name_of(clock)} · {promised(clock, at)}"


def promised(clock: CaseClockRow, at: ZoneNow) -> str:
    """The promise; a deadline set by hand says what it was."""
    if clock.original_verdict is None:
        return promise(clock)
    was = clock.original_due_at
    moved = tr("moved from {when}", when=at.words(was)) if was else tr("moved while paused")
    return f"{promise(clock)} · {moved}"


def name_of(clock: CaseClockRow) -> str:
    """The commitment, with its cycle from the second on where cycles are reopenings."""
    name = tr(commitment_name(clock.commitment))
    if clock.cycle > 1 and clock.commitment != "next_update":
        return tr("{name}, cycle {cycle}", name=name, cycle=clock.cycle)
    return name


def promise(clock: CaseClockRow) -> str:
    """“SLA 24 h, SLO 18 h”; an update that is promised to nobody is an internal goal."""
    if clock.commitment == "next_update":
        whose = tr("promised") if clock.objective == "SLA" else tr("internal")
        span = tr(clock.target).removeprefix("1 ")
        return tr("every {span}, {whose}", span=span, whose=whose)
    said = f"{clock.objective} {tr(clock.target)}"
    return f"{said}, SLO {tr(clock.slo)}" if clock.slo is not None else said


def outcome(clock: CaseClockRow) -> str:
    """A decided clock in a line: “✓ First response met: 12 min of 1 h”."""
    name = name_of(clock)
    if clock.verdict == "unknown":
        return tr("○ {name} not known: {why}", name=name, why=tr(clock.reason))
    if clock.verdict == "excluded":
        return tr("○ {name} left out: {why}", name=name, why=tr(clock.reason))
    counted = tr("{counted} of {target}", counted=_span(clock.elapsed_seconds),
                 target=tr(_target(clock)))  # fmt: skip
    keys = {
        "met": "✓ {name} met: {counted}",
        "breached": "■ {name} breached: {counted}",
    }
    by_hand = {
        "met": "✓ {name} met, was {before}: {counted}",
        "breached": "■ {name} breached, was {before}: {counted}",
    }
    if _as_it_was(clock):
        return tr(keys[clock.verdict], name=name, counted=counted)
    before = tr(_WORDS[clock.original_verdict or ""])
    return tr(by_hand[clock.verdict], name=name, before=before, counted=counted)


def folded(cycles: EarlierCycles) -> str:
    """“Next update, 12 earlier: 11 met, 1 breached”."""
    counts = ((cycles.met, "{count} met"), (cycles.breached, "{count} breached"),
              (cycles.left_out, "{count} left out"))  # fmt: skip
    said = ", ".join(tr(key, count=f"{count:,}") for count, key in counts if count)
    many = cycles.met + cycles.breached + cycles.left_out
    name = tr(commitment_name(cycles.commitment))
    return tr("{name}, {many} earlier: {said}", name=name, many=f"{many:,}", said=said)


def question(clock: CaseClockRow, at: ZoneNow) -> str:
    """What the strip below answers: “Why 14:37?”."""
    if clock.decided:
        asked = {"met": "Why met?", "breached": "Why breached?"}
        return tr(asked.get(clock.verdict, "Why not judged?"))
    if clock.due_at is None:
        return tr("Why no due time?")
    return tr("Why {when}?", when=at.words(clock.due_at))


def answer(clock: CaseClockRow, case: CaseDetail, at: ZoneNow) -> str:
    """“51 min 9 s of 1 h counted, no pause · round the clock · handbook of 1 Apr 2026”.

    Here and in the stretches amounts are exact, so that the parts add up to the total.
    """
    counted = tr("{counted} of {target} counted", counted=seconds_words(clock.elapsed_seconds),
                 target=tr(_target(clock)))  # fmt: skip
    where = tr("round the clock") if clock.round_the_clock else tr("in team hours")
    book = _handbook(case, at)
    if clock.matched_rule.startswith("contract "):
        book = f"{_contract(clock)} · {book}"
    if clock.promised_for != clock.priority:
        book = f"{tr('target of {priority}', priority=clock.promised_for)} · {book}"
    line = f"{counted}, {_pause(clock)} · {where} · {book}"
    if _raised(clock, case):
        begun = at.words(clock.started_at)
        line = tr("Counted from {when}, when it became {priority}: {line}", when=begun,
                  priority=clock.priority, line=line)  # fmt: skip
    if clock.verdict in ("unknown", "excluded"):
        why = {"excluded": "Left out of figures: {why}. {line}",
               "unknown": "Cannot be judged: {why}. {line}"}  # fmt: skip
        return tr(why[clock.verdict], why=tr(clock.reason), line=line)
    if not _as_it_was(clock):
        before = tr(_WORDS[clock.original_verdict or ""]).capitalize()
        return tr("{before} without what was changed by hand. {line}", before=before, line=line)
    if clock.verdict == "breached" and clock.elapsed_seconds == clock.target_seconds:
        return tr("The target was used up at closing time. {line}", line=line)
    return line


def _handbook(case: CaseDetail, at: ZoneNow) -> str:
    """The version that judges the case; the first one judges what was before it, too (rule 16)."""
    if case.opened_at < case.policy_since and case.policy_number == 1:
        return tr("handbook version 1, the first there is")
    since = case.policy_since.astimezone(at.zone)
    day = f"{since.day} {tr(MONTHS[since.month - 1])} {since.year}"
    return tr("handbook of {day}, version {number}", day=day, number=case.policy_number)


def _as_it_was(clock: CaseClockRow) -> bool:
    """Whether the verdict is what it would be without what was changed by hand (rule 17)."""
    return clock.original_verdict in (None, clock.verdict)


def _contract(clock: CaseClockRow) -> str:
    """“contract Gold”: the rule that matched, without the priority that stands beside it."""
    name = clock.matched_rule.removeprefix("contract ").removesuffix(f", {clock.promised_for}")
    return tr("contract {name}", name=name)


def piece_words(piece: LedgerPiece, at: ZoneNow, *, ahead: bool = False) -> str:
    """A stretch of the strip: from, to, and whether it counts."""
    span = seconds_words(int((piece.end - piece.begin).total_seconds()))
    keys = {
        ("open", False): "{span} counted",
        ("open", True): "{span} still to come",
        ("closed", False): "closed, {span} not counted",
        ("closed", True): "closed, {span} will not count",
        ("paused", False): "paused, {span} not counted",
    }
    said = tr(keys[piece.why, ahead], span=span)
    return f"{at.span(piece.begin, piece.end)} · {said}"


def heads(case: CaseDetail, at: ZoneNow) -> dict[int, str]:
    """What happened, in a line, by the events of the timeline in view."""
    naming = Naming(case.people, at.words)
    return {row.id: tr(happened(row, naming).head) for row in case.timeline}


def ended_words(stretch: Stretch, told: Mapping[int, str]) -> str:
    """What ended a stretch, of the events in view; empty where the calendar did."""
    ended = stretch.ended_by
    if ended is None:
        return ""
    if ended.kind == PAUSE_ENTERED and stretch.piece.why == "paused":
        return tr("the end of that wait")
    return told.get(ended.id, "")


def before_words(other: OtherVerdict, told: Mapping[int, str], at: ZoneNow) -> str:
    """A verdict that stood until something was logged that had happened before."""
    (fact, *_), until = other.because, other.until
    keys = {
        "met": "Met by what was known until {until}. Then “{what}” was logged, of {happened}.",
        "breached": "Breached by what was known until {until}. Then “{what}” was logged, of "
                    "{happened}.",
    }  # fmt: skip
    what = told.get(fact.id, tr(fact.kind.replace("_", " ").capitalize()))
    return tr(keys[other.verdict], until=at.words(until or fact.recorded_at), what=what,
              happened=at.words(fact.at))  # fmt: skip


def _raised(clock: CaseClockRow, case: CaseDetail) -> bool:
    """Whether the clock counts from a raise of the priority (rule 14), not from its own start."""
    return any(
        row.kind == PRIORITY_CHANGED and row.occurred_at == clock.started_at > case.opened_at
        for row in case.timeline
    )


def _pause(clock: CaseClockRow) -> str:
    paused = sum((p.end - p.begin for p in clock.pieces if p.why == "paused"), timedelta())
    seconds = int(paused.total_seconds())
    return tr("{span} paused", span=seconds_words(seconds)) if paused else tr("no pause")


def _target(clock: CaseClockRow) -> Text:
    return counted_against_words(
        clock.target, clock.target_seconds, business=not clock.round_the_clock
    )


def _span(seconds: int) -> str:
    return span_words(timedelta(seconds=seconds))
