"""Thresholds of the queue: crossed once, back under, as the file has them, what is wrong in one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.file_node import FileError
from models.handbook.lint_team import Colleague
from models.handbook.linter import lint
from models.handbook.policy_diff import differences
from models.handbook.policy_file import read_policy
from models.handbook.roster import Member, Roster, Turn
from models.handbook.skill_rules import Need, SkillRule
from models.handbook.threshold_words import crossing_words, limits_words, subject_words
from models.handbook.thresholds import (
    NOBODY,
    OPEN_CASES,
    Part,
    Queue,
    Threshold,
    count_of,
    moves,
    unassigned_since,
    watched,
)
from tests.models.handbook.policies import SOURCE
from tests.models.handbook.thresholds import P2_OVER_10, watching

LIMITS = st.integers(0, 12).flatmap(lambda limit: st.tuples(st.just(limit), st.integers(0, limit)))


@given(limits=LIMITS, values=st.lists(st.none() | st.integers(0, 15), max_size=40))
def test_it_is_never_told_twice_without_a_fall_between(
    limits: tuple[int, int], values: list[int | None]
) -> None:
    """Whatever is read, and whenever nothing can be read: then it stays as it is."""
    limit, back_at = limits
    one = Threshold(OPEN_CASES, limit, back_at)
    standing, log = set[str](), list[str]()
    for value in values:
        before = one.key in standing
        found = moves(standing, {} if value is None else {one.key: value}, {one.key: one})
        standing |= {crossed.key for crossed, _ in found.crossed}
        standing -= set(found.fell)
        log += ["crossed"] * len(found.crossed) + ["fell"] * len(found.fell)
        over = before if value is None else value > (back_at if before else limit)
        assert (one.key in standing) is over
    assert all(former != later for former, later in pairwise(log))
    assert log[:1] in ([], ["crossed"])


def test_what_the_handbook_names_no_more_is_over() -> None:
    one, other = Threshold(OPEN_CASES, 3), Threshold(OPEN_CASES, 3, role="squad_lead")
    found = moves({one.key, "gone"}, {other.key: 4}, {one.key: one, other.key: other})
    assert found == (((other, 4),), ("gone",))


def test_limits_may_change_and_the_crossing_stands() -> None:
    one, wider = Threshold(OPEN_CASES, 3, 2), Threshold(OPEN_CASES, 9, 5)
    assert one.key == wider.key
    assert moves({one.key}, {one.key: 6}, {one.key: wider}) == ((), ())
    assert moves({one.key}, {one.key: 5}, {one.key: wider}) == ((), (one.key,))


PARTS = [
    Part("P1", "login", "network", "till", 2, 300, {3600: 1}),
    Part("P2", "login", "", "till", 3, None, {3600: 2}),
    Part("P2", "billing", "network", "", 5, 200, {3600: 0}),
]


@pytest.mark.parametrize(
    ("queue", "count", "breaches", "since"),
    [
        (Queue(), 10, 3, 200),
        (Queue(("P2",)), 8, 2, 200),
        (Queue(("P1", "P2"), categories=frozenset({"login"})), 5, 3, 300),
        (Queue(groups=frozenset({"network"}), products=frozenset({"till"})), 2, 1, 300),
        (Queue(("P4",)), 0, 0, None),
    ],
)
def test_a_queue_is_its_priorities_categories_groups_and_products(
    queue: Queue, count: int, breaches: int, since: int | None
) -> None:
    counted, due = (
        Threshold(OPEN_CASES, queue=queue),
        Threshold("breaches", queue=queue, within=3600),
    )
    assert (count_of(counted, PARTS), count_of(due, PARTS)) == (count, breaches)
    assert unassigned_since(Threshold("oldest_unassigned", queue=queue), PARTS) == since


def test_a_threshold_on_no_skill_is_one_on_each_that_rules_ask_for() -> None:
    rules = [SkillRule(Need("api", 2)), SkillRule(Need("API", 4)), SkillRule(Need("sync"))]
    own = Threshold(NOBODY, skill="Sync", role="lead")
    found = watched([Threshold(NOBODY), own], rules)
    assert {(one.skill, one.level) for one in found.values()} == {("API", 4), ("Sync", 1)}
    assert watched([Threshold(NOBODY)], ()) == {}


def test_the_handbooks_own_thresholds_in_words() -> None:
    policy = read_policy(SOURCE)
    assert [
        f"{subject_words(one)} | {limits_words(one, policy.calendars)} | {one.role}"
        for one in policy.thresholds
    ] == [
        "open P1 cases | over 2, until 1 or fewer | incident_commander",
        "open P2 cases | over 10, until 8 or fewer | squad_lead",
        "the oldest of the unassigned cases | over 4 h of work time, until 3 h or less | lead",
        "cases expected to breach within 8 h | over 5, until 3 or fewer | lead",
        "nobody on shift with a skill that cases need | at once, until somebody is | lead",
    ]


@pytest.mark.parametrize(
    ("table", "value", "said"),
    [
        (P2_OVER_10, 12, "12 P2 cases are open, over 10"),
        ('[[threshold]]\nwatch = "oldest_unassigned"\nlimit = "4 h"\ngroups = ["Network"]', 18_059,
         "The oldest of the unassigned cases of group network has waited for 5 h of work time, "
         "over 4 h"),
        ('[[threshold]]\nwatch = "oldest_unassigned"\nlimit = "90 min"\npriorities = ["P2", "P1"]\n'
         'calendar = "round_the_clock"', 6000,
         "The oldest of the unassigned P1 and P2 cases has waited for 1 h 40 min, over 1 h 30 min"),
        ('[[threshold]]\nwatch = "breaches"\nlimit = 1\nwithin = "24 h"', 1_200,
         "1,200 cases are expected to breach within 24 h, over 1"),
        ('[[threshold]]\nwatch = "nobody_on_shift"\nskill = "billing"\nlevel = 3', 1,
         "Nobody with billing 3 is on shift"),
    ],
)  # fmt: skip
def test_a_crossing_says_what_and_over_what(table: str, value: int, said: str) -> None:
    policy = read_policy(watching(table))
    (one,) = policy.thresholds
    assert one.crossed(value)
    assert str(crossing_words(one, value, policy.calendars)) == said


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("limit = 3", "“watch” is missing: what is looked at, one of open_cases, "),
        ('watch = "open_casse"\nlimit = 3', "did you mean “open_cases”?"),
        ('watch = "open_cases"', "“limit” is missing."),
        ('watch = "open_cases"\nlimit = 0', "“0” is not a whole number from 1 to "),
        ('watch = "open_cases"\nlimit = 3\nback_at = 4', "“4” is above the limit: it would be "),
        ('watch = "open_cases"\nlimit = 3\nback_at = -1', "“-1” is not a whole number from 0 to 1"),
        ('watch = "open_cases"\nlimit = "2 h"', "“2 h” is not a whole number from 1 to "),
        ('watch = "open_cases"\nlimit = 3\nwithin = "2 h"', "“within” is not known here; "),
        ('watch = "open_cases"\nlimit = 3\npriorities = []', "The list is empty, so that no case"),
        ('watch = "open_cases"\nlimit = 3\ngroups = []', "The list is empty, so that no case"),
        ('watch = "open_cases"\nlimit = 3\npriorities = ["P5"]', "“P5” is not one of the words"),
        ('watch = "open_cases"\nlimit = 3\nrole = "boss"', "“boss” is not one of the words for "),
        ('watch = "oldest_unassigned"\nlimit = 3', "“3” is not a time such as “15 min”, “4 h”"),
        ('watch = "oldest_unassigned"\nlimit = "0 min"', "“0 min” is not a time such as “30 min”"),
        ('watch = "oldest_unassigned"\nlimit = "2 business days"', "is not a time such as “30 m"),
        ('watch = "oldest_unassigned"\nlimit = "2 h"\nback_at = "3 h"', "“3 h” is above the limit"),
        ('watch = "oldest_unassigned"\nlimit = "2 h"\ncalendar = "night"', "There is no calendar"),
        ('watch = "breaches"\nlimit = 3', "“within” is missing."),
        ('watch = "nobody_on_shift"\nlimit = 3', "“limit” is not known here; "),
        ('watch = "nobody_on_shift"\nlevel = 3', "Of which skill? A level without one says"),
        ('watch = "nobody_on_shift"\nskill = "api"\nlevel = 6', "“6” is not a whole number from"),
        (f'{P2_OVER_10.replace("[[threshold]]", "")}\n{P2_OVER_10.replace("10", "20")}',
         "This is watched for the same role by one before it; keep one of them."),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_with_a_sentence(table: str, said: str) -> None:
    with pytest.raises(FileError, match="threshold") as caught:
        read_policy(watching("[[threshold]]\n", table))
    assert said in caught.value.sentence
    assert caught.value.line is not None


def test_a_lower_limit_of_nothing_is_one() -> None:
    table = '[[threshold]]\nwatch = "oldest_unassigned"\nlimit = "2 h"\nback_at = "0 min"'
    (one,) = read_policy(watching(table)).thresholds
    assert (one.limit, one.back_at) == (7200, 0)


def test_a_changed_limit_is_one_difference() -> None:
    wider = P2_OVER_10.replace("limit = 10", "limit = 12")
    was, more = read_policy(watching(P2_OVER_10)), read_policy(watching(wider))
    assert [str(row.words) for row in differences(was, more)] == [
        "the squad lead is told of open P2 cases: over 10, until 8 or fewer → over 12, until 8 or "
        "fewer"
    ]
    assert [row.after for row in differences(was, read_policy(watching()))] == ["not there"]


def test_a_skill_nobody_has_and_a_role_nobody_holds_are_found() -> None:
    tables = (
        '[[threshold]]\nwatch = "nobody_on_shift"\nskill = "billing"\nlevel = 4\n',
        '[[threshold]]\nwatch = "open_cases"\nlimit = 40\nrole = "feature_owner"\n',
        '[[threshold]]\nwatch = "open_cases"\nlimit = 40\nrole = "lead"\n',
    )
    source = watching(*tables)
    team = [Colleague("lead", {}, {"Billing": 3}), Colleague("agent", {}, {})]
    found = {one.code: one for one in lint(source, 0, team) if one.code.startswith("threshold")}
    assert {code: str(one.what) for code, one in found.items()} == {
        "threshold_skill_unheld": "Nobody has billing 4, so that nobody with it is ever on shift.",
        "threshold_role_unheld": "Nobody is feature owner, who is to be told of this.",
    }
    lines = source.split("\n")
    assert {lines[(one.line or 0) - 1] for one in found.values()} == {
        'skill = "billing"', 'role = "feature_owner"',
    }  # fmt: skip
    able = [Colleague("lead", {}, {"Billing": 5}), Colleague("feature_owner", {}, {})]
    assert not [one for one in lint(source, 0, able) if one.code.startswith("threshold")]


@pytest.mark.parametrize(("ends_at", "found"), [(7_200, []), (3_600, ["threshold_role_unheld"])])
def test_a_role_that_the_rota_alone_fills_is_held_while_a_turn_at_it_is_not_over(
    ends_at: int, found: list[str]
) -> None:
    source = watching('[[threshold]]\nwatch = "open_cases"\nlimit = 40\nrole = "feature_owner"\n')
    roster = Roster({1: Member(1, "agent")}, (Turn("feature_owner", 1, 0, ends_at),))
    team = [Colleague("lead", {}, {}), Colleague("agent", {}, {})]
    codes = [one.code for one in lint(source, 3_600, team, roster)]
    assert [code for code in codes if code.startswith("threshold")] == found
