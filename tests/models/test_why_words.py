"""Why an article is offered, in one sentence."""

import pytest

from models.handbook.article_record import Record
from models.queries.similar import Why
from models.why_words import record_words, why_words


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (Why(("export", "CSV"), "Exports", Record(helped=4)),
         "Same product and the words export, CSV; helped in 4 cases, none reopened"),
        (Why(("export",)), "The word export"),
        (Why((), "Exports"), "Same product"),
        (Why(), ""),
    ],
)  # fmt: skip
def test_what_is_shared_comes_before_what_it_was_worth(why: Why, words: str) -> None:
    assert str(why_words(why)) == words


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (Record(), ""),
        (Record(helped=1), "helped in one case, not reopened"),
        (Record(helped=1, held=1), "helped in one case, not reopened within 14 days"),
        (Record(helped=4, held=3), "helped in 4 cases, none reopened, 3 held for 14 days"),
        (Record(helped=4, reopened=1, held=3), "helped in 4 cases, one of them reopened"),
        (Record(helped=2, wrong=1), "helped in 2 cases, none reopened; called wrong in one case"),
        (Record(wrong=2), "called wrong in 2 cases"),
    ],
)
def test_what_held_and_what_failed_is_told(record: Record, words: str) -> None:
    assert str(record_words(record)) == words
