"""A filter that was stored comes back as it was, and nothing stored can break the queue."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from models.handbook.environment import NO, YES
from models.handbook.intake import STATUSES
from models.handbook.policy import PRIORITIES
from models.queries.views import as_data, from_data
from models.queue_filter import CHIPS, QueueFilter, happening_in


def some_of(names: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of these, in their order."""
    return st.sets(st.sampled_from(names)).map(lambda s: tuple(n for n in names if n in s))


FILTERS = st.builds(
    QueueFilter,
    priorities=some_of(PRIORITIES),
    statuses=some_of(tuple(STATUSES)),
    assignee_id=st.none() | st.integers(1, 2**40),
    unassigned=st.booleans(),
    text=st.text(),
    chip=st.sampled_from(CHIPS),
    environment=st.builds(
        lambda words, production: (
            happening_in(
                QueueFilter(), product=words, version=words[1:], production=production
            ).environment
        ),
        st.text(),
        st.sampled_from(("", YES, NO)),
    ),
    language=st.sampled_from(("", "de", "pt")),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
STORED = st.dictionaries(st.sampled_from(list(as_data(QueueFilter()))) | st.text(), JSON)


@given(FILTERS)
def test_a_filter_comes_back_as_it_was_stored(shown: QueueFilter) -> None:
    assert from_data(json.loads(json.dumps(as_data(shown)))) == shown


@given(STORED)
def test_what_another_version_or_a_hand_stored_is_left_out(stored: dict[str, Any]) -> None:
    shown = from_data(stored)
    assert from_data(as_data(shown)) == shown
    assert set(shown.priorities) <= set(PRIORITIES)
    assert shown.assignee_id is not True
