"""Cells of the targets table changed in the file: one line differs, the comments stay."""

import pytest

from models.handbook.file_node import FileError
from models.handbook.policy import Amount
from models.handbook.policy_file import read_policy
from models.handbook.target_edits import target_path, with_target
from tests.conftest import HANDBOOK

SOURCE = HANDBOOK.replace("@team_zone@", "Europe/Berlin")


def changed_lines(source: str) -> list[str]:
    before = SOURCE.splitlines()
    return [line for line in source.splitlines() if line not in before]


def test_an_amount_changes_its_own_line_and_no_other() -> None:
    changed = with_target(SOURCE, target_path("P3", "first_response", "sla"), "5 hours")
    assert changed_lines(changed) == [
        'first_response = { sla = "5 h", slo = "3 h", calendar = "team" }'
    ]
    assert len(changed.splitlines()) == len(SOURCE.splitlines())
    assert changed.count("#") == SOURCE.count("#")


def test_an_empty_amount_is_not_promised_and_the_last_one_takes_the_commitment_with_it() -> None:
    without_sla = with_target(SOURCE, target_path("P3", "first_response", "sla"), "")
    target = read_policy(without_sla).target("P3", "first_response")
    assert target is not None
    assert (target.sla, target.slo) == (None, Amount(3 * 3600))
    without = with_target(without_sla, target_path("P3", "first_response", "slo"), " ")
    assert read_policy(without).target("P3", "first_response") is None


def test_what_was_not_promised_is_begun_on_the_calendar_of_its_neighbours() -> None:
    changed = with_target(SOURCE, target_path("P4", "next_update", "slo"), "2 days")
    target = read_policy(changed).target("P4", "next_update")
    assert target is not None
    assert (target.slo, target.sla, target.calendar) == (Amount(days=2), None, "team")


def test_a_priority_without_a_table_gets_one() -> None:
    source = SOURCE[: SOURCE.index("[targets.P4]")] + SOURCE[SOURCE.index("# Which clocks stand") :]
    assert "P4" not in read_policy(source).targets
    changed = with_target(source, target_path("P4", "resolution", "sla"), "6 days")
    target = read_policy(changed).target("P4", "resolution")
    assert target is not None
    assert (target.sla, target.calendar) == (Amount(days=6), "team")


@pytest.mark.parametrize("what", ["warnings", "calendar"])
def test_what_is_not_promised_has_no_hours_and_no_warnings(what: str) -> None:
    path = target_path("P4", "next_update", what)
    with pytest.raises(FileError, match="Promise something first") as told:
        with_target(SOURCE, path, "75 %" if what == "warnings" else "team")
    assert told.value.path == path
    assert with_target(SOURCE, path, " ") == SOURCE


@pytest.mark.parametrize(
    ("typed", "shares"),
    [("50 %, 75 %", (0.5, 0.75)), ("80", (0.8,)), ("75 50", (0.5, 0.75)), ("none", ()),
     ("62.5%", (0.625,)), ("33,3 %", (0.333,)), ("", (0.75,))],
)  # fmt: skip
def test_warnings_are_shares_of_the_target(typed: str, shares: tuple[float, ...]) -> None:
    changed = with_target(SOURCE, target_path("P1", "resolution", "warnings"), typed)
    target = read_policy(changed).target("P1", "resolution")
    assert target is not None
    assert target.warnings == shares


@pytest.mark.parametrize(
    ("what", "typed"),
    [("sla", "soon"), ("sla", "0 min"), ("slo", "10401 h"), ("warnings", "150 %"),
     ("warnings", "often"), ("calendar", "nobody's")],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_cell(what: str, typed: str) -> None:
    path = target_path("P3", "resolution", what)
    with pytest.raises(FileError) as told:
        with_target(SOURCE, path, typed)
    assert told.value.path[:4] == path
    assert told.value.said


def test_the_last_promise_of_all_cannot_be_taken_out() -> None:
    source = (
        '[calendars.team]\nzone = "UTC"\nhours = { mon = [["09:00", "17:00"]] }\n'
        '[targets.P1]\nresolution = { sla = "4 h", calendar = "team" }\n'
    )
    with pytest.raises(FileError, match="promises nothing"):
        with_target(source, target_path("P1", "resolution", "sla"), "")


def emptied(source: str, commitment: str) -> str:
    """The file after each cell of a commitment was emptied, one by one, as a person does it."""
    for priority in ("P1", "P2", "P3", "P4"):
        for what in ("sla", "slo"):
            source = with_target(source, target_path(priority, commitment, what), "")
    return source


@pytest.mark.parametrize("commitment", ["next_update", "resolution"])
def test_a_commitment_that_is_promised_nowhere_any_more_pauses_nowhere(commitment: str) -> None:
    changed = emptied(SOURCE, commitment)
    policy = read_policy(changed)
    assert commitment not in policy.commitment_names()
    assert all(commitment not in names for names in policy.pausing.values())
    assert changed.count("#") == SOURCE.count("#")


def test_its_own_conditions_go_with_it() -> None:
    source = (
        f'{SOURCE}\n[commitments.next_update]\nreset = ["update"]\n'
        '[commitments.resolution]\npause = ["status entered waiting_engineering"]\n'
    )
    policy = read_policy(emptied(source, "next_update"))
    assert set(policy.own_conditions) == {"resolution"}
    alone = f'{SOURCE}\n[commitments.next_update]\nreset = ["update"]\n'
    assert not read_policy(emptied(alone, "next_update")).own_conditions


def test_what_a_contract_still_promises_keeps_its_conditions_and_pauses_under_it() -> None:
    contract = '\n[[contracts]]\nname = "Gold"\ncustomers = ["Contoso"]\n'
    promised = 'targets.P1.next_update = { sla = "1 h", calendar = "round_the_clock" }\n'
    pausing = 'pausing = { waiting_customer = ["next_update", "resolution"] }\n'
    conditions = '\n[commitments.next_update]\nreset = ["update"]\n'
    kept = read_policy(emptied(SOURCE + conditions + contract + promised + pausing, "next_update"))
    assert set(kept.own_conditions) == {"next_update"}
    under = kept.contracts[0][1]
    assert under.pausing["waiting_customer"] == {"next_update", "resolution"}
    gone = read_policy(emptied(SOURCE + contract + pausing, "next_update"))
    assert gone.contracts[0][1].pausing["waiting_customer"] == {"resolution"}
