"""The SLA sheet: what a customer is promised, in words that hold nothing of ours."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop.reports import page
from desktop.reports.text import markup
from models.handbook.policy import PRIORITIES
from models.handbook.zones import zone
from models.queries.customer import Terms
from models.queries.customer_review import SlaSheet
from models.sheet_told import beside, credited, sheet_told
from models.snapshot import fingerprint
from models.terms_words import (
    promised_commitments,
    promised_words,
    terms_in_order,
)
from models.wording import PRIORITIES as MEANINGS
from models.wording import commitment_name, date_words

_PRIORITY, _MEANING = 14 * mm, 62 * mm


def sla_sheet_bytes(sheet: SlaSheet, edition: page.Edition = page.PLAIN) -> bytes:
    """The sheet as a PDF; the same terms give the same bytes."""
    data = fingerprint(sheet_told(sheet))[:12]
    parts = (_since(sheet), f"handbook version {sheet.version}", f"data {data}")
    foot = " · ".join(filter(None, parts))
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
    told = beside(terms) + credited(terms, shown=credits_shown)
    return [
        KeepTogether([page.section(whose), table, Spacer(1, 3 * mm)]),
        page.told(told, page.SMALL, page.WIDTH - page.LABELS),
    ]
