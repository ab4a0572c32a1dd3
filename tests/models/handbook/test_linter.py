"""Each thing the linter finds, alone, on a handbook that is otherwise the default one."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.different_days import DifferentDays
from models.handbook.finding import Finding
from models.handbook.instants import to_seconds
from models.handbook.lint_team import Colleague
from models.handbook.linter import lint
from models.handbook.typed_days import typed_days
from tests.models.handbook.policies import SOURCE, handbooks

NOW = to_seconds(datetime(2026, 5, 12, 12, 28, tzinfo=UTC))
DAYTIME = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
ROUND = {day: [["00:00", "24:00"]] for day in (*DAYTIME, "sat", "sun")}
ROLES = ("incident_commander", "squad_lead", "lead")
WHOLE_TEAM = [Colleague(role, ROUND) for role in ROLES]


def changed(old: str, new: str, source: str = SOURCE) -> str:
    assert source.count(old) == 1, old
    return source.replace(old, new)


def found(source: str, team: list[Colleague] | None = None) -> list[Finding]:
    return lint(source, NOW, team)


def test_nothing_is_wrong_with_the_default_handbook() -> None:
    assert found(SOURCE) == []
    assert found(SOURCE, WHOLE_TEAM) == []


P1_RESOLUTION = 'resolution = { sla = "4 h", slo = "3 h", calendar = "round_the_clock" }'
P2_RESOLUTION = 'resolution = { sla = "24 h", slo = "18 h", calendar = "round_the_clock" }'
P3_RESPONSE = 'first_response = { sla = "4 h", slo = "3 h", calendar = "team" }'
P3_RESOLUTION = (
    'resolution = { sla = "3 business days", slo = "2 business days", calendar = "team" }'
)
P4_RESPONSE = 'first_response = { sla = "1 business day", slo = "6 h", calendar = "team" }'
P2_UPDATE = 'next_update = { slo = "4 h", calendar = "team" }'
P1_RESPONSE = 'first_response = { sla = "15 min", slo = "10 min", calendar = "round_the_clock" }'


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ('untouched = { P1 = "10 min"', 'untouched = { P1 = "15 min"', "reminder_late",
         "assignment.untouched.P1"),
        (P1_RESOLUTION, P1_RESOLUTION.replace("4 h", "30 h"), "priority_looser",
         "targets.P1.resolution.sla"),
        (P1_RESOLUTION, P1_RESOLUTION.replace("3 h", "5 h"), "slo_looser_than_sla",
         "targets.P1.resolution.slo"),
        (P1_RESOLUTION, P1_RESOLUTION.replace("3 h", "4 h"), "slo_without_buffer",
         "targets.P1.resolution.slo"),
        (P3_RESOLUTION, P3_RESOLUTION.replace("2 business days", "25 h"), "slo_looser_than_sla",
         "targets.P3.resolution.slo"),
        (P4_RESPONSE, P4_RESPONSE.replace("6 h", "8 h"), "slo_without_buffer",
         "targets.P4.first_response.slo"),
        (P3_RESPONSE, P3_RESPONSE.replace('"4 h"', '"7 h"').replace("3 h", "6 h"), None, ""),
        (P2_UPDATE, "", "commitment_missing", "targets.P2"),
        (P2_RESOLUTION, P2_RESOLUTION.replace("round_the_clock", "team").replace("18 h", "17 h"),
         "day_written_as_24_hours", "targets.P2.resolution.sla"),
        (P2_RESOLUTION, P2_RESOLUTION.replace(" }", ", warnings = [0.8] }"), "warning_after_slo",
         "targets.P2.resolution.warnings"),
        (P2_RESOLUTION, P2_RESOLUTION.replace(" }", ", warnings = [0.7, 0.5] }"),
         "warnings_out_of_order", "targets.P2.resolution.warnings"),
        (P2_RESOLUTION, P2_RESOLUTION.replace(" }", ", warnings = [0.5, 0.7] }"), None, ""),
        ("waiting_third_party = []", 'waiting_third_party = ["resolution", "next_update"]',
         "pauses_for_ever", "pausing.waiting_third_party"),
        ("waiting_engineering = []", 'waiting_engineering = ["resolution"]',
         "pauses_for_ever", "pausing.waiting_engineering"),
        ('waiting_customer = ["resolution", "next_update"]', "waiting_customer = []", None, ""),
    ],
)  # fmt: skip
def test_one_mistake_is_one_finding(old: str, new: str, code: str | None, key: str) -> None:
    source = changed(old, new)
    findings = found(source, WHOLE_TEAM)
    mine = [f for f in findings if f.code != "priority_looser" or code == "priority_looser"]
    assert [(f.code, f.key) for f in mine] == ([(code, key)] if code else [])
    for finding in findings:
        assert finding.line is not None
        assert str(finding.path[-1]) in source.splitlines()[finding.line - 1] or code is None
        assert all(str(words) for words in (finding.what, finding.why, finding.mend))


def test_a_priority_is_compared_across_days_and_hours() -> None:
    """9 h of work time are more than one business day of eight hours; 7 h are not."""
    nine = found(changed(P3_RESPONSE, P3_RESPONSE.replace('"4 h"', '"9 h"')))
    assert [(f.code, f.key) for f in nine] == [("priority_looser", "targets.P3.first_response.sla")]
    assert "1 business day" in str(nine[0].what)
    assert "9 h of work time" in str(nine[0].what)


def test_the_same_hours_for_sla_and_slo_are_two_mistakes_told_apart() -> None:
    row = P2_RESOLUTION.replace("round_the_clock", "team").replace("18 h", "24 h")
    findings = [
        f for f in found(changed(P2_RESOLUTION, row)) if f.code == "day_written_as_24_hours"
    ]
    assert [str(finding.what)[len("P2 resolution: ") :][:15] for finding in findings] == [
        "the SLA of 24 h",
        "the SLO of 24 h",
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-06-11", []), ("2026-06-10", ["holidays_end"]), ("2025-12-25", ["holidays_end"])],
)
def test_holidays_that_end_within_thirty_days(day: str, expected: list[str]) -> None:
    source = SOURCE.replace("holidays = []", f'holidays = ["2026-01-01", "{day}"]', 1)
    findings = found(source)
    assert [f.code for f in findings] == expected
    assert [f.key for f in findings] == ["calendars.team.holidays"] * len(expected)


def test_an_unused_calendar() -> None:
    calendar = '[calendars.paris]\nzone = "Europe/Paris"\nhours = { mon = [["09:00", "17:00"]] }\n'
    source = changed("[targets.P1]", f"{calendar}\n[targets.P1]")
    assert [(f.code, f.key) for f in found(source)] == [("calendar_unused", "calendars.paris")]


def test_a_handbook_without_warnings() -> None:
    source = SOURCE.replace('calendar = "team" }', 'calendar = "team", warnings = [] }')
    source = source.replace('"round_the_clock" }', '"round_the_clock", warnings = [] }')
    assert [(f.code, f.key) for f in found(source)] == [("no_warnings", "targets")]


def test_a_target_that_no_shift_can_meet() -> None:
    team = [Colleague(role, DAYTIME) for role in ROLES]
    findings = found(SOURCE, team)
    assert {f.code for f in findings} == {"no_shift_can_meet"}
    assert [f.key for f in findings] == [
        "targets.P1.first_response.sla", "targets.P1.next_update.slo", "targets.P1.resolution.sla",
        "targets.P2.first_response.sla", "targets.P2.resolution.sla",
    ]  # fmt: skip
    assert "Fri 15 May 2026, 17:00 CEST to Mon 18 May 2026, 09:00 CEST" in str(findings[-1].what)


def test_shifts_that_overlap_leave_no_gap() -> None:
    early = {day: [["00:00", "13:00"]] for day in ROUND}
    late = {day: [["12:00", "24:00"]] for day in ROUND}
    team = [Colleague(role, early) for role in ROLES]
    assert found(SOURCE, [*team, Colleague("agent", late)]) == []
    assert found(SOURCE, team) != []


def differs(line: str) -> tuple[DifferentDays, ...]:
    return (typed_days(line, date(2026, 5, 12)),)


def test_days_that_differ_open_a_gap_and_close_one() -> None:
    off = [Colleague(role, ROUND, days=differs("20 May off")) for role in ROLES]
    findings = found(SOURCE, off)
    assert {f.code for f in findings} == {"no_shift_can_meet"}
    assert "Wed 20 May 2026, 00:00 CEST to Thu 21 May 2026, 00:00 CEST" in str(findings[0].what)
    assert found(SOURCE, [*off, Colleague("agent", ROUND)]) == []
    weekend = "every Sat and Sun 0:00-24:00"
    early, late = (
        {d: [["00:00", "13:00"]] for d in DAYTIME},
        {d: [["12:00", "24:00"]] for d in DAYTIME},
    )
    team = [Colleague(role, early) for role in ROLES]
    assert found(SOURCE, [*team, Colleague("agent", late)]) != []
    assert found(SOURCE, [*team, Colleague("agent", late, days=differs(weekend))]) == []


def test_days_of_who_has_no_known_shifts_count_by_themselves() -> None:
    one = Colleague("agent", {}, days=differs("20 May off"))
    assert found(SOURCE, [*WHOLE_TEAM, one]) == []
    assert found(SOURCE, [*(Colleague(role, {}) for role in ROLES), one]) == []


def test_nothing_is_said_of_shifts_where_none_are_known() -> None:
    assert found(SOURCE, [Colleague(role, {}) for role in ROLES]) == []


def test_a_role_nobody_holds() -> None:
    findings = found(SOURCE, [Colleague("lead", ROUND)])
    assert [(f.code, f.key) for f in findings] == [
        ("role_unheld", "targets.P1"),
        ("role_unheld", "targets.P2"),
    ]
    assert "incident commander" in str(findings[0].what)


@given(handbooks(), st.sampled_from([None, [], WHOLE_TEAM]))
def test_every_handbook_that_reads_can_be_checked(
    source: str, team: list[Colleague] | None
) -> None:
    findings = found(source, team)
    lines = source.splitlines()
    places = [(finding.line or 0, finding.key, finding.code) for finding in findings]
    assert places == sorted(places)
    assert len({str(finding.what) for finding in findings}) == len(findings)
    for finding in findings:
        assert finding.line is not None
        assert 1 <= finding.line <= len(lines)
        assert all(map(str, (finding.what, finding.why, finding.mend)))


NAMED = '[targets.P1.workaround]\nsla = "2 h"\ncalendar = "round_the_clock"\n'
OWN = f'{NAMED}[targets.P2.workaround]\nsla = "8 h"\ncalendar = "round_the_clock"\n'


@pytest.mark.parametrize(
    ("written", "codes", "key"),
    [
        ("", [], ""),
        ('pause = ["unassigned"]', ["pauses_for_ever"], "commitments.workaround.pause"),
        ('resume = ["assigned"]', ["resumes_nothing"], "commitments.workaround.resume"),
        ('pause = ["unassigned"]\nresume = ["assigned"]', [], ""),
        ('pause = ["contact to customer"]\nresume = ["contact to customer by call"]',
         ["conditions_overlap"], "commitments.workaround.resume"),
        ('stop = ["response"]\nreset = ["update"]', ["conditions_overlap"],
         "commitments.workaround.reset"),
        ('start = ["assigned"]\nstop = ["assigned"]', ["conditions_overlap"],
         "commitments.workaround.start"),
        ('start = ["assigned"]\nstop = ["unassigned"]', [], ""),
        ('stop = ["contact from customer"]\nreset = ["update"]', [], ""),
    ],
)  # fmt: skip
def test_gaps_and_overlaps_in_conditions(written: str, codes: list[str], key: str) -> None:
    source = f"{SOURCE}{OWN}[commitments.workaround]\n{written}\n"
    findings = found(source)
    assert [(f.code, f.key) for f in findings] == [(code, key) for code in codes]
    for finding in findings:
        assert finding.line is not None
        assert finding.key.rpartition(".")[2] in source.splitlines()[finding.line - 1]


def test_a_pause_that_a_status_has_already() -> None:
    pause = 'pause = ["status entered waiting_customer"]\nresume = ["contact from customer"]'
    findings = found(f"{SOURCE}[commitments.resolution]\n{pause}\n")
    assert [(f.code, f.key) for f in findings] == [
        ("conditions_overlap", "commitments.resolution.pause")
    ]
    assert "Waiting on customer" in str(findings[0].what)


def test_a_response_that_no_contact_can_be() -> None:
    findings = found(SOURCE.replace("counts_as_response = true", "counts_as_response = false"))
    assert [(f.code, f.key) for f in findings] == [("never_met", "contact_types")]


def test_a_contract_that_never_counts() -> None:
    everybody = '[[contracts]]\nname = "All"\n'
    gold = '[[contracts]]\nname = "Gold"\ncustomers = ["Contoso"]\n'
    assert found(SOURCE + gold + everybody) == []
    (finding,) = found(SOURCE + everybody + gold)
    assert (finding.code, finding.key) == ("contract_hidden", "contracts[1]")
    assert finding.line == SOURCE.count("\n") + 3


def test_targets_of_a_contract_are_compared_as_those_of_the_handbook() -> None:
    gold = '[[contracts]]\nname = "Gold"\ncustomers = ["Contoso"]\n'
    target = 'targets.P1.resolution = { sla = "2 h", slo = "3 h", calendar = "round_the_clock" }\n'
    (finding,) = found(SOURCE + gold + target)
    assert (finding.code, finding.key) == (
        "slo_looser_than_sla", "contracts[0].targets.P1.resolution.slo",
    )  # fmt: skip
    assert str(finding.what).startswith("Contract “Gold”, P1 resolution: the SLO of 3 h comes")
    assert finding.line == SOURCE.count("\n") + 4


def test_a_calendar_that_only_a_contract_counts_on_is_used() -> None:
    late = '[calendars.late]\nzone = "UTC"\nhours = { mon = [["13:00", "21:00"]] }\n'
    gold = '[[contracts]]\nname = "Gold"\ncustomers = ["C"]\ncalendars = { team = "late" }\n'
    codes = [f.code for f in found(SOURCE + late + gold)]
    assert "calendar_unused" not in codes
    assert [f.code for f in found(SOURCE + late)] == ["calendar_unused"]
