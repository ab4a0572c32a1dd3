"""The published list of corrective actions on paper: open first, then done with effect, dropped."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from desktop.reports import page
from desktop.reports.text import markup
from models.action_words import (
    KIND_WORDS,
    VERDICT_WORDS,
    before_and_after,
    interval_words,
    why_words,
)
from models.handbook.action_effect import CANNOT_TELL, DID_NOT, WORKED
from models.handbook.zones import zone
from models.queries.corrective_actions import ActionRow
from models.queries.published_actions import PublishedActions
from models.text import counted
from models.wording import capitalised, day_words, full_words

_TITLE: Final = "Corrective actions"
_WHAT, _WHOSE, _DAY, _FIRST = 54 * mm, 27 * mm, 27 * mm, 26 * mm
_URGENT: Final = 9 * mm
_EACH: Final = 60
"""So many of what was done are told each by itself; what is older stands in a table."""
_LIMIT, _EVIDENCE = 300, 600


def actions_bytes(told: PublishedActions, edition: page.Edition = page.PLAIN) -> bytes:
    """The list as a PDF; the same list gives the same bytes."""
    place = zone(told.zone)
    as_of = full_words(told.as_of, place)
    foot = f"As of {as_of} ({told.zone}) · data {told.data_hash[:12]}"
    lead = f"{told.desk} · {_day(told.as_of, place)}" if told.desk else _day(told.as_of, place)
    story: list[Flowable] = [
        page.title(_TITLE),
        page.Paragraph(markup(lead), page.LEAD),
        page.body(_sums(told)),
    ]
    for part in (_open(told.open), _done(told.done), _dropped(told.dropped)):
        story += part
    rows = [*_METHOD, ("As of", f"{as_of} in {told.zone}, by the log as it was known then.")]
    whole = page.told([("Data, SHA-256", told.data_hash)], page.SMALL, page.WIDTH - page.LABELS)
    story += [page.section("How this was judged"), page.told(rows, page.SMALL), whole]
    return page.document(page.Sheet(_TITLE, told.desk, foot, edition), story)


def _sums(told: PublishedActions) -> str:
    if not told.rows:
        return "No corrective action has been made yet."
    over = sum(row.overdue for row in told.open)
    verdicts = [sum(row.verdict == one for row in told.done)
                for one in (WORKED, DID_NOT, CANNOT_TELL)]  # fmt: skip
    late = f"; {counted(over, '1 is overdue', '{count} are overdue')}" if over else ""
    said = [
        f"{counted(len(told.open), '1 action is', '{count} actions are')} open{late}.",
        f"{counted(len(told.done), '1 is', '{count} are')} done: {verdicts[0]} worked, "
        f"{verdicts[1]} did not, {verdicts[2]} cannot be told yet." if told.done else "",
        f"{counted(len(told.dropped), '1 was', '{count} were')} dropped." if told.dropped else "",
    ]  # fmt: skip
    return " ".join(filter(None, said))


def _open(rows: Sequence[ActionRow]) -> Iterator[Flowable]:
    if not rows:
        return
    yield page.section("Open")
    heads = ["", "What is to be done", "Whose", "Due", "First due", "Expected"]
    expected = page.WIDTH - _URGENT - _WHAT - _WHOSE - _DAY - _FIRST
    lines: list[list[Flowable | str]] = [
        [
            str(row.priority), page.some(row.title, _LIMIT), _role(row), _due(row), _first(row),
            page.cell(str(row.effect_words), _LIMIT, page.ASIDE),
        ]
        for row in rows
    ]  # fmt: skip
    yield page.table(
        [page.unseen("Priority"), *heads[1:]], lines,
        [_URGENT, _WHAT, _WHOSE, _DAY, _FIRST, expected], row_head=1,
    )  # fmt: skip
    yield page.note("The number before an action is its priority, 1 the most urgent.")


def _due(row: ActionRow) -> str:
    day = day_words(row.due_on, year=True)
    over = counted(row.days_over, "1 day overdue", "{count} days overdue")
    return f"{day}, {over}" if row.overdue else day


def _first(row: ActionRow) -> str:
    day = day_words(row.first_due_on, year=True)
    return f"{day}, carried {row.moved}×" if row.moved else day


def _done(rows: Sequence[ActionRow]) -> Iterator[Flowable]:
    if not rows:
        return
    yield page.section("Done, and whether it worked")
    for row in rows[:_EACH]:
        yield page.subsection(row.title[:_LIMIT])
        yield page.told(list(_entry(row)))
    if len(rows) > _EACH:
        yield page.subsection("Done before")
        widths = [_WHAT + _FIRST, _WHOSE, _DAY]
        lines: list[list[Flowable | str]] = [
            [page.some(row.title, _LIMIT), _role(row), _ended(row), _verdict(row)]
            for row in rows[_EACH:]
        ]
        heads = ["What was done", "Whose", "Done", "Whether it worked"]
        yield page.table(heads, lines, [*widths, page.WIDTH - sum(widths)], row_head=0)


def _entry(row: ActionRow) -> Iterator[tuple[str, str]]:
    yield "Done", f"{_ended(row)}, {_role(row).lower()}; {KIND_WORDS[row.kind].lower()}"
    if row.moved:
        yield "Due", f"{day_words(row.due_on, year=True)}; first {_first(row)}"
    yield "Expected", str(row.effect_words)
    if row.judgement is not None and row.effect is not None:
        measure, found = row.effect.measure, row.judgement
        said = before_and_after(measure, found)
        if said is not None:
            yield "Measured", capitalised(str(said))
        sure = interval_words(measure, found)
        why = str(why_words(found))
        told = f"{_verdict(row)}: {sure}." if sure is not None else f"{_verdict(row)}."
        yield "Judged", f"{told} {why}".strip()
    yield "What shows it", row.evidence[:_EVIDENCE]


def _dropped(rows: Sequence[ActionRow]) -> Iterator[Flowable]:
    if not rows:
        return
    yield page.section("Dropped")
    widths = [_WHAT, _WHOSE, _DAY]
    lines: list[list[Flowable | str]] = [
        [page.some(row.title, _LIMIT), _role(row), _ended(row),
         page.some(row.evidence, _LIMIT)]
        for row in rows
    ]  # fmt: skip
    heads = ["What was to be done", "Whose", "Dropped", "Why"]
    yield page.table(heads, lines, [*widths, page.WIDTH - sum(widths)], row_head=0)


def _verdict(row: ActionRow) -> str:
    return VERDICT_WORDS.get(row.verdict, "Not measured")


def _role(row: ActionRow) -> str:
    return capitalised(row.role)


def _ended(row: ActionRow) -> str:
    return "" if row.ended_on is None else day_words(row.ended_on, year=True)


def _day(instant: datetime, place: ZoneInfo) -> str:
    return day_words(instant.astimezone(place).date(), year=True)


_METHOD: Final = (
    ("Compared",
     "Full quarters only: the last before the one in which an action was done, and the first after "
     "it. Where these cannot tell, two on either side once they are over, and so on up to a year, "
     "at 99 %."),
    ("Worked",
     "What was expected is reached, and the interval of the change lies wholly on the better side "
     "of no change."),
    ("Did not work",
     "What came after leaves the number expected out of its own interval, and is not better than "
     "before by the interval of the change."),
    ("Cannot tell yet",
     "Neither of both, or under ten cases in one of the quarters; with from when it can be told."),
    ("Intervals",
     "Of counts the exact interval of the ratio of rates, each of the cases or clocks there were; "
     "of shares Newcombe's interval of their difference; of a median that of its ranks."),
    ("Whose", "By role: whoever has it by the rota answers for the action."),
)  # fmt: skip
