"""The acknowledgement: what it says, that it agrees with the clock, that it is no response."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from models.commands.acknowledge import acknowledge
from models.commands.cases import NewCase, change_priority
from models.commands.channel import LONGEST_CHANNEL, set_channel
from models.database import Database
from models.handbook.events import ACKNOWLEDGED
from models.queries.acknowledgement import Acknowledgement, drafted_acknowledgement
from models.typed_text import RefusedText
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, clock_of, detail, opened


def drafted(database: Database, case_id: int) -> Acknowledgement:
    query = partial(drafted_acknowledgement, case_id=case_id, now=database.clock.now(),
                    me=database.person_id)  # fmt: skip
    return database.read(query)


def test_it_carries_number_understanding_and_promise(database: Database) -> None:
    new = NewCase(**{**WHOLE.__dict__, "contact": "Priya Nair"})
    assert drafted(database, opened(database, new)) == Acknowledgement(
        "Hello Priya Nair,\n\nthank you, your message has reached us. Its case number is CS-1001."
        "\n\nThis is what we understood: Exports stall at 90 %. All exports\n\n"
        "Please tell us if that is not it.\n\n"
        "Our first answer follows by Tue 12 May 2026, 15:28 CEST.\n\n"
        "You hear from us again by Wed 13 May 2026, 10:28 CEST.",
        "Wed 13 May 2026, 10:28 CEST", unseen=False,
    )  # fmt: skip


def test_it_is_no_response_and_promises_what_the_clock_of_the_opening_says(
    database: Database, clock: MovingClock
) -> None:
    case_id = opened(database)
    draft = drafted(database, case_id)
    clock.instant += timedelta(minutes=6)
    said = database.write(
        partial(acknowledge, case_id=case_id, text=draft.text, promised=draft.promised)
    ).result
    assert said == draft.text
    case = detail(database, case_id)
    assert (case.timeline[-1].kind, case.row.status) == (ACKNOWLEDGED, "new")
    assert clock_of(database, case_id, "first_response").verdict == "running"
    due_at = clock_of(database, case_id, "next_update", 1, "SLO").due_at
    assert due_at == datetime(2026, 5, 13, 8, 28, tzinfo=UTC)
    due_at = clock_of(database, case_id, "first_response").due_at
    assert due_at == datetime(2026, 5, 12, 13, 28, tzinfo=UTC)


def test_a_promise_follows_the_priority(database: Database) -> None:
    case_id = opened(database)
    draft = drafted(database, case_id)
    database.write(partial(change_priority, case_ids=[case_id], priority="P1", note="Down"))
    said = database.write(
        partial(acknowledge, case_id=case_id, text=draft.text, promised=draft.promised)
    ).result
    assert "Our first answer follows by Tue 12 May 2026, 14:43 CEST." in said
    assert "You hear from us again by Tue 12 May 2026, 14:58 CEST." in said


def test_a_first_answer_that_is_late_already_is_promised_no_more(
    database: Database, clock: MovingClock
) -> None:
    case_id = opened(database)
    draft = drafted(database, case_id)
    clock.instant += timedelta(hours=1, seconds=1)
    said = database.write(
        partial(acknowledge, case_id=case_id, text=draft.text, promised=draft.promised)
    ).result
    assert "first answer" not in said
    assert "\n\n\n" not in said
    assert "first answer" not in drafted(database, case_id).text
    assert "You hear from us by Wed 13 May 2026, 10:28 CEST." in drafted(database, case_id).text


def test_where_no_update_is_owed_none_is_promised(database: Database) -> None:
    case_id = opened(database, NewCase(**{**WHOLE.__dict__, "priority": "P4"}))
    draft = drafted(database, case_id)
    assert draft.promised == ""
    assert "hear from us" not in draft.text


def test_the_live_channel_of_a_p1_is_told_and_of_no_other(database: Database) -> None:
    case_id, live = opened(database), "https://meet.example/7"
    database.write(partial(set_channel, case_id=case_id, channel=f"  {live}\n"))
    assert detail(database, case_id).fields["channel"] == live
    assert live not in drafted(database, case_id).text
    database.write(partial(change_priority, case_ids=[case_id], priority="P1", note="Down"))
    assert f"\n\nYou can follow along live: {live}\n\n" in drafted(database, case_id).text
    said = len(detail(database, case_id).timeline)
    database.write(partial(set_channel, case_id=case_id, channel=live))
    assert len(detail(database, case_id).timeline) == said
    with pytest.raises(RefusedText, match="at most 500 are kept"):
        database.write(partial(set_channel, case_id=case_id, channel="x" * (LONGEST_CHANNEL + 1)))
    database.write(partial(set_channel, case_id=case_id, channel=""))
    assert "live" not in drafted(database, case_id).text
