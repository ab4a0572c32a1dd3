"""From verdicts to a credit: what was missed, the worst step of each table, the cap."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from models.handbook.remedies import Remedies, RemedyTable, SlaVerdict, credit_of

FIRST = RemedyTable(over=((0, 200), (1_800, 500)))
RESOLUTION = RemedyTable(under=((Fraction(95, 100), 500), (Fraction(9, 10), 1_000)))
GOLD = Remedies("%", 1_200, "month",
                {("P1", "first_response"): FIRST, ("P1", "resolution"): RESOLUTION})  # fmt: skip


def resolved(met: int, missed: int) -> list[SlaVerdict]:
    return [
        SlaVerdict(f"CS-{n}", "P1", "resolution", 1, n <= met, 60 if n > met else 0)
        for n in range(1, met + missed + 1)
    ]


def answered(over: int, case: str = "CS-1") -> SlaVerdict:
    return SlaVerdict(case, "P1", "first_response", 1, met=over == 0, over_seconds=over)


def test_an_attainment_is_credited_by_the_lowest_share_it_is_under() -> None:
    amounts = {met: credit_of(GOLD, resolved(met, 20 - met)).amount for met in (20, 19, 18, 17)}
    assert amounts == {20: 0, 19: 0, 18: 500, 17: 1_000}
    [line] = credit_of(GOLD, resolved(17, 3)).lines
    assert line.to_json() == {
        "priority": "P1", "commitment": "resolution", "credit": 10.0, "met": 17, "decided": 20,
        "under": 0.9,
    }  # fmt: skip


def test_each_breach_is_credited_by_how_far_over_it_was() -> None:
    credit = credit_of(
        GOLD, [answered(1_801, "CS-3"), answered(1_800, "CS-2"), answered(0), answered(1, "CS-4")]
    )
    assert [(line.facts["case"], line.credit) for line in credit.lines] == [
        ("CS-2", 200), ("CS-3", 500), ("CS-4", 200),
    ]  # fmt: skip
    assert credit.amount == 900


def test_what_a_breach_is_over_by_is_told_exactly() -> None:
    assert RemedyTable(over=((90, 100), (1_800, 200))).words == (
        "1 over by 1 min 30 s, 2 over by 30 min"
    )


def test_no_more_than_the_cap_is_credited_and_the_lines_say_what_it_would_have_been() -> None:
    credit = credit_of(GOLD, [*resolved(0, 3), answered(9_000)])
    assert sum(line.credit for line in credit.lines) == 1_500
    assert credit.amount == 1_200


def test_what_no_table_names_is_not_credited() -> None:
    other = SlaVerdict("CS-1", "P2", "resolution", 1, met=False, over_seconds=99_999)
    assert credit_of(GOLD, [other]).lines == ()
    assert credit_of(Remedies("%", 100, "month"), resolved(0, 9)).amount == 0
    assert credit_of(GOLD, []).amount == 0


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 5_000)), max_size=20))
def test_one_more_breach_never_costs_less(verdicts: list[tuple[bool, int]]) -> None:
    some = [
        SlaVerdict(f"CS-{n}", "P1", commitment, 1, met, 0 if met else over)
        for n, (met, over) in enumerate(verdicts)
        for commitment in ("first_response", "resolution")
    ]
    before = credit_of(GOLD, some).amount
    after = credit_of(GOLD, [*some, answered(2_000), *resolved(0, 1)]).amount
    assert before <= after <= GOLD.cap
