"""What the ledger of alerts says: why then, why to them, and what became of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from models.alert_ledger_words import (
    became_words,
    means_words,
    rule_words,
    use_words,
    what_words,
    whose_words,
    why_words,
)
from models.handbook.alerting import MESSAGE, TEAM_UPDATE, UNTOUCHED
from models.handbook.incident import SOON
from models.queries.alert_ledger import LedgerRow
from models.queries.alert_rules import RuleUse

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 5, 12, 12, 28, tzinfo=UTC)
PLANNED = LedgerRow(
    1, "CS-1001", "resolution", 1, "-30min", NOW, NOW, None, None, "", None, None, None, None, "",
    None,
)  # fmt: skip
MINUTE = timedelta(minutes=1)


def became(row: LedgerRow) -> list[str]:
    return [str(one) for one in became_words(row, NOW, BERLIN)]


def test_what_it_says() -> None:
    assert str(what_words(PLANNED)) == "Resolution: 30 min left"
    learned = replace(PLANNED, level="learned", reason={"lead_seconds": 5400, "cases": 31})
    said = "9 of 10 of your last 31 such cases took no longer"
    assert said in str(what_words(learned))


def test_why_it_comes_then_and_to_whom() -> None:
    assert why_words(PLANNED, NOW, BERLIN) == []
    monday = int(datetime(2026, 5, 18, 6, 50, tzinfo=UTC).timestamp())
    moved = replace(PLANNED, reason={"usual_at": monday, "for_id": 7})
    assert [str(one) for one in why_words(moved, NOW, BERLIN)] == [
        "Mon 08:50 is outside the working hours of whoever is told",
        "You stand in",
    ]
    assert str(why_words(replace(moved, whom="Ana Ruiz"), NOW, BERLIN)[0]) == (
        "Mon 08:50 is outside the working hours of Ana Ruiz"
    )


def test_what_was_over_when_the_desk_knew_is_not_said_to_be_outside_of_hours() -> None:
    earlier = int((NOW - 22 * MINUTE).timestamp())
    late = replace(PLANNED, level="75%", reason={"passed_at": earlier}, whom="Ana Ruiz")
    assert str(what_words(late)) == "Resolution: 75% of the time used"
    assert [str(one) for one in why_words(late, NOW, BERLIN)] == [
        "14:06 was over when the desk knew all of it, so it comes at once"
    ]
    hours = replace(PLANNED, level="learned", whom="Ana Ruiz", reason={"counted_at": earlier})
    assert [str(one) for one in why_words(hours, NOW, BERLIN)] == [
        "counted in the working hours of Ana Ruiz: by the clock's it would come 14:06"
    ]
    in_time = replace(late, planned_for=NOW - 22 * MINUTE, fired_at=NOW - 22 * MINUTE)
    assert why_words(in_time, NOW, BERLIN) == []


def test_who_is_meant_is_named_before_anybody_is_told() -> None:
    meant = replace(PLANNED, whom="Ana Ruiz")
    assert str(whose_words(meant)) == "for Ana Ruiz"
    assert str(whose_words(replace(meant, person="Ben Okafor"))) == "Ben Okafor"
    assert str(whose_words(PLANNED)) == ""


def test_what_became_of_it() -> None:
    assert became(PLANNED) == ["planned"]
    assert became(replace(PLANNED, withdrawn_at=NOW)) == ["withdrawn"]
    told = replace(
        PLANNED, fired_at=NOW, shown_at=NOW + MINUTE, acknowledged_at=NOW + 2 * MINUTE,
        snoozed_until=NOW + 60 * MINUTE, snooze_reason="Lunch", useful=True,
    )  # fmt: skip
    assert became(told) == [
        "fired 14:28", "shown 14:29", "seen to since 14:30", "snoozed until 15:28: Lunch",
    ]  # fmt: skip
    by_ways = replace(
        told, claimed_at=NOW, channel="notification", seen_at=NOW + 3 * MINUTE,
        seen_channel="case", put_away_at=NOW + 9 * MINUTE, acted_at=NOW + 4 * MINUTE,
        acted_channel="bar", acknowledged_at=None, snoozed_until=None,
    )  # fmt: skip
    assert became(by_ways) == [
        "fired 14:28", "claimed 14:28", "shown 14:29 by message", "seen 14:31 on its page",
        "put away 14:37", "acted on 14:32 in the bar",
    ]  # fmt: skip
    unshown = replace(PLANNED, fired_at=NOW, claimed_at=NOW)
    assert became(unshown) == ["fired 14:28", "claimed 14:28", "not shown"]
    assert became(replace(unshown, claimed_at=None, withdrawn_at=NOW + MINUTE)) == [
        "fired 14:28", "never shown", "withdrawn 14:29",
    ]  # fmt: skip
    assert [str(use_words(replace(told, useful=use))) for use in (True, False, None)] == [
        "kept", "missed all the same", "",
    ]  # fmt: skip
    crossed = replace(told, level="sla", means="soon")
    assert [str(use_words(replace(crossed, useful=use))) for use in (True, False)] == [
        "ended soon", "not ended soon",
    ]  # fmt: skip
    assert str(means_words("soon")) == "seen to as soon as a new case is to be answered"


def test_a_word_to_the_team_says_whether_it_is_owed_yet() -> None:
    said = "A word to the team: owed soon", "A word to the team: owed"
    levels = f"{SOON:.0%}", "slo"
    assert tuple(str(rule_words(RuleUse(TEAM_UPDATE, one, 1, 2))) for one in levels) == said
    rows = (replace(PLANNED, commitment=TEAM_UPDATE, level=one) for one in levels)
    assert tuple(str(what_words(row)) for row in rows) == said


def test_a_rule_by_name() -> None:
    rules = [RuleUse("resolution", level, 1, 2) for level in ("75%", "-30min", "learned")]
    assert [str(rule_words(rule)) for rule in rules] == [
        "Resolution: 75% of the time used", "Resolution: 30 min left",
        "Resolution: as much left as such cases take",
    ]  # fmt: skip
    calls = [
        RuleUse(what, level, 1, 2)
        for what, level in ((MESSAGE, "message"), (UNTOUCHED, "remind"), (UNTOUCHED, "lead"))
    ]
    assert [str(rule_words(rule)) for rule in calls] == [
        "Thanks, or is it back?", "Assigned and not touched: a reminder",
        "Assigned and not touched: to the lead",
    ]  # fmt: skip
