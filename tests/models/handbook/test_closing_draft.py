"""A closing note drafted from what the case holds; what is known is never drafted over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.closing_draft import Drafted, Holder, article_parts, draft_note
from models.handbook.intake import CLOSING

ISSUE = Holder("KI-101", {"root_cause": "A time limit", "workaround": "By month"})
OTHER = Holder("CS-7", {"root_cause": "A limit", "workaround": "none", "prevention": "An alarm"})
NOTE = "Looked at it.\nRoot cause: the lease is not released\nPrevention – release it on swap"
WORDS = st.text(max_size=30)


def drafted(*found: tuple[str, str, str]) -> tuple[Drafted, ...]:
    return tuple(Drafted(*one) for one in found)


@pytest.mark.parametrize(
    ("notes", "linked", "field", "expected"),
    [
        ([], [], "", ()),
        (["Limit raised, told Piotr", "Older"], [], "", ()),
        (["Limit raised", "Cause: a limit"], [], "", (("root_cause", "a limit", ""),)),
        (
            [NOTE], [ISSUE], "",
            (("root_cause", "the lease is not released", ""), ("workaround", "By month", "KI-101"),
             ("prevention", "release it on swap", "")),
        ),
        (
            ["Like the last one"], [ISSUE, OTHER], "By hand",
            (("root_cause", "A time limit", "KI-101"), ("workaround", "By month", "KI-101"),
             ("prevention", "An alarm", "CS-7")),
        ),
        ([" "], [], "By hand", (("workaround", "By hand", ""),)),
        (["root cause is unclear to us"], [], "", ()),
    ],
)  # fmt: skip
def test_from_what(
    notes: list[str], linked: list[Holder], field: str, expected: tuple[tuple[str, str, str], ...]
) -> None:
    assert draft_note({}, notes, linked, field) == drafted(*expected)


def test_an_article_says_it_under_its_headings() -> None:
    body = "# It stops\n\n## Symptom\nA\n\n## Cause\nB\nC\n\n## Workaround\nD\n\n## Next steps\nE\n"
    assert article_parts(body) == {"root_cause": "B\nC", "workaround": "D", "prevention": "E"}
    assert article_parts("No headings") == {}


@given(
    st.dictionaries(st.sampled_from(CLOSING), WORDS), st.lists(WORDS, max_size=4),
    st.lists(st.dictionaries(st.sampled_from(CLOSING), WORDS), max_size=3), WORDS,
)  # fmt: skip
def test_only_what_nobody_wrote_and_never_empty(
    known: dict[str, str], notes: list[str], parts: list[dict[str, str]], field: str
) -> None:
    linked = [Holder(f"CS-{place}", one) for place, one in enumerate(parts)]
    found = draft_note(known, notes, linked, field)
    assert not {one.part for one in found} & {part for part, words in known.items() if words}
    assert all(one.words.strip() for one in found)
    assert len({one.part for one in found}) == len(found)
