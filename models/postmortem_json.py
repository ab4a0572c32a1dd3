"""A postmortem as `leadline postmortem show --json` gives it, and as its paper carries it."""

from typing import Any

from models.postmortem_words import MOMENT_WORDS
from models.queries.postmortem import CaseLine, PostmortemDetail, TimelineLine
from models.queries.postmortem_paper import PostmortemPaper
from models.queries.response_times import ResponseTimes


def postmortem_json(told: PostmortemDetail, *, named: bool = True) -> dict[str, Any]:
    """All of it; without people where they are not `named` (rule 31)."""
    people: dict[str, Any] = {
        "author": told.author or None, "owner": told.owner or None,
        "reviewer": told.reviewer or None,
    }  # fmt: skip
    return {
        "id": told.id, "postmortem": told.key, "title": told.said.title, "status": told.status,
        "version": told.number, **(people if named else {}), "due_on": told.due_on,
        "written_at": told.written_at.isoformat(),
        "reviewed_at": told.reviewed_at.isoformat() if told.reviewed_at else None,
        "closed_at": told.closed_at.isoformat() if told.closed_at else None,
        "what_happened": told.said.body, **told.said.fields,
        "cases": [_case(one) for one in told.cases], "cases_left_out": told.left_out,
        "impact": told.impact.to_json(), "timeline": [_row(one) for one in told.timeline],
        "pauses": [
            {"case": one.case_key, "begin": one.begin.isoformat(),
             "end": one.end.isoformat() if one.end else None}
            for one in told.pauses
        ],
        "response_times": [_times(one, told) for one in told.times],
        "medians": {f"{name}_seconds": told.medians.get(name) for name in MOMENT_WORDS},
        "factors": [one.to_json() for one in told.recurrence.factors],
        "categories": [one.to_json() for one in told.recurrence.categories],
        "quarters": [one.name for one in told.recurrence.quarters],
        "actions": [one.to_json() for one in told.actions],
        "missing": [str(one) for one in told.missing],
    }  # fmt: skip


def paper_json(paper: PostmortemPaper) -> dict[str, Any]:
    """What is attached to its paper: no more than it shows, credits apart (rule 30)."""
    data = postmortem_json(paper.detail, named=False)
    del data["impact"]["credits"], data["impact"]["as_of"]
    return {
        "desk": paper.desk, "owner": paper.owner_role, "reviewer": paper.reviewer_role,
        "credits": None if paper.credits is None else list(paper.credits), **data,
    }  # fmt: skip


def _case(one: CaseLine) -> dict[str, Any]:
    return {
        "case": one.key, "title": one.title, "priority": one.priority,
        "customer": one.customer or None, "opened_at": one.opened_at.isoformat(),
        "resolved_at": one.resolved_at.isoformat() if one.resolved_at else None,
        "breached_at": one.breached_at.isoformat() if one.breached_at else None,
    }  # fmt: skip


def _row(one: TimelineLine) -> dict[str, Any]:
    return {
        "at": one.at.isoformat(), "words": one.words, "case": one.case_key or None,
        "link": one.link, "event_id": one.event_id, "by_hand": one.by_hand, "stands": one.stands,
    }  # fmt: skip


def _times(one: ResponseTimes, told: PostmortemDetail) -> dict[str, Any]:
    keys = {case.id: case.key for case in told.cases}
    return {"case": keys[one.case_id]} | {
        name: {"at": took.at.isoformat(), "seconds": took.seconds,
               "counted_seconds": took.counted_seconds, "business": took.business}
        for name, took in one.took.items()
    }  # fmt: skip
