"""The SLA sheet: what a customer is promised, in words that hold nothing of ours."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop.reports import page
from desktop.reports.text import markup
from models.handbook.intake import WAITING
from models.handbook.policy import FIRST_RESPONSE, PRIORITIES, Policy
from models.handbook.remedies import Remedies
from models.handbook.zones import zone
from models.queries.customer import Terms
from models.queries.customer_review import SlaSheet
from models.terms_words import (
    hours_lines,
    promised_commitments,
    promised_words,
    remedy_lines,
    terms_in_order,
)
from models.wording import PRIORITIES as MEANINGS
from models.wording import commitment_name, date_words

_WAITS = dict(zip(WAITING, ("you", "a third party", "our engineers"), strict=True))
_IN_CONTRACT = "As your contract says."
_PRIORITY, _MEANING = 14 * mm, 62 * mm


def sla_sheet_bytes(sheet: SlaSheet, edition: page.Edition = page.PLAIN) -> bytes:
    """The sheet as a PDF; the same terms give the same bytes."""
    foot = " · ".join(filter(None, (_since(sheet), f"handbook version {sheet.version}")))
    return page.document(page.Sheet(_title(sheet), sheet.desk, foot, edition), _story(sheet))


def _title(sheet: SlaSheet) -> str:
    return "Service level agreement"


def _since(sheet: SlaSheet) -> str:
    since = sheet.in_force_from
    return f"In force from {date_words(since, zone(sheet.zone))}" if since is not None else ""


def _story(sheet: SlaSheet) -> list[Flowable]:
    about = " · ".join(part for part in (_since(sheet), sheet.desk) if part)
    story: list[Flowable] = [
        page.title(_title(sheet)),
        page.Paragraph(markup(sheet.customer, 200), page.BODY.clone("customer", fontSize=12)),
        page.Paragraph(markup(about), page.LEAD),
    ]
    for whose, terms in terms_in_order(sheet.terms):
        story += _promises(whose, terms, sheet.credits_shown)
    return story


def _promises(whose: str, terms: Terms, credits_shown: bool) -> list[Flowable]:
    policy = terms.policy
    names = promised_commitments(policy, "SLA")
    if not names:
        return [page.section(whose), page.body("No times are promised for these.")]
    width = (page.WIDTH - _PRIORITY - _MEANING) / len(names)
    rows: list[list[Flowable | str]] = [
        [
            page.cell(priority, 9), page.cell(MEANINGS[priority]),
            *(page.some(promised_words(policy, priority, name, "SLA"), 80) for name in names),
        ]
        for priority in PRIORITIES
    ]  # fmt: skip
    heads = ("Priority", "Meaning", *(commitment_name(name) for name in names))
    table = page.table(heads, rows, (_PRIORITY, _MEANING, *[width] * len(names)))
    told = [(f"Hours, {places}", f"{words[:1].upper()}{words[1:]}.")
            for places, words in hours_lines(policy, "SLA")]  # fmt: skip
    told += _counting(policy, names)
    if policy.remedies is not None:
        told += _credits(policy.remedies) if credits_shown else [("Credits", _IN_CONTRACT)]
    return [
        KeepTogether([page.section(whose), table, Spacer(1, 3 * mm)]),
        page.told(told, page.SMALL, page.WIDTH - page.LABELS),
    ]


def _credits(remedies: Remedies) -> list[tuple[str, str]]:
    lines = [*remedy_lines(remedies),
             "A credit is calculated when the period is over, and approved by us"]  # fmt: skip
    return [("" if place else "Credits", f"{line}.") for place, line in enumerate(lines)]


def _counting(policy: Policy, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """When a promise begins, ends and stands still."""
    told = [("From", "When your message reached us, not when somebody noticed it.")]
    if FIRST_RESPONSE in names:
        automatic = "counts" if policy.acknowledgement_counts else "does not count"
        told.append(
            (commitment_name(FIRST_RESPONSE),
             f"By a person; an automatic acknowledgement {automatic}.")
        )  # fmt: skip
    for status, whom in _WAITS.items():
        paused = [commitment_name(n).lower() for n in names if policy.pauses(status, n)]
        if paused:
            told.append(("Waiting", f"While we wait for {whom}, {_stand_still(paused)}."))
    edge = "closing time" if policy.edge == "closing" else "the next opening"
    told.append(("Due", f"A time that is used up with the day’s hours is due at {edge}."))
    return told


def _stand_still(names: list[str]) -> str:
    if len(names) == 1:
        return f"{names[0]} stands still"
    return f"{', '.join(names[:-1])} and {names[-1]} stand still"
