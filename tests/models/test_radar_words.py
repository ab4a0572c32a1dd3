"""The radar in words."""

import pytest

from models.handbook.topic_figures import Coverage, Rise, Shorter, TopicSums
from models.handbook.topics import Topic
from models.queries.radar import Radar, RadarRow, default_name
from models.radar_words import (
    coverage_words,
    guess_words,
    hours_words,
    known_words,
    rise_words,
    saved_words,
    topic_name,
    week_words,
)


def row(
    words: tuple[str, ...] = ("pdf",), name: str = "PDF", now: int = 0, usual: float = 0.0,
    chance: float = 1.0, *, rises: bool = False, whole: bool = False,
) -> RadarRow:  # fmt: skip
    topic = Topic("Desk", "exports", words, (1, 2, 3), whole)
    sums = TopicSums(3, 2, 1, 1, 9.0, 6.0)
    return RadarRow(
        topic, name, None, "PDF export", sums, Shorter(0.25, 1, 2), 1.5, Rise(now, usual, chance),
        rises, (1, 2, 3), (3,), (2, 3), (1,),
    )  # fmt: skip


def test_a_topic_without_words_is_called_by_its_place() -> None:
    assert str(topic_name(row())) == "PDF"
    assert str(topic_name(row((), ""))) == "Desk · exports: everything else"
    assert str(topic_name(row((), "", whole=True))) == "All of Desk · exports"


def test_words_are_spelled_as_the_example_spells_them() -> None:
    topic = Topic("", "", ("café", "answers 502", "erp"), (1,))
    assert default_name(topic, "ERP: Café answers 502!") == "Café answers 502 ERP"
    assert default_name(Topic("", "", (), (1,)), "ERP") == ""


@pytest.mark.parametrize(
    ("hours", "words"), [(0, "0 h"), (0.2, "under 1 h"), (1.4, "1 h"), (1234, "1,234 h")]
)
def test_hours_of_a_guess_are_told_whole(hours: float, words: str) -> None:
    assert hours_words(hours) == words


def test_coverage_is_counted_first_where_cases_are_few() -> None:
    figure, words = coverage_words(Coverage(20, 5, 3, 9, 25))
    assert (figure, str(words)[:35]) == ("5 of 20", "25 % of the cases in the 3 largest ")
    figure, words = coverage_words(Coverage(200, 50, 3, 9, 250))
    assert (figure, str(words)[:27]) == ("25.0 %", "50 of 200 cases in the 3 la")
    assert coverage_words(Coverage())[0] == "–"


def test_what_rises_is_told_by_word_and_shape() -> None:
    rising = row(now=6, usual=0.25, chance=0.001, rises=True)
    assert str(week_words(rising)) == "▲ Rising: 6, usually 0.2"
    assert "so once in 1,000 weeks" in str(rise_words(rising))
    assert "once in a million weeks" in str(rise_words(row(now=99, chance=1e-12)))
    assert (str(week_words(row(now=2))), str(week_words(row()))) == ("2", "")


def test_the_guess_says_how_it_comes_about() -> None:
    told = "6 h in 2 cases without an article, of which 25 % would be saved"
    assert str(saved_words(row())) == told
    assert str(known_words(row())) == "known of 2 of 3"
    assert "no topic has cases of both kinds yet" in str(guess_words(Radar()))
    seen = str(guess_words(Radar(team=Shorter(0.3, 12, 40))))
    assert "30 % in this team, from 12 cases with an article beside 40 without" in seen
