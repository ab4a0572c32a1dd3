"""Whatever is edited on the page, in any order: the file stays readable, and its comments stay."""

from collections.abc import Callable
from datetime import date
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from models.errors import KnownError
from models.handbook import calendar_edits as calendars
from models.handbook.plain_questions import plain_questions
from models.handbook.policy import COMMITMENTS, PRIORITIES
from models.handbook.policy_diff import differences
from models.handbook.policy_file import read_policy
from models.handbook.question_answers import answered
from models.handbook.special_days import special_days
from models.handbook.target_edits import target_path, with_target
from models.handbook.working_hours import DAYS
from tests.conftest import HANDBOOK

SOURCE = HANDBOOK.replace("@team_zone@", "Europe/Berlin")
ANSWERS = [
    (question.id, answer.id)
    for question in plain_questions(read_policy(SOURCE), 1_780_000_000)
    for answer in question.answers
]
Edit = Callable[[str], str]

cells = st.builds(
    target_path, st.sampled_from(PRIORITIES), st.sampled_from([*COMMITMENTS, "workaround"]),
    st.sampled_from(["sla", "slo", "warnings", "calendar"]),
)  # fmt: skip
words = st.sampled_from(
    ["", "4 h", "2 days", "1 h 30", "50 %, 80 %", "none", "team", "round_the_clock", "soon"]
)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
hours = st.sampled_from(["9-17", "8-12, 13-18", "closed", "22-6", "round the clock"])
edits: st.SearchStrategy[Edit] = st.one_of(
    st.builds(lambda path, said: partial(with_target, path=path, words=said), cells, words),
    st.sampled_from(ANSWERS).map(
        lambda one: partial(answered, question=one[0], answer=one[1])
    ),
    st.builds(
        lambda day, said: partial(calendars.with_day, calendar="team", day=day, words=said),
        st.sampled_from(DAYS), hours,
    ),
    st.builds(
        lambda day, said: partial(calendars.with_exception, calendar="team", day=day, words=said),
        days, hours,
    ),
    days.map(lambda day: partial(calendars.with_holidays, calendar="team", days=[day])),
    days.map(lambda day: partial(calendars.without_day, calendar="team", day=day)),
)  # fmt: skip


@given(st.lists(edits, max_size=8))
def test_the_file_stays_readable_and_its_comments_stay(chosen: list[Edit]) -> None:
    source = SOURCE
    for edit in chosen:
        try:
            changed = edit(source)
        except KnownError:
            continue  # said at its place; the file is as it was
        read_policy(changed)
        source = changed
    comments = [line for line in source.splitlines() if line.startswith("#")]
    assert comments == [line for line in SOURCE.splitlines() if line.startswith("#")]
    shown = {day.day for day in special_days(source, "team")}
    frozen = read_policy(source).team.to_data()
    assert shown == {
        date.fromisoformat(day) for day in [*frozen["holidays"], *frozen["exceptions"]]
    }


@given(edits)
def test_an_edit_made_twice_is_made_once(edit: Edit) -> None:
    try:
        once = edit(SOURCE)
    except KnownError:
        return
    try:
        assert differences(read_policy(once), read_policy(edit(once))) == []
    except KnownError:
        return  # a commitment that is gone has no cell to be emptied
