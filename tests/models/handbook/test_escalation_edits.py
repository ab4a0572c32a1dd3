"""A path of escalation changed in the handbook's file: what is meant, and nothing else."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.handbook.escalation import ROLES, USUAL, Step
from models.handbook.escalation_edits import TypedStep, as_typed, typed_path, with_escalation
from models.handbook.file_node import FileError
from models.handbook.policy_file import parse, read_policy
from models.handbook.roster import LEAD
from tests.conftest import FULL, HANDBOOK

SOURCE = HANDBOOK.replace("@team_zone@", "Europe/Berlin")
OWN = """
# Engineering is told at day only.
[[escalation.P1]]
notify = "engineering_on_call"               # whoever has the phone
after = "600 s"
within = "team"                              # office hours
otherwise = "lead"

# In the end it is the commander's.
[[escalation.P1]]
notify = "incident_commander"
hand_over = true
"""
INLINE = """
[escalation]
P1 = [{ notify = "comms_lead", after = "10 min" }, { notify = "lead" }]
"""
LAYOUTS = {"usual": SOURCE, "blocks": SOURCE + OWN, "inline": SOURCE + INLINE}


def changed(source: str, steps: Sequence[TypedStep], *, hands: bool = False,
            priority: str = "P1", unseen: str = "5 min") -> str:  # fmt: skip
    return with_escalation(source, priority, steps, hands, unseen)


def only_in(one: str, other: str) -> list[str]:
    """The lines of one that the other has not."""
    there = other.splitlines()
    return [line for line in one.splitlines() if line.strip() and line not in there]


def test_a_path_of_ones_own_is_written_where_the_file_speaks_of_it() -> None:
    found = changed(SOURCE, [TypedStep("comms_lead", "10m", 2), TypedStep(LEAD)])
    assert only_in(SOURCE, found) == []
    assert only_in(found, SOURCE) == [
        "[[escalation.P1]]", 'notify = "comms_lead"', 'after = "10 min"', "times = 2",
        "[[escalation.P1]]", 'notify = "lead"',
    ]  # fmt: skip
    assert found.index("# To whom it goes then") < found.index("\n[[escalation.P1]]")
    assert found.index("\n[[escalation.P1]]") < found.index("# So often the team writes")
    assert changed(found, as_typed(USUAL["P1"])[0]) == SOURCE


def test_what_stays_of_a_step_stays_as_it_was_written_with_its_comments() -> None:
    source = SOURCE + OWN
    steps, hands = as_typed(read_policy(source).paths["P1"])
    assert hands
    first = TypedStep("engineering_on_call", "10 min", 1, "round_the_clock", LEAD)
    found = changed(source, [TypedStep("comms_lead"), first, steps[1]], hands=True)
    assert only_in(found, source) == [
        'notify = "comms_lead"', 'within = "round_the_clock"                              '
        "# office hours",
    ]  # fmt: skip
    assert 'after = "600 s"' in found
    assert "# whoever has the phone" in found
    assert changed(source, steps, hands=True) == source


def test_a_list_of_one_line_stays_a_list() -> None:
    steps = [TypedStep("comms_lead", "10 min"), TypedStep("feature_owner")]
    found = changed(SOURCE + INLINE, steps)
    assert [one["notify"] for one in parse(found)["escalation"]["P1"]] == [
        "comms_lead", "feature_owner",
    ]  # fmt: skip
    assert "[[escalation" not in found.removeprefix(SOURCE)
    assert only_in(SOURCE, found) == []


def test_how_long_it_waits_is_changed_with_it_or_alone() -> None:
    usual = as_typed(USUAL["P1"])[0]
    assert only_in(changed(SOURCE, usual, unseen="90 s"), SOURCE) == ['P1 = "90 s"']
    assert "P1" not in read_policy(changed(SOURCE, usual, unseen=" ")).unseen
    assert read_policy(changed(SOURCE, usual, unseen="")).unseen["P2"] == 900
    silent = "\n".join(line for line in SOURCE.splitlines() if line not in (
        "[unseen]", 'P1 = "5 min"', 'P2 = "15 min"'))  # fmt: skip
    assert read_policy(changed(silent, usual, unseen="1 h")).unseen == {"P1": 3600, "P2": 900}


@pytest.mark.parametrize(("steps", "unseen", "place", "said"), [
    ([TypedStep(LEAD, "soon")], "5 min", ("escalation", "P1", 0, "after"), "not a time"),
    ([TypedStep(LEAD), TypedStep("comms_lead", "1 day")], "5 min",
     ("escalation", "P1", 1, "after"), "24 h, or 1 business day"),
    ([TypedStep(LEAD), TypedStep(LEAD)], "5 min", ("escalation", "P1", 1, "notify"),
     "lead is told before"),
    ([TypedStep(LEAD, within="team", otherwise=LEAD)], "5 min",
     ("escalation", "P1", 0, "otherwise"), "the lead too"),
    ([TypedStep(LEAD)], "0 min", ("unseen", "P1"), "not a time"),
    ([], "5 min", ("escalation", "P1"), "tells nobody"),
])  # fmt: skip
def test_what_cannot_be_is_said_at_its_step(
    steps: list[TypedStep], unseen: str, place: tuple[str | int, ...], said: str
) -> None:
    with pytest.raises(FileError, match=said) as told:
        changed(SOURCE, steps, unseen=unseen)
    assert told.value.path == place


def _steps(roles: list[str]) -> st.SearchStrategy[list[TypedStep]]:
    def one(role: str) -> st.SearchStrategy[TypedStep]:
        others = ["", *(other for other in ROLES if other != role)]
        return st.builds(
            TypedStep, st.just(role), st.sampled_from(["", "30 s", "10 min", "90 min"]),
            st.integers(1, 10), st.sampled_from(["", "team"]), st.sampled_from(others),
        )  # fmt: skip

    return st.tuples(*map(one, roles)).map(list)


PATHS = st.lists(st.sampled_from(ROLES), min_size=1, max_size=5, unique=True).flatmap(_steps)


@settings(max_examples=50 if FULL else 10, deadline=None)
@given(st.sampled_from(list(LAYOUTS)), st.lists(st.tuples(PATHS, st.booleans()), min_size=1,
                                                max_size=3))  # fmt: skip
def test_any_path_is_read_as_it_was_meant_and_no_comment_is_lost(
    layout: str, paths: list[tuple[list[TypedStep], bool]]
) -> None:
    source = LAYOUTS[layout]
    before = read_policy(source)
    for number, (steps, hands) in enumerate(paths):
        priority = ("P1", "P3")[number % 2]
        wanted: tuple[Step, ...] = typed_path(steps, hands)
        source = with_escalation(source, priority, steps, hands, "5 min" if number % 2 == 0 else "")
        policy = read_policy(source)
        assert policy.paths[priority] == wanted
        assert policy.targets == before.targets
        assert policy.thresholds == before.thresholds
        others = {one: path for one, path in before.paths.items() if one not in ("P1", "P3")}
        assert {one: policy.paths[one] for one in others} == others
    lost = only_in(SOURCE, source)
    assert lost == []
