"""Who would be told of what nobody sees, and when, in words, by the rota of the day."""

from datetime import UTC, datetime

from models.escalation_preview import Team, preview
from models.handbook.escalation import ROLES, USUAL, Escalation, Step
from models.handbook.roster import LEAD, Member, Roster
from tests.models.handbook.logs import BERLIN, DEFAULT

NOON = datetime(2026, 5, 12, 10, 0, tzinfo=UTC)
ANA, BEN, LENA = 1, 2, 3
NAMES = {ANA: "Ana Ruiz", BEN: "Ben Okafor", LENA: "Lena Brandt"}
TEAM = Team(
    Roster({one: Member(one, role) for one, role in
            ((ANA, "incident_commander"), (BEN, "comms_lead"), (LENA, LEAD))}), NAMES,
)  # fmt: skip


def told(path: tuple[Step, ...], unseen: int | None = 300, *, assigned: bool = False,
         team: Team = TEAM, now: datetime = NOON) -> list[tuple[str, str]]:  # fmt: skip
    escalation = Escalation(path, unseen, DEFAULT.calendars)
    lines = preview(escalation, "P1", team, now, BERLIN, assigned=assigned)
    return [(when, str(who)) for when, who in lines]


def test_each_is_named_with_when_and_the_lead_where_nobody_holds_the_role() -> None:
    assert told(USUAL["P1"]) == [
        ("12:00", "Incident commander: Ana Ruiz"),
        ("12:05", "Engineering on-call: nobody is, so the lead, Lena Brandt"),
        ("12:10", "Comms lead: Ben Okafor"),
        ("12:15", "Lead: Lena Brandt"),
        ("", "Then nobody else is told: it stays due until somebody sees to it."),
    ]  # fmt: skip
    assert told(USUAL["P1"], assigned=True)[:2] == [
        ("12:00", "Whoever has the case"), ("12:05", "Incident commander: Ana Ruiz"),
    ]  # fmt: skip


def test_hours_times_and_who_is_given_the_case_are_told() -> None:
    night = datetime(2026, 5, 12, 20, 0, tzinfo=UTC)
    path = (
        Step("comms_lead", 60, times=2), Step("squad_lead", 60, within="team"),
        Step("incident_commander", 120, hands=True),
    )  # fmt: skip
    assert told(path, now=night)[1:3] == [
        ("22:01", "Comms lead: Ben Okafor, 2 times until 22:02"),
        ("Wed 09:00", "Squad lead: nobody is, so the lead, Lena Brandt"),
    ]  # fmt: skip
    assert told(path, now=night)[3][1] == "Incident commander: Ana Ruiz, who is given the case"


def test_a_path_that_stops_and_a_long_one_say_so() -> None:
    assert told((Step("comms_lead", 60), Step(LEAD)), None)[-1] == (
        "", "Then it goes no further: nothing says how long before the lead.",
    )  # fmt: skip
    many = told(tuple(Step(role, 60) for role in (*ROLES, *reversed(ROLES))))
    assert len(many) == 10
    assert many[-2] == ("12:11", "and 3 more until then")


def test_a_team_that_nobody_leads_is_told_as_a_whole() -> None:
    nobody = Team(Roster({ANA: Member(ANA, "agent")}), NAMES)
    assert told((Step(LEAD, 60),), team=nobody)[1] == (
        "12:01", "Lead: nobody is, nor does anybody lead, so everybody",
    )  # fmt: skip
