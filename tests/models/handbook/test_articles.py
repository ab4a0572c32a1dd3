"""The life of an article: from anywhere to an answer again, and never hidden for want of a look."""

import pytest

from models.handbook.articles import (
    ARCHIVED,
    KINDS,
    LIFE,
    NEEDS_VERIFICATION,
    PREFIXES,
    PUBLISHED,
    READABLE,
    STATES,
    STATUSES,
    first_state,
    may_move,
)


def test_each_status_goes_on_to_known_ones_and_leads_to_published() -> None:
    assert {*LIFE} == {*STATUSES}
    for status in STATUSES:
        reached, ahead = {status}, [status]
        while ahead:
            for to in LIFE[ahead.pop()]:
                ahead += [to] * (to not in reached)
                reached.add(to)
        assert reached == {*STATUSES}, status
        assert not may_move(status, status)


def test_what_waits_to_be_verified_is_still_an_answer_and_what_is_archived_is_none() -> None:
    assert may_move(PUBLISHED, NEEDS_VERIFICATION)
    assert NEEDS_VERIFICATION in READABLE
    assert ARCHIVED not in READABLE


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_key_of_its_own_and_begins_in_its_first_state(kind: str) -> None:
    assert len({PREFIXES[one] for one in KINDS}) == len(KINDS)
    assert first_state(kind) == (STATES[kind][0] if kind in STATES else "")
