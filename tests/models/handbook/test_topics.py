"""Topics of cases: what is put together, what it is called, and that the order plays no part."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.topic_names import Named, names_of
from models.handbook.topic_words import topic_words
from models.handbook.topics import Told, Topic, fewest_of, topics_of
from models.search_words import words_of
from tests.conftest import FULL
from tests.naughty import KEPT as NAUGHTY

_SOME = st.sampled_from(
    ["export", "pdf", "stalls", "login", "loop", "token", "invoice", "currency", "wrong", "late"]
)
Said = list[tuple[str, str, list[str]]]
TOLD = st.lists(
    st.tuples(
        st.sampled_from(["", "Desk"]), st.sampled_from(["", "billing", "api"]),
        st.lists(_SOME, max_size=5, unique=True),
    ),
    max_size=60,
)  # fmt: skip


def told(*titles: str, product: str = "", category: str = "exports", first: int = 1) -> list[Told]:
    return [
        Told(number, product, category, topic_words(words_of(title)))
        for number, title in enumerate(titles, first)
    ]


def told_of(said: Said) -> list[Told]:
    return [
        Told(number, product, category, tuple(words))
        for number, (product, category, words) in enumerate(said, 1)
    ]


EXPORTS = told(
    "PDF export stalls at 80 %", "The PDF export stalls", "Export to PDF stalls again",
    "Umlauts in a file name are refused", "File name with umlauts refused",
    "A file name with an umlaut is refused", "Columns change places", "Where is the manual?",
)  # fmt: skip


def test_what_says_the_same_is_one_topic_told_by_its_words_in_their_order() -> None:
    found = {one.words: one.cases for one in topics_of(EXPORTS)}
    assert found == {
        ("pdf", "export", "stalls"): (1, 2, 3),
        ("file", "name", "refused"): (4, 5, 6),
        (): (7, 8),
    }


def test_products_and_categories_never_share_a_topic() -> None:
    titles = ["Login loops for ever"] * 4
    cases = told(*titles, category="web") + told(*titles, category="mobile", first=11)
    cases += told(*titles, product="Desk", category="web", first=21)
    assert [(one.product, one.category, one.whole) for one in topics_of(cases)] == [
        ("", "mobile", True), ("", "web", True), ("Desk", "web", True),
    ]  # fmt: skip


def test_a_number_counts_with_the_word_before_it_alone() -> None:
    assert topic_words(words_of("Checkout answers 502 at 12 for the card")) == (
        "checkout", "answers", "answers 502", "card",
    )  # fmt: skip


def test_a_word_that_nearly_all_have_makes_no_topic() -> None:
    titles = [f"Problem with w{number}" for number in range(40)]
    (only,) = topics_of(told(*titles))
    assert (only.words, only.whole, len(only.cases)) == ((), True, 40)


def test_a_larger_desk_wants_more_cases_for_a_topic() -> None:
    assert [fewest_of(cases) for cases in (0, 400, 10_000, 100_000)] == [3, 5, 25, 79]


@given(TOLD, st.randoms(use_true_random=False))
def test_every_case_is_in_one_topic_whatever_the_order(said: Said, random: Random) -> None:
    cases = told_of(said)
    found = topics_of(cases)
    assert sorted(case for one in found for case in one.cases) == list(range(1, len(cases) + 1))
    assert len({one.key for one in found}) == len(found)
    blocks = {one.case_id: (one.product, one.category) for one in cases}
    assert all(blocks[case] == (one.product, one.category) for one in found for case in one.cases)
    again = list(cases)
    random.shuffle(again)
    assert topics_of(again) == found


@given(TOLD)
def test_a_topic_with_words_has_cases_enough(said: Said) -> None:
    cases = told_of(said)
    assert all(len(one.cases) >= fewest_of(len(cases)) for one in topics_of(cases) if one.words)


def test_how_far_it_is_is_told_and_may_stop_it() -> None:
    steps = list[tuple[int, int | None]]()
    topics_of(EXPORTS, lambda done, total: steps.append((done, total)))
    assert steps[0] == (0, 8)
    assert steps[-1] == (8, 8)

    def stop(done: int, total: int | None) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        topics_of(EXPORTS, stop)


def test_nothing_is_no_topic() -> None:
    assert topics_of([]) == ()


def test_subjects_drawn_by_chance_are_found_again() -> None:
    """Forty subjects of four words of their own, each title three of these among common words."""
    random, cases, subject_of = Random(3), list[Told](), dict[int, int]()
    for number in range(4_000 if FULL else 1_200):
        subject = random.randrange(40)
        said = random.sample([f"s{subject}{letter}" for letter in "abcd"], 3)
        said += [f"common{random.randrange(30)}", f"rare{random.randrange(3_000)}"]
        random.shuffle(said)
        cases.append(Told(number, "", "one", tuple(said)))
        subject_of[number] = subject
    right = sum(
        max(map([subject_of[case] for case in one.cases].count, range(40)))
        for one in topics_of(cases) if one.words
    )  # fmt: skip
    assert right >= 0.95 * len(cases)


def test_what_people_may_type_is_put_somewhere() -> None:
    titles = [text for text in (*NAUGHTY, *NAUGHTY) for _ in range(2)]
    cases = told(*titles, product="%s {0}", category="'; DROP TABLE cases; --")
    found = topics_of(cases)
    assert sorted(case for one in found for case in one.cases) == [one.case_id for one in cases]
    assert found == topics_of(reversed(cases))


# ---- names that people gave ----

PDF = Topic("", "exports", ("pdf", "export", "stalls"), (1, 2, 3))
NAMES = Topic("", "exports", ("file", "name", "refused"), (4, 5, 6))
REST = Topic("", "exports", (), (7, 8))


def test_a_name_follows_its_words_and_not_the_cases() -> None:
    given_names = [
        Named(1, "Exports stall", "", "exports", ("pdf", "export", "hangs")),
        Named(2, "Odds and ends", "", "exports", ()),
        Named(3, "Elsewhere", "", "api", ("file", "name", "refused")),
    ]
    found = names_of([NAMES, PDF, REST], given_names)
    assert {at: one.name for at, one in found.items()} == {1: "Exports stall", 2: "Odds and ends"}


def test_of_two_names_for_one_topic_the_later_counts_and_one_name_is_given_once() -> None:
    twice = [Named(at, f"Name {at}", "", "exports", PDF.words) for at in (1, 2)]
    near = Topic("", "exports", ("pdf", "export", "late"), (9,))
    found = names_of([near, PDF], twice)
    assert found[1].name == "Name 2"
    assert found[0].name == "Name 1"
    assert names_of([PDF, near], list(reversed(twice))) == {0: twice[1], 1: twice[0]}
