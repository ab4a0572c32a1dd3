"""The proof on paper: one page for an ordinary dispute, its sums, and nothing that is not meant."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from desktop.reports.proof import proof_bytes
from models.database import Database
from models.handbook.zones import zone
from models.ledger_words import Place
from models.queries.proof import Proof
from models.queries.proof_facts import Fact
from models.schema import open_checked
from tests.conftest import FULL, HANDBOOK, NOW, MovingClock
from tests.desktop.reports.tagged import check_tagged
from tests.desktop.reports.test_payloads import CUT, LITERAL
from tests.made_desks import empty_desk
from tests.models.queries.proofs import SECRET, Dispute

MANY = 300 if FULL else 60


def words(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def pages(content: bytes) -> int:
    return len(PdfReader(BytesIO(content)).pages)


@pytest.fixture
def dispute(database: Database, clock: MovingClock) -> Dispute:
    return Dispute(database, clock)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proof]:
    path = tmp_path_factory.mktemp("desk") / "desk.db"
    empty_desk(path, title="Desk", zone="Europe/Berlin", handbook=HANDBOOK, now=NOW)
    clock = MovingClock(NOW)
    database = Database(open_checked(path), clock)
    dispute = Dispute(database, clock)
    yield dispute.proof(dispute.disputed())
    database.close()


def test_a_breach_in_the_night_of_the_clock_change_fits_one_page(dispute: Dispute) -> None:
    made = proof_bytes(dispute.proof(dispute.disputed(), external=True))
    told = words(made)
    assert pages(made) == 1
    assert "SLA. Breached: 4 h 32 min 10 s counted of 4 h, 32 min 10 s over." in told
    assert "Sun 29 Mar 01:50 CET Sun 29 Mar 03:20 CEST not counted Waiting on customer" in told
    assert "2 h 42 min 10 s Round the clock Resolved by an agent · #7" in told
    assert "In all 4 h 32 min 10 s of 4 h" in told
    assert "First response, Resolution: handbook, P1." in told
    assert "Version 1, in force from" in told
    assert "SLO" not in told


def test_the_customers_copy_names_no_contract_and_no_version(sample: Proof) -> None:
    """What the team calls them may tell one customer of another."""
    clocks = tuple(
        replace(c, row=replace(c.row, matched_rule=f"contract Like Fabrikam, {c.row.priority}"))
        for c in sample.clocks
    )
    versions = tuple(replace(v, name="After Fabrikam left") for v in sample.versions)
    internal = replace(sample, clocks=clocks, versions=versions)
    told = words(proof_bytes(internal))
    assert "Resolution: contract Like Fabrikam, P1." in told
    assert "Version 1, “After Fabrikam left”, in force from" in told
    told = words(proof_bytes(replace(internal, external=True)))
    assert "Resolution: your contract, P1." in told
    assert "Version 1, in force from" in told
    assert "Fabrikam" not in told


def test_the_proof_names_the_rule_whose_promise_binds(dispute: Dispute) -> None:
    case_id = dispute.opened("2026-03-02 10:00", "P2")
    dispute.raised(case_id, "2026-03-02 10:50", "P1")
    dispute.at("2026-03-02 10:55")
    told = words(proof_bytes(dispute.proof(case_id, external=True)))
    assert "First response: handbook, P2. Resolution: handbook, P1." in told


def test_the_customers_copy_names_the_priority_whose_promise_binds(sample: Proof) -> None:
    clocks = tuple(
        replace(c, row=replace(c.row, matched_rule="contract Gold, P2", promised_for="P2"))
        for c in sample.clocks
    )
    told = words(proof_bytes(replace(sample, clocks=clocks, external=True)))
    assert "Resolution: your contract, P2." in told


def test_a_kept_promise_fits_one_page(dispute: Dispute) -> None:
    case_id = dispute.opened("2026-03-02 10:00:05", "P3")
    dispute.replied(case_id, "2026-03-02 11:20")
    dispute.resolved(case_id, "2026-03-03 15:12:30")
    made = proof_bytes(dispute.proof(case_id, external=True))
    told = words(made)
    assert pages(made) == 1
    assert (
        "Met: 13 h 12 min 25 s counted of 3 business days, here 24 h of work time,"
        " 10 h 47 min 35 s to spare." in told
    )
    assert "Mon 2 Mar 17:00 CET Tue 3 Mar 09:00 CET not counted Closed the calendar" in told
    assert "Europe/Berlin: Mon–Fri 09:00–17:00." in told


def test_what_only_the_edge_decided_is_said(dispute: Dispute) -> None:
    case_id = dispute.opened("2026-03-02 13:00", "P3")
    dispute.replied(case_id, "2026-03-02 17:05")
    told = words(proof_bytes(dispute.proof(case_id, external=True)))
    assert (
        "Breached: 4 h counted of 4 h of work time; the target was used up at closing time,"
        " and it ended after that." in told
    )


def test_a_dozen_intervals_of_each_clock_fit_one_page(dispute: Dispute) -> None:
    case_id = dispute.opened("2026-03-02 10:00:05", "P1")
    dispute.replied(case_id, "2026-03-02 10:08:30")
    for hour in range(11, 17):
        dispute.waited(case_id, f"2026-03-02 {hour}:05:10", f"2026-03-02 {hour}:25:40")
    dispute.resolved(case_id, "2026-03-02 18:12:30")
    proof = dispute.proof(case_id, external=True)
    assert len(proof.clocks[-1].stretches) == 13
    made = proof_bytes(proof)
    assert pages(made) == 1
    assert words(made).count("Waiting on customer by an agent") == 6


def long_dispute(dispute: Dispute, *, waits: int) -> Proof:
    """A breached P1 with that many waits, a minute each."""
    case_id = dispute.opened("2026-03-02 08:00:05", "P1")
    dispute.replied(case_id, "2026-03-02 08:08:30")
    for wait in range(waits):
        hour, minute = divmod(wait * 8, 60)
        begin = f"2026-03-02 {9 + hour:02}:{minute:02}:10"
        dispute.waited(case_id, begin, begin.replace(":10", ":55"))
    dispute.resolved(case_id, "2026-03-02 19:12:30")
    return dispute.proof(case_id, external=True)


def first_page(content: bytes) -> str:
    return " ".join(PdfReader(BytesIO(content)).pages[0].extract_text().split())


def test_a_long_case_has_its_intervals_in_an_annex_behind_a_page_that_is_whole(
    dispute: Dispute,
) -> None:
    proof = long_dispute(dispute, waits=40)
    made = proof_bytes(proof)
    told = first_page(made)
    assert pages(made) > 1
    assert "SLA. Breached: 10 h 42 min 25 s counted of 4 h, 6 h 42 min 25 s over." in told
    due_at = proof.clocks[-1].row.due_at
    assert due_at is not None
    due = Place(zone("Europe/Berlin"), 2026).moment(due_at)
    assert f"{due} Mon 2 Mar 19:12:30 CET Breached" in told
    assert "Version 1, in force from" in told
    assert "First response, Resolution: handbook, P1." in told
    assert proof.data_hash in told.replace(" ", "")
    assert "in the annex on the pages that follow" in told
    assert "Ended by" not in told
    assert words(made).count("Waiting on customer by an agent") == 40


def test_a_case_with_many_cycles_has_its_breaches_on_the_first_page(
    sample: Proof,
) -> None:
    clock = next(c for c in sample.clocks if c.row.commitment == "resolution")
    kept = replace(clock, row=replace(clock.row, verdict="met"))
    cycles = [
        replace(one, row=replace(one.row, cycle=cycle))
        for cycle, one in enumerate([kept] * MANY + [clock], start=1)
    ]
    made = proof_bytes(replace(sample, clocks=tuple(cycles)))
    told = first_page(made)
    assert "Breached" in told
    assert f"and {MANY - 11} more, in the annex" in told
    assert sample.data_hash in told.replace(" ", "")
    assert words(made).count(f"cycle {MANY}") == 2


def test_hundreds_of_cycles_that_were_kept_are_lines_of_a_table(sample: Proof) -> None:
    clock = next(c for c in sample.clocks if c.row.commitment == "first_response")
    row = replace(clock.row, commitment="resolution", verdict="met")
    cycles = [replace(clock, row=replace(row, cycle=cycle)) for cycle in range(1, 301)]
    assert all(len(one.row.pieces) == 1 for one in cycles)
    made = proof_bytes(replace(sample, clocks=(*cycles, sample.clocks[-1])))
    assert pages(made) < 12
    assert "and 300 clocks simply kept" in first_page(made)
    told = words(made)
    assert "Kept: 300" in told
    assert told.count("cycle 300") == 1
    second = PdfReader(BytesIO(made)).pages[1].extract_text()
    assert "Annex" in second
    assert "Kept: 300" in second


def test_the_customers_copy_gives_the_hours_and_not_what_the_team_calls_them(
    dispute: Dispute,
) -> None:
    case_id = dispute.opened("2026-03-02 10:00:05", "P3")
    dispute.replied(case_id, "2026-03-02 11:20")
    dispute.resolved(case_id, "2026-03-03 15:12:30")
    proof = dispute.proof(case_id, external=True)
    named = replace(
        proof,
        clocks=tuple(replace(c, row=replace(c.row, calendar="night_crew")) for c in proof.clocks),
    )
    told = words(proof_bytes(named))
    assert "Hours First response, Resolution: Europe/Berlin: Mon–Fri 09:00–17:00." in told
    assert "ight crew" not in told
    assert "Night crew Europe/Berlin" in words(proof_bytes(replace(named, external=False)))


def test_a_case_from_before_the_first_version_says_why_it_is_judged_by_it(sample: Proof) -> None:
    (version,) = sample.versions
    assert version.effective_at > sample.opened_at
    told = words(proof_bytes(sample))
    assert "the first there is: it judges what was opened before, too." in told
    before = replace(version, effective_at=sample.opened_at)
    assert "the first there is" not in words(proof_bytes(replace(sample, versions=(before,))))


def test_a_long_wait_is_one_line_with_its_product(dispute: Dispute) -> None:
    case_id = dispute.opened("2026-05-04 13:00", "P4")
    dispute.at("2026-05-22 12:00")
    told = words(proof_bytes(dispute.proof(case_id, external=True)))
    assert "104 h Opening hours: 13 times 8 h; closed in between" in told
    assert "In all 111 h of 40 h" in told


def test_both_verdicts_of_a_late_fact_and_of_a_change_by_hand(dispute: Dispute) -> None:
    case_id = dispute.opened("2026-04-13 09:00", "P1")
    dispute.replied(case_id, "2026-04-13 16:00", happened="2026-04-13 09:05")
    dispute.overridden(case_id, "2026-04-13 16:10", due="2026-04-13 20:00")
    dispute.resolved(case_id, "2026-04-13 18:00")
    told = words(proof_bytes(dispute.proof(case_id, external=True)))
    assert "Breached by what was known until Mon 13 Apr 16:00 CEST" in told
    assert "Recorded then: Call to the customer by an agent · #2" in told
    assert "Deadline set by hand to Mon 13 Apr 20:00 CEST by the lead" in told
    assert "Met: 9 h counted of 11 h, set by hand, 2 h to spare." in told
    assert SECRET not in told


def test_what_cannot_be_judged_says_why(sample: Proof) -> None:
    clock = sample.clocks[0]
    start = clock.row.course.start
    never = clock.row.course._replace(stop=start, until=start)
    row = replace(
        clock.row, verdict="unknown", reason="not in the source", course=never, due_at=None
    )
    unknown = replace(clock, row=row, stretches=())
    told = words(proof_bytes(replace(sample, clocks=(unknown,))))
    assert "not in the source" in told
    assert "Not judged" in told
    assert "First response SLA." not in told


def test_without_any_sla_there_is_nothing_to_prove(sample: Proof) -> None:
    told = words(proof_bytes(replace(sample, clocks=())))
    assert "No SLA was promised for this case." in told


def test_the_same_proof_gives_the_same_bytes(sample: Proof) -> None:
    assert proof_bytes(sample) == proof_bytes(sample)
    assert proof_bytes(sample) != proof_bytes(replace(sample, title="Another"))


def test_title_outline_hash_and_page_numbers(sample: Proof) -> None:
    reader = PdfReader(BytesIO(proof_bytes(sample)))
    assert reader.metadata is not None
    assert reader.metadata.title == f"Proof of service, case {sample.key}"
    outline = str(reader.outline)
    assert all(name in outline for name in ("Verdicts", "Resolution", "How this was counted"))
    for number, page in enumerate(reader.pages, start=1):
        told = page.extract_text()
        assert f"page {number} of {len(reader.pages)}" in told
        assert f"data {sample.data_hash[:12]} · internal" in told
    assert sample.data_hash in words(proof_bytes(sample))  # as it is copied, whole


def test_each_verdict_leads_to_its_clock(sample: Proof, dispute: Dispute) -> None:
    for proof in (sample, dispute.proof(dispute.disputed(), external=True)):
        with pikepdf.open(BytesIO(proof_bytes(proof))) as pdf:
            notes = [note for one in pdf.pages for note in one.obj.get("/Annots", [])]
            told = {str(note.Contents) for note in notes}
            assert "First response" in told
            assert all(note.Dest[0].Type == "/Page" for note in notes)


def test_it_is_tagged_whole(sample: Proof, dispute: Dispute) -> None:
    found = check_tagged(proof_bytes(sample))
    assert any("Resolution" in one.alt or "due" in one.alt for one in found.every())
    case_id = dispute.disputed()
    for external in (True, False):
        check_tagged(proof_bytes(dispute.proof(case_id, external=external)))
    many = replace(sample, clocks=sample.clocks * 40)
    check_tagged(proof_bytes(many))


def everywhere(made: Proof, payload: str) -> Proof:
    """The proof with the payload in every field that holds text."""

    def fact(one: Fact | None) -> Fact | None:
        data = dict.fromkeys(("type", "status", "reason", "waiting_for", "note"), payload)
        return one and replace(one, role=payload, data=data)

    def clock(one: Any) -> Any:
        row = replace(one.row, calendar=payload, matched_rule=payload, commitment=payload,
                      reason=payload)  # fmt: skip
        stretches = tuple(replace(s, ended_by=fact(s.ended_by)) for s in one.stretches)
        return replace(one, row=row, stretches=stretches, started_by=fact(one.started_by))

    return replace(
        made, desk=payload, key=payload, title=payload, customer=payload, priority=payload,
        clocks=tuple(map(clock, made.clocks)),
        versions=tuple(replace(v, name=payload) for v in made.versions),
    )  # fmt: skip


@pytest.mark.parametrize("name", LITERAL)
def test_markup_prints_as_it_was_typed(sample: Proof, name: str) -> None:
    told = "".join(words(proof_bytes(everywhere(sample, LITERAL[name]))).split())
    assert told.count("".join(LITERAL[name].split())) > 10


@pytest.mark.parametrize("name", CUT)
def test_anything_else_prints_too(sample: Proof, name: str) -> None:
    told = words(proof_bytes(everywhere(sample, CUT[name])))
    assert "Proof of service" in told
    assert "SHA-256" in told
