"""A postmortem on paper: what happened to whom, how soon it was seen, and what follows from it."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop.reports import page
from desktop.reports.key_figures import key_figures_row
from desktop.reports.lanes import MOST, Lane, lanes, legend
from desktop.reports.postmortem_tables import (
    cases_table,
    factors_table,
    over_table,
    timeline_table,
    times_table,
)
from desktop.reports.text import markup
from desktop.reports.written import written
from models.handbook.instants import to_seconds
from models.handbook.postmortems import NO_ACTION, SECTIONS, status_words
from models.handbook.zones import zone
from models.postmortem_words import BODY_TITLE, impact_words, median_words
from models.queries.corrective_actions import ActionRow
from models.queries.postmortem import PostmortemDetail
from models.queries.postmortem_paper import PostmortemPaper
from models.queries.response_times import CONTACTED, NOTICED, RESOLVED
from models.review_words import KeyFigure
from models.text import Text, counted, text
from models.wording import date_words, day_words, full_words

_AFTERWARDS = ("went_well", "went_badly", "lucky", "surprised")
_TITLE = 300


def postmortem_bytes(paper: PostmortemPaper, edition: page.Edition = page.PLAIN) -> bytes:
    """The postmortem as a PDF; the same facts give the same bytes."""
    place, told = zone(paper.zone), paper.detail
    mark = f" · data {edition.data['hash'][:12]}" if edition.data else ""
    foot = f"As of {full_words(paper.as_of, place)} ({paper.zone}){mark} · internal"
    title = f"{told.key} {told.said.title}"
    story = [
        *_head(paper, place), *_text(told, "scope", "Scope"),
        *_section(BODY_TITLE, written(told.said.body)), *_impact(paper), *_timeline(paper, place),
        *_detection(told, place), *_factors(told),
        *(part for name in _AFTERWARDS for part in _text(told, name, SECTIONS[name])),
        *_actions(told), *_method(paper, place, edition.data),
    ]  # fmt: skip
    return page.document(page.Sheet(title, paper.desk, foot, edition), story)


def _head(paper: PostmortemPaper, place: ZoneInfo) -> list[Flowable]:
    told = paper.detail
    dates = [f"written {date_words(told.written_at, place)}"]
    dates += [f"reviewed {date_words(told.reviewed_at, place)}"] if told.reviewed_at else []
    dates += [f"closed {date_words(told.closed_at, place)}"] if told.closed_at else []
    people = [f"owner: {paper.owner_role}"] if paper.owner_role else []
    people += [f"reviewer: {paper.reviewer_role}"] if paper.reviewer_role else []
    about = (f"Postmortem {told.key}", str(status_words(told.status)), *dates, *people, paper.desk)
    return [
        page.title(told.said.title[:_TITLE] or "(no title)"),
        page.Paragraph(markup(" · ".join(part for part in about if part)), page.LEAD),
        key_figures_row(_key_figures(told)),
    ]


def _key_figures(told: PostmortemDetail) -> list[KeyFigure]:
    impact, nothing = told.impact, text("")
    customers = counted(len(impact.customers), "1 customer", "{count} customers")
    breaches = sum(one.breaches for one in impact.over)
    over, hours = sum(one.seconds for one in impact.over), {one.business for one in impact.over}
    contact = told.medians.get(CONTACTED)
    noticed, resolved = told.medians.get(NOTICED), told.medians.get(RESOLVED)
    return [
        KeyFigure(text("Cases"), f"{impact.cases:,}", text("of {customers}", customers=customers),
                  text("{count} breached an SLA", count=impact.breached)),
        KeyFigure(
            text("Time over target"),
            median_words(over) if breaches else "none",
            counted(breaches, "1 breach", "{count} breaches, together") if breaches else nothing,
            _HOURS[frozenset(hours)],
        ),
        KeyFigure(text("First contact, median"), median_words(contact) if contact else "none",
                  _after("noticed after {span}", noticed), nothing),
        KeyFigure(text("Resolved, median"), median_words(resolved) if resolved else "none",
                  text("from the opening, as it passed"), nothing),
    ]  # fmt: skip


_HOURS = {
    frozenset[bool](): text(""), frozenset({True}): text("of work time"),
    frozenset({False}): text("round the clock"),
    frozenset({True, False}): text("of work time and round the clock"),
}  # fmt: skip


def _after(words: str, seconds: int | None) -> Text:
    return text("") if seconds is None else text(words, span=median_words(seconds))


def _section(title: str, parts: list[Flowable]) -> list[Flowable]:
    """A heading with what stands under it; nothing where that is empty."""
    if not parts:
        return []
    return [page.section(title), *parts]


def _text(told: PostmortemDetail, name: str, title: str) -> list[Flowable]:
    return _section(title, written(told.said.fields.get(name, "")))


def _impact(paper: PostmortemPaper) -> list[Flowable]:
    told = paper.detail
    parts: list[Flowable] = [page.body(f"{impact_words(told.impact)}.")]
    if told.impact.over:
        parts.append(over_table(told.impact.over))
    if paper.credits:
        parts.append(page.note(f"Credited for the periods in which they breached: "
                               f"{', '.join(paper.credits)}."))  # fmt: skip
    if told.left_out:
        left = counted(told.left_out, "1 restricted case is", "{count} restricted cases are")
        parts.append(page.note(f"{left} left out."))
    parts += [Spacer(1, 3 * mm), cases_table(told, zone(paper.zone))]
    return _section("Impact", parts)


def _timeline(paper: PostmortemPaper, place: ZoneInfo) -> list[Flowable]:
    told = paper.detail
    rows = _lanes(paper)
    parts: list[Flowable] = []
    if rows:
        shown = rows[:MOST]
        parts += [lanes(shown), page.note(_lane_words(rows))]
    if told.timeline:
        parts.append(timeline_table(told, place, paper.as_of))
    return _section("Timeline", parts)


def _lane_words(rows: list[Lane]) -> str:
    more = len(rows) - MOST
    if more <= 0:
        return legend(rows)
    told = counted(more, "1 more case is", "{count} more cases are")
    return f"{legend(rows)} {told} in the table."


def _lanes(paper: PostmortemPaper) -> list[Lane]:
    told, now = paper.detail, to_seconds(paper.as_of)
    took = {one.case_id: one.took for one in told.times}
    found = []
    for case in told.cases:
        opened, its = to_seconds(case.opened_at), took[case.id]
        end = to_seconds(its[RESOLVED].at) if RESOLVED in its else now
        contact = its.get(CONTACTED)
        waits = tuple(
            (to_seconds(one.begin) - opened, (to_seconds(one.end) if one.end else now) - opened)
            for one in told.pauses if one.case_id == case.id
        )  # fmt: skip
        breach = to_seconds(case.breached_at) - opened if case.breached_at else None
        found.append(Lane(case.key, end - opened, RESOLVED in its,
                          contact.seconds if contact else None, breach, waits))  # fmt: skip
    return found


def _detection(told: PostmortemDetail, place: ZoneInfo) -> list[Flowable]:
    parts = written(told.said.fields.get("detection", ""))
    if told.times:
        parts.append(times_table(told))
    return _section("Detection and response", parts)


def _factors(told: PostmortemDetail) -> list[Flowable]:
    if not told.recurrence.factors:
        return _section("Contributing factors", [page.body("No factor was named yet.")])
    systemic = [one.name for one in told.recurrence.factors if one.systemic]
    said = (
        "A factor is systemic where 3 breached cases of a quarter had it, or one in each of two "
        "consecutive quarters (handbook, rule 28)."
    )
    lead = f"Systemic: {'; '.join(systemic)}." if systemic else "None of them is systemic."
    return _section(
        "Contributing factors",
        [page.body(lead), factors_table(told.recurrence), page.note(said)],
    )


def _actions(told: PostmortemDetail) -> list[Flowable]:
    why = told.said.fields.get(NO_ACTION, "")
    parts: list[Flowable] = [_action(one) for one in told.actions]
    if why:
        parts += [page.subsection(SECTIONS[NO_ACTION]), *written(why)]
    return _section("Corrective actions", parts or [page.body("No action was decided yet.")])


def _action(one: ActionRow) -> Flowable:
    """An action with who, by when, and what became of it, kept on one page."""
    due = day_words(one.due_on, year=True)
    moved = one.due_on != one.first_due_on
    first = f" (first due {day_words(one.first_due_on, year=True)})" if moved else ""
    over = counted(one.days_over, "1 day overdue", "{count} days overdue")
    late = f", {over}" if one.overdue else ""
    rows = [
        ("Owner", f"{one.role or 'nobody'} · {one.kind} · priority {one.priority}"),
        ("Due", f"{due}{first} · {one.status}{late}"),
        ("Expected", str(one.effect_words)),
    ]
    if one.evidence:
        rows.append(("Evidence" if one.status == "done" else "Why not", one.evidence))
    judged = str(one.judgement_words)
    if judged:
        rows.append(("Effect", judged))
    return KeepTogether([page.subsection(one.title), page.told(rows, page.SMALL)])


def _method(
    paper: PostmortemPaper, place: ZoneInfo, data: Mapping[str, Any] | None
) -> list[Flowable]:  # fmt: skip
    version = paper.detail.number
    as_of = (
        f"{full_words(paper.as_of, place)}. Times are those of {paper.zone}. What people wrote is "
        f"that of version {version}."
    )
    told: list[Flowable] = [page.told([("As of", as_of), *_METHOD], page.SMALL)]
    if data:
        whole = [("Data, SHA-256", str(data["hash"]))]
        told.append(page.told(whole, page.SMALL, page.WIDTH - page.LABELS))
    return [KeepTogether([page.section("How this was counted"), *told])]


_METHOD = (
    ("Over target",
     "Counted time from the crossing of an SLA to the end of its clock, or so far: closed hours "
     "and waits are not in it."),
    ("Response",
     "From the opening to the first time, as it passed, and as the clock counts it. Noticed is "
     "when somebody first had the case, or did anything about it."),
    ("Timeline",
     "Chosen of what the cases’ logs and clocks hold. “by hand” was written by a person; “taken "
     "back since” is in the log no more. “waiting”: its case waited then."),
)  # fmt: skip
