"""The proof of a case: one page that is whole in itself, and what does not fit it as an annex."""

from collections.abc import Iterator, Sequence
from typing import Final

from reportlab.platypus import Flowable, KeepTogether, PageBreak

from desktop.reports import page
from desktop.reports.proof_clocks import Detail, clock_sections, line_count
from desktop.reports.proof_parts import ABOUT, ANNEX, BESIDE, WIDE, section
from desktop.reports.proof_verdicts import verdict_section
from desktop.reports.text import markup
from models.handbook.zones import zone
from models.ledger_words import Place, calendar_words
from models.proof_told import CUSTOMER, TITLE, not_simply_kept, place_of
from models.proof_words import EDGES, rule_words, version_words
from models.queries.proof import Proof, ProofClock
from models.wording import commitment_name, full_words

_WORTH_TRYING: Final = 60
"""More lines of ledgers than this are on no single page."""

_BRIEFLY: Final = 12
"""So many verdicts a first page has room for, whatever else is on it."""


def proof_bytes(proof: Proof, edition: page.Edition = page.PLAIN) -> bytes:
    """The proof as a PDF; the same proof gives the same bytes."""
    sheet = page.Sheet(_title(proof), proof.desk, _foot(proof), edition)
    place = place_of(proof)
    if line_count(proof) <= _WORTH_TRYING:
        made = page.one_page(sheet, _whole(proof, place))
        if made is not None:
            return made
    for first in (_with_strips, _brief):
        if page.one_page(sheet, first(proof, place)) is not None:
            break
    return page.document(sheet, [*first(proof, place), PageBreak(), *_annex(proof, place)])


def _title(proof: Proof) -> str:
    return f"Proof of service, case {proof.key}"


def _foot(proof: Proof) -> str:
    foot = f"As of {full_words(proof.as_of, zone(proof.zone))} · data {proof.data_hash[:12]}"
    return foot if proof.external else f"{foot} · internal"


def _whole(proof: Proof, place: Place) -> list[Flowable]:
    """Everything in its place."""
    return [
        *_head(proof, place), *verdict_section(proof, place),
        *clock_sections(proof, place, Detail.WHOLE), *_method(proof, place, annex=False),
    ]  # fmt: skip


def _with_strips(proof: Proof, place: Place) -> list[Flowable]:
    """The sums and strips of what may be disputed, without the single intervals."""
    return [
        *_head(proof, place), *verdict_section(proof, place),
        *clock_sections(proof, place, Detail.DISPUTED), *_method(proof, place, annex=True),
    ]  # fmt: skip


def _brief(proof: Proof, place: Place) -> list[Flowable]:
    """The first verdicts and what they rest on: a case may have hundreds."""
    return [
        *_head(proof, place), *verdict_section(proof, place, _BRIEFLY),
        *_method(proof, place, annex=True),
    ]  # fmt: skip


def _annex(proof: Proof, place: Place) -> list[Flowable]:
    title = page.heading(f"Annex: each interval of {proof.key}", ANNEX)
    story: list[Flowable] = [title]
    if len(not_simply_kept(proof)) > _BRIEFLY:
        story += verdict_section(proof, place)
    return [*story, *clock_sections(proof, place, Detail.WHOLE)]


def _head(proof: Proof, place: Place) -> list[Flowable]:
    mark = " (provisional)" if proof.provisional else ""
    opened = f"opened {full_words(proof.opened_at, place.zone)}"
    about = (proof.customer[:CUSTOMER], f"{proof.priority}{mark}", opened, proof.desk)
    lines: list[Flowable] = [
        page.title(_title(proof)),
        page.Paragraph(markup(proof.title or "(no title)", TITLE), ABOUT),
        page.Paragraph(markup(" · ".join(part for part in about if part)), BESIDE),
    ]
    if not proof.external:
        lines.append(page.Paragraph("Internal: shows the SLO, not for customers", BESIDE))
    return lines


# ---- what it rests on


def _method(proof: Proof, place: Place, *, annex: bool) -> list[Flowable]:
    judged = [clock for clock in proof.clocks if clock.row.pieces]
    rules = rule_words(judged, external=proof.external)
    versions = "; ".join(
        version_words(version, proof.opened_at, place, external=proof.external)
        for version in proof.versions
    )
    edges = " ".join(EDGES[edge] for edge in dict.fromkeys(c.edge for c in judged))
    rows = [
        ("Handbook", f"{versions[:1].upper()}{versions[1:]}."),
        ("Rules", rules or "None."),
        *_hours(judged, external=proof.external),
        ("Verdict",
         f"Met: ended at or before its due time. {edges} Times are those of {proof.zone}, to the "
         "second; #7 is event 7 of the log."),
        ("Data",
         f"SHA-256 {proof.data_hash} over the case’s events and the "
         f"handbook. “leadline explain {proof.key} --json” gives it as data_hash."),
    ]  # fmt: skip
    if annex:
        rows.append(("Intervals", "Each of them, and what ended it, is in the annex on the pages "
                                  "that follow."))  # fmt: skip
    return [KeepTogether([section("How this was counted"), page.told(rows, page.SMALL, WIDE)])]


def _hours(clocks: Sequence[ProofClock], *, external: bool) -> Iterator[tuple[str, str]]:
    """The calendars in full. What the team calls them is its own: a customer reads whose hours."""
    if not external:
        named = {clock.row.calendar: calendar_words(clock) for clock in clocks}
        for name, words in named.items():
            yield name.replace("_", " ").capitalize(), f"{words}."
        return
    found: dict[str, list[str]] = {}
    for clock in clocks:
        of = found.setdefault(calendar_words(clock), [])
        name = commitment_name(clock.row.commitment)
        if name not in of:
            of.append(name)
    for words, names in found.items():
        yield "Hours", f"{', '.join(names)}: {words}."
