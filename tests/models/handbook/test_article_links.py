"""Which articles a log links its case with: what stands of it, since when, and why."""

from models.handbook import events as ev
from models.handbook.article_links import article_links
from models.handbook.events import Event


def link(id: int, at: int, key: str = "KI-1", why: str = "article") -> Event:
    return Event(id, ev.LINKED, at, at, {"article": key, "why": why})


def test_a_log_that_names_no_article_says_nothing() -> None:
    case = Event(2, ev.LINKED, 5, 5, {"case": "CS-1", "why": "same"})
    assert article_links([Event(1, ev.OPENED, 0, 0, {}), case]) is None


def test_an_answer_outweighs_a_link_and_the_first_of_both_dates_it() -> None:
    told = [link(1, 10), link(2, 20, why="answer"), link(3, 30, "HT-1")]
    wanted = {"KI-1": ("answer", 10), "HT-1": ("article", 30)}
    assert article_links(told) == article_links(list(reversed(told))) == wanted


def test_what_was_parted_or_undone_is_linked_no_more() -> None:
    parted = Event(2, ev.UNLINKED, 20, 20, {"event_id": 1, "article": "KI-1", "why": "article"})
    assert article_links([link(1, 10), parted]) == {}
    undone = Event(3, ev.RETRACTED, 30, 30, {"event_id": 2})
    assert article_links([link(1, 10), parted, undone]) == {"KI-1": ("article", 10)}
    assert article_links([link(1, 10), Event(2, ev.RETRACTED, 20, 20, {"event_id": 1})]) == {}
