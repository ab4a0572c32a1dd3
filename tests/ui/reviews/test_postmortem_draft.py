"""What a draft of a postmortem keeps is all that it says, and what was settled goes into it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from models.handbook.postmortems import SECTIONS, Said, row_of
from models.postmortem_merge import merge_said
from ui.drafts import Drafts
from ui.reviews.postmortem_draft import PostmortemDraft, said_in, values_of
from ui.reviews.postmortem_merging import settled

_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
_LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=20)
_ROWS = st.builds(
    lambda at, words, case_id, event: row_of(
        at=at, words=words, case_id=case_id, **({"event_id": event} if event else {})
    ),
    st.integers(0, 2**40), _WORDS, st.none() | st.integers(1, 9), st.integers(0, 99),
)  # fmt: skip
_SAID = st.builds(
    Said, _WORDS, _WORDS, st.lists(st.integers(1, 10**9)).map(tuple),
    st.dictionaries(st.sampled_from(list(SECTIONS)), _WORDS.filter(bool)),
    st.lists(_ROWS, max_size=5).map(tuple), st.lists(_LINE, max_size=4).map(tuple),
)  # fmt: skip


@given(_SAID)
def test_all_that_it_says_goes_through_a_draft(said: Said) -> None:
    assert said_in(values_of(said), said.fields) == said


@given(_SAID, _SAID)
def test_what_was_typed_is_back_with_the_version_it_follows(saved: Said, typed: Said) -> None:
    drafts = Drafts()
    draft = PostmortemDraft(drafts, 7, 3, saved)
    assert not draft.is_back
    draft.keep(values_of(typed))
    again = PostmortemDraft(drafts, 7, 5, saved)
    assert again.is_back == (values_of(typed) != values_of(saved))
    assert again.said() == (typed if again.is_back else saved)
    assert again.base == (3 if again.is_back else 5)
    again.give_up()
    assert drafts.get(again.name) == {}


def test_what_another_program_keeps_beside_its_texts_is_not_lost() -> None:
    said = Said("Stalls", fields={"scope": "All", "weather": "Rain"})
    assert said_in(values_of(said), said.fields).fields == {"scope": "All", "weather": "Rain"}


def test_of_what_clashed_what_was_chosen_goes_in() -> None:
    row = row_of(at=60, words="It began", case_id=1, event_id=4)
    base = Said("Stalls", "One", (1,), {"lucky": "No"}, (row,), ("A",))
    mine = replace(base, title="Mine", body="My one", timeline=({**row, "words": "My row"},))
    theirs = replace(
        base, title="Theirs", body="Their one", timeline=({**row, "words": "Their row"},)
    )
    merged = merge_said(base, mine, theirs)
    at = next(n for n, one in enumerate(merged.clashes) if one.name == "timeline")
    said = settled(merged, {"body": "Both"}, {"title": "Theirs", f"timeline {at}": "Their row"})
    assert (said.title, said.body, said.fields) == ("Theirs", "Both", {"lucky": "No"})
    assert said.timeline == ({**row, "words": "Their row"},)
