"""What goes wrong on other desks, each under its name: here none of it can happen.

Clocks are a function of the log, the version and the calendar (rule 10), so nothing is stored that
could be lost, overwritten or repaired.
"""

from dataclasses import replace

from models.handbook import events as ev
from models.handbook.linter import lint
from models.handbook.policy import Amount, Policy, Target
from models.handbook.policy_file import read_policy
from tests.models.handbook.logs import DEFAULT, FR, NU, RES, Log, secs
from tests.models.handbook.policies import SOURCE


def longer(priority: str, commitment: str, sla: Amount) -> Policy:
    """The second version of the handbook: one target is another."""
    target = DEFAULT.targets[priority][commitment]
    row = {**DEFAULT.targets[priority], commitment: replace(target, sla=sla)}
    return replace(DEFAULT, targets={**DEFAULT.targets, priority: row}, number=2)


def test_pauses_vanish_when_a_priority_changes() -> None:
    """There, a ticket that gets another SLA forgets how long it had waited."""
    log = Log().opened("11 09:00", "P2")
    log.contact("11 09:10")
    log.waits("11 10:00")
    log.works("11 14:00")
    assert log.due(RES) == "12 13:00"
    before = log.clock(RES).pauses
    for at, priority in (("11 15:00", "P3"), ("11 15:10", "P2"), ("11 15:20", "P1")):
        log.priority(at, priority)
        assert log.clock(RES).pauses == before
    log.priority("11 15:30", "P2")
    assert log.due(RES) == "12 13:00"


def test_a_pause_that_lasts_while_the_priority_changes_goes_on() -> None:
    log = Log().opened("11 09:00", "P2")
    log.contact("11 09:10")
    log.waits("11 10:00")
    log.priority("11 11:00", "P1")
    assert (log.due(RES), log.clock(RES).paused_since) == (None, secs("11 10:00"))
    log.works("11 14:00")
    assert log.clock(RES).pauses == ((secs("11 10:00"), secs("11 14:00")),)
    assert log.due(RES) == "11 18:00"


def test_a_policy_edit_is_ignored_by_old_tickets() -> None:
    """There, a ticket keeps the policy it once matched, whatever is published for it."""
    log = Log({1: DEFAULT, 2: longer("P2", RES, Amount(30 * 3600))}).opened("11 09:00", "P2")
    assert log.due(RES) == "12 09:00"
    log.tell(ev.POLICY_APPLIED, "11 10:00", version=2, mode="open")
    assert log.due(RES) == "12 15:00"


def test_a_policy_edit_reaches_no_case_it_was_not_published_for() -> None:
    first, second = DEFAULT, longer("P2", RES, Amount(3600))
    log = Log({1: first}).opened("11 09:00", "P2")
    before = log.clocks()
    log.policies = {1: first, 2: second}
    assert log.clocks() == before


def test_a_policy_edit_rewrites_history() -> None:
    """There, clocks are reconstructed under the new policy, verdicts that were told included."""
    log = Log({1: DEFAULT, 2: longer("P2", RES, Amount(3600))}).opened("11 09:00", "P2")
    log.contact("11 09:10")
    log.tell(ev.RESOLVED, "11 12:00")
    told = log.clocks()
    log.tell(ev.POLICY_APPLIED, "11 13:00", version=2, mode="open")
    assert log.clocks() == told
    log.tell(ev.POLICY_APPLIED, "11 14:00", version=2, mode="restate", reason="Signed late")
    restated = log.clock(RES)
    assert (restated.verdict, restated.original_verdict) == ("breached", "met")
    assert restated.original_due_at == told[RES, 1, "SLA"].due_at


def test_an_update_clock_tramples_the_first_response() -> None:
    """There, the next update's deadline overwrites the first one that was owed."""
    log = Log().opened("11 09:00", "P1")
    log.contact("11 09:05", "status_page")  # an update, and no response
    response = log.clock(FR)
    assert (response.stopped_at, log.due(FR), log.due(RES)) == (None, "11 09:15", "11 13:00")
    assert log.due(NU, 2, "SLO") == "11 09:35"
    for minute in range(10, 60, 10):
        log.contact(f"11 09:{minute}", "status_page")
    assert log.clock(FR) == response
    log.contact("11 10:00")
    assert log.verdict(FR) == ("breached", "11 09:15")


def test_a_day_is_24_hours() -> None:
    """There, a day counts 24 hours of whatever calendar: 3 days become nine of work."""
    log = Log().opened("15 16:00", "P3")  # a Friday
    assert log.due(RES) == "20 16:00"
    hours = log.clock(RES).target_seconds / 3600
    assert hours == 24  # three days of eight hours, not seventy-two


def test_a_day_that_was_written_as_24_hours_is_found() -> None:
    own = SOURCE.replace('sla = "3 business days"', 'sla = "24 h"')
    (finding,) = [f for f in lint(own, secs("11 09:00")) if f.code == "day_written_as_24_hours"]
    assert finding.key == "targets.P3.resolution.sla"
    assert "Write “1 business day”" in str(finding.mend)


def test_a_business_day_follows_the_clock_change_and_the_holiday() -> None:
    """A day is a day of the calendar: of 23 hours in March, and none on a holiday."""
    berlin = SOURCE.replace('zone = "UTC"', 'zone = "Europe/Berlin"')
    own = read_policy(berlin.replace("holidays = []", 'holidays = ["2026-05-25"]', 1))
    always = own.calendars["round_the_clock"]
    saturday = 1_774_695_600  # 28 March 2026, 12:00 in Berlin; the clocks change that night
    assert Amount(days=1).budget(saturday, always) == 23 * 3600
    target = own.target("P3", RES)
    assert isinstance(target, Target)
    assert target.sla is not None
    friday = secs("22 10:00")  # before the holiday
    due = own.team.add_days_seconds(friday, target.sla.days, own.edge)
    assert due == secs("28 10:00")
