"""The linter's look at paths: a hole, a role nobody holds, stand-ins in a circle."""

import pytest

from models.handbook.finding import Finding
from models.handbook.lint_team import Colleague
from models.handbook.linter import lint
from models.handbook.roster import Leave, Member, Roster, Turn
from tests.models.handbook.logs import secs
from tests.models.handbook.policies import SOURCE

NOW = secs("12 12:28")
DAY = 86_400
ROUND = {
    day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
}  # fmt: skip
TEAM = [Colleague(role, ROUND) for role in ("incident_commander", "squad_lead", "lead")]
ANA, BEN = 1, 2


def path(priority: str, *steps: str, of: str = "") -> str:
    return "".join(f"\n[[{of}escalation.{priority}]]\n{step}\n" for step in steps)


def found(
    written: str, team: list[Colleague] | None = None, roster: Roster | None = None
) -> list[Finding]:
    return lint(SOURCE + written, NOW, team, roster or Roster())


def told(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(one.code, one.key) for one in findings]


LEAD = 'notify = "lead"'
COMMS = 'notify = "comms_lead"'
GOLD = '\n[[contracts]]\nname = "Gold"\ncustomers = ["Contoso"]\n'


@pytest.mark.parametrize(("written", "expected"), [
    (path("P1", COMMS, LEAD), []),
    (path("P3", COMMS, LEAD), [("escalation_stops", "escalation.P3[0]")]),
    (path("P3", f'{COMMS}\nafter = "1 h"', LEAD), [("escalation_stops", "escalation.P3[1]")]),
    (path("P1", f'{COMMS}\nwithin = "team"', LEAD),
     [("escalation_waits", "escalation.P1[0].within")]),
    (path("P1", f'{COMMS}\nwithin = "team"\notherwise = "lead"', LEAD), []),
    (path("P4", f'{COMMS}\nafter = "1 h"\nwithin = "team"'), []),
    (GOLD + path("P3", COMMS, of="contracts."),
     [("escalation_stops", "contracts[0].escalation.P3[0]")]),
])  # fmt: skip
def test_a_path_with_a_hole(written: str, expected: list[tuple[str, str]]) -> None:
    findings = found(written)
    assert told(findings) == expected
    for one in findings:
        assert one.line is not None
        assert one.line > SOURCE.count("\n")


def test_how_long_an_alert_waits_over_a_weekend_is_said() -> None:
    (one,) = found(path("P1", f'{COMMS}\nwithin = "team"', LEAD))
    assert str(one.what) == (
        "An unseen alert of P1 waits up to 64 h before the comms lead is told."
    )


def test_a_role_of_a_written_path_that_nobody_has_and_that_nobody_s_turn_is() -> None:
    written = path("P1", COMMS, 'notify = "feature_owner"\nwithin = "team"\notherwise = "lead"')
    codes = [("escalation_unheld", f"escalation.P1[{n}].notify") for n in (0, 1)]
    assert told(found(written, TEAM)) == codes
    turn = Turn("comms_lead", ANA, NOW + DAY, NOW + 2 * DAY)
    assert told(found(written, TEAM, Roster({}, (turn,)))) == codes[1:]
    past = Turn("comms_lead", ANA, NOW - DAY, NOW)
    assert told(found(written, TEAM, Roster({}, (past,)))) == codes
    assert found("", TEAM) == []  # what rule 25 has by default is no finding


def test_whose_turn_it_is_has_the_role_of_a_priority_too() -> None:
    lead = [Colleague("lead", ROUND)]
    assert {one.code for one in found("", lead)} == {"role_unheld"}
    turns = tuple(Turn(role, ANA, NOW - 1, NOW + DAY) for role in ("incident_commander",
                                                                  "squad_lead"))  # fmt: skip
    assert found("", lead, Roster({}, turns)) == []


@pytest.mark.parametrize(("written", "key"), [
    ("", "targets.P1"), (path("P1", COMMS, LEAD), "escalation.P1[0]"),
])  # fmt: skip
def test_stand_ins_in_a_circle_on_a_path(written: str, key: str) -> None:
    away = NOW + DAY, NOW + 3 * DAY
    members = {
        ANA: Member(ANA, "comms_lead", leaves=(Leave(*away, BEN),)),
        BEN: Member(BEN, "agent", leaves=(Leave(*away, ANA),)),
        3: Member(3, "lead"),
    }  # fmt: skip
    team = [*TEAM, Colleague("comms_lead", ROUND)]
    (one,) = found(written, team, Roster(members))
    assert (one.code, one.key) == ("escalation_circle", key)
    there = {**members, BEN: Member(BEN, "agent")}
    assert found(written, team, Roster(there)) == []
