"""What is like a case being typed: likely duplicates and what is known, or nothing at all."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.commands.cases import NewCase
from models.commands.closing import ClosingNote, close_case, exclude, resolve
from models.database import Database
from models.entities import Article
from models.queries.similar import Seen, Similar, Typed, similar
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, opened
from tests.models.queries.test_search import NASTY

KNOWN = "## Symptom\nExports stall.\n\n## Workaround\nExport month by month.\n\n## State\nOpen"


def look(database: Database, title: str, *texts: str) -> Similar:
    typed = Typed(title, texts)
    return database.read(partial(similar, typed=typed, now=database.clock.now()))


def keys(found: Similar) -> list[str]:
    return [one.key for one in found.seen]


def case(database: Database, title: str, customer: str = "Contoso") -> int:
    return opened(database, replace(WHOLE, title=title, customer=customer, steps="See the title"))


def article(database: Database, key: str, title: str, body: str, **other: str) -> None:
    told = {"kind": "known_issue", "status": "published", **other}

    def write(work: Work) -> None:
        work.session.add(Article(key=key, title=title, body=body, changed_at=work.now, **told))

    database.write(write)


def others(database: Database) -> None:
    """Cases that have nothing to do with exports, so that words differ in weight."""
    for title in ("Login loop in Chrome", "Wrong currency on invoices", "Webhook comes late"):
        case(database, title, "Fabrikam")


def test_a_case_of_the_same_trouble_is_offered_and_others_are_not(database: Database) -> None:
    others(database)
    case(database, "Exports stall at 90 %")
    found = look(database, "Our exports stall at 95 %")
    assert keys(found) == ["CS-1004"]
    (seen,) = found.seen
    assert (seen.kind, seen.title, seen.customer, seen.status) == (
        "case", "Exports stall at 90 %", "Contoso", "new",
    )  # fmt: skip
    assert 0.5 <= seen.likeness < 1
    assert look(database, "Printer on fire") == Similar()


@pytest.mark.parametrize("title", ["", "Exports", "   exports  ", "🇩🇪 \0", "Exports exports"])
def test_it_is_silent_before_the_title_has_two_words(database: Database, title: str) -> None:
    case(database, "Exports stall at 90 %")
    assert look(database, title) == Similar()


def test_a_word_that_is_half_typed_takes_nothing_away(database: Database) -> None:
    others(database)
    case(database, "Exports stall at 90 %")
    (whole,), (half,) = (
        look(database, title).seen for title in ("Exports stall", "Exports stall a9")
    )
    assert half.likeness == whole.likeness


def test_the_more_words_are_shared_the_more_alike(database: Database) -> None:
    others(database)
    case(database, "Exports stall at 80 %")
    case(database, "Exports stall at 90 % of large workspaces")
    found = look(database, "Exports stall at 90 %")
    assert keys(found) == ["CS-1005", "CS-1004"]


def test_the_steps_tell_two_alike_titles_apart(database: Database) -> None:
    others(database)
    opened(database, replace(WHOLE, title="Exports stall", steps="Choose the archive as target"))
    opened(database, replace(WHOLE, title="Exports stall", steps="Press the red button"))
    found = look(database, "Exports stall", "We chose the archive as target")
    assert keys(found) == ["CS-1004", "CS-1005"]


def test_what_was_left_out_of_figures_is_not_offered(database: Database) -> None:
    others(database)
    spam = case(database, "Exports stall at 90 %")
    database.write(partial(exclude, case_id=spam, reason="spam"))
    assert look(database, "Exports stall at 90 %") == Similar()


def test_known_issues_come_first_with_their_workaround(database: Database) -> None:
    others(database)
    case(database, "Exports stall at 90 %")
    article(database, "KI-1", "Large exports stall", KNOWN)
    article(database, "KI-2", "Large exports stall, a draft", KNOWN, status="draft")
    article(database, "DE-1", "Large exports stall: what we decided", KNOWN, kind="decision")
    found = look(database, "Large exports stall")
    assert keys(found) == ["KI-1", "CS-1004"]
    assert found.seen[0].workaround == "Export month by month."


def test_a_closed_case_offers_the_workaround_of_its_note(database: Database) -> None:
    others(database)
    case_id = case(database, "Exports stall at 90 %")
    database.write(partial(resolve, case_ids=[case_id]))
    note = ClosingNote("A full disk", "Export month by month", "Watch the disk")
    database.write(partial(close_case, case_id=case_id, note=note))
    (seen,) = look(database, "Exports stall").seen
    assert (seen.status, seen.workaround) == ("closed", "Export month by month")


def test_six_similar_since_then_are_counted_and_older_ones_are_not(
    database: Database, clock: MovingClock
) -> None:
    others(database)
    case(database, "Exports stall at 90 %")
    clock.instant += timedelta(days=8)
    first = clock.now()
    for number in range(6):
        case(database, f"Exports stall at {number} %")
        clock.instant += timedelta(hours=6)
    found = look(database, "Exports stall again")
    assert (found.recent, found.since) == (6, first)
    clock.instant += timedelta(days=8)
    found = look(database, "Exports stall again")
    assert (found.recent, found.since) == (0, None)
    assert len(found.seen) == 3


@pytest.mark.parametrize("typed", NASTY, ids=lambda typed: ascii(typed[:24]))
def test_whatever_is_typed_is_no_error(database: Database, typed: str) -> None:
    case(database, "Exports stall at 90 %")
    for title in (typed, f"Exports {typed}", f"{typed} stall"):
        assert all(isinstance(one, Seen) for one in look(database, title, typed, typed).seen)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(), st.text())
def test_no_text_is_an_error(database: Database, title: str, text: str) -> None:
    found = look(database, title, text)
    assert found.recent == 0


def test_an_incomplete_case_is_offered_as_any_other(database: Database) -> None:
    others(database)
    opened(database, NewCase("Exports stall at 90 %", incomplete=True))
    (seen,) = look(database, "Exports stall at 90 %").seen
    assert seen.customer == ""


def test_a_long_article_is_not_offered_for_words_that_it_has_somewhere(database: Database) -> None:
    others(database)
    long = " ".join(f"w{number}" for number in range(1_200))
    article(
        database, "HT-1", "Everyday tasks", f"Exports stall at workspaces. {long}", kind="how_to"
    )
    article(database, "HT-2", "Why exports stall", f"{long} at workspaces", kind="how_to")
    article(database, "KI-1", "Slow", "Exports stall at workspaces, in the night.")
    found = look(database, "Exports stall at workspaces")
    assert sorted(keys(found)) == ["HT-2", "KI-1"]


def test_one_and_many_of_a_thing_are_the_same_word(database: Database) -> None:
    others(database)
    article(database, "KI-1", "Large exports stop before they are done", KNOWN)
    found = look(database, "Large export stops at 90")
    assert keys(found) == ["KI-1"]
    assert set(found.seen[0].why.words) == {"Large", "export", "stops"}
    assert keys(look(database, "Large exports stop, exports stop")) == ["KI-1"]
