"""The log as clocks see it: in order, from the opening, without what was taken back
(handbook, rules 10, 15 and 17)."""

from models.handbook import events as ev
from models.handbook.events import KINDS, in_force
from tests.models.handbook.logs import Log, said


def seen(log: Log) -> list[tuple[str, str | None]]:
    return [(event.kind, said(event.occurred_at)) for event in in_force(log.events)]


def test_rule_10_events_count_from_when_they_happened_not_from_when_they_were_recorded() -> None:
    log = Log().opened("11 09:00")
    log.priority("11 11:00", "P1")
    log.contact("11 10:00", recorded="11 12:00")
    assert seen(log) == [
        (ev.OPENED, "11 09:00"), (ev.CONTACT, "11 10:00"), (ev.PRIORITY_CHANGED, "11 11:00"),
    ]  # fmt: skip


def test_nothing_of_a_case_happens_before_it_was_opened() -> None:
    log = Log()
    log.contact("11 08:00", "call")
    log.opened("11 09:00")
    assert seen(log) == [(ev.OPENED, "11 09:00"), (ev.CONTACT, "11 09:00")]


def test_rule_17_a_retracted_pair_is_skipped_and_a_retracted_retraction_is_not() -> None:
    log = Log().opened("11 09:00")
    contact = log.contact("11 10:00")
    taken_back = log.retracted("11 10:01", contact)
    assert seen(log) == [(ev.OPENED, "11 09:00")]
    log.retracted("11 10:02", taken_back)
    assert seen(log) == [(ev.OPENED, "11 09:00"), (ev.CONTACT, "11 10:00")]
    assert len(log.events) == 4  # the log itself loses nothing


def test_rule_15_a_closing_that_crossed_the_customers_message_belongs_to_the_life_before() -> None:
    log = Log().opened("11 09:00")
    log.tell(ev.RESOLVED, "11 10:00")
    log.tell(ev.CLOSED, "11 12:00")
    log.tell(ev.REOPENED, "11 11:00", recorded="11 13:00")
    assert seen(log)[1:] == [
        (ev.RESOLVED, "11 10:00"), (ev.CLOSED, "11 11:00"), (ev.REOPENED, "11 11:00"),
    ]  # fmt: skip


def test_rule_15_an_end_recorded_after_the_reopening_belongs_to_the_life_after() -> None:
    log = Log().opened("11 09:00")
    log.tell(ev.RESOLVED, "11 10:00")
    log.tell(ev.REOPENED, "11 12:00")
    log.tell(ev.RESOLVED, "11 11:00", recorded="11 13:00")
    assert seen(log)[1:] == [
        (ev.RESOLVED, "11 10:00"), (ev.REOPENED, "11 12:00"), (ev.RESOLVED, "11 12:00"),
    ]  # fmt: skip


def test_of_a_log_without_an_opening_everything_is_kept_as_it_is() -> None:
    log = Log()
    log.contact("11 08:00")
    assert seen(log) == [(ev.CONTACT, "11 08:00")]
    assert in_force([]) == []


def test_every_word_of_the_vocabulary_is_its_own() -> None:
    words = [value for name, value in vars(ev).items() if name.isupper() and type(value) is str]
    assert len(words) == len(set(words)) == len(KINDS)
    assert set(words) == KINDS
