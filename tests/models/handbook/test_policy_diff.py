"""Two versions compared in words."""

from hypothesis import given

from models.handbook.policy_diff import differences
from models.handbook.policy_file import read_policy
from tests.conftest import HANDBOOK
from tests.models.handbook.policies import handbooks

SOURCE = HANDBOOK.replace("@team_zone@", "Europe/Berlin")


def words(old: str, new: str) -> list[str]:
    assert SOURCE.count(old) >= 1
    changed = SOURCE.replace(old, new, 1)
    return [str(row.words) for row in differences(read_policy(SOURCE), read_policy(changed))]


def test_a_target_is_named_by_priority_and_commitment() -> None:
    assert words('sla = "15 min"', 'sla = "10 min"') == ["P1 first response, SLA: 15 min → 10 min"]
    assert words('sla = "4 h", slo = "3 h", calendar = "team"',
                 'sla = "2 business days", slo = "3 h", calendar = "team"') == [
        "P3 first response, SLA: 4 h of work time → 2 business days"
    ]  # fmt: skip


def test_a_commitment_that_is_new() -> None:
    row = 'next_update = { sla = "2 business days", calendar = "team" }\n'
    assert words("[targets.P4]\n", f"[targets.P4]\n{row}") == [
        "P4 next update, SLA: not promised → 2 business days",
        "P4 next update, calendar: not there → team",
        "P4 next update, warnings: not there → 75 %",
    ]  # fmt: skip


def test_calendars_and_questions() -> None:
    assert words("holidays = []", 'holidays = ["2026-12-24"]') == [
        "calendar team, 2026-12-24: not there → holiday"
    ]
    assert words(
        'wed = [["09:00", "17:00"]]', 'wed = [["09:00", "12:00"], ["13:00", "17:00"]]'
    ) == ["calendar team, Wednesday: 09:00–17:00 → 09:00–12:00, 13:00–17:00"]
    assert words('edge = "closing"\n', 'edge = "opening"\n') == [
        "a target used up at closing time is due: at closing time → at the next opening"
    ]
    assert words("waiting_third_party = []", 'waiting_third_party = ["resolution"]') == [
        "paused while waiting on third party: nothing → resolution"
    ]


CONTRACT = """
[[contracts]]
name = "Gold"
customers = ["Contoso", "Northwind"]
edge = "opening"
targets.P1.resolution = { sla = "2 h", slo = "3 h", calendar = "round_the_clock" }
"""


def added(text: str, to: str = SOURCE) -> list[str]:
    return [str(row.words) for row in differences(read_policy(to), read_policy(to + text))]


def test_a_contract_says_who_it_is_for_and_what_it_has_otherwise() -> None:
    assert added(CONTRACT) == [
        "contracts, from the top: not there → Gold",
        "contract Gold, for: not there → customers contoso, northwind",
        "contract Gold P1 resolution, SLA: not there → 2 h",
        "contract Gold, a target used up at closing time is due: not there → at the next opening",
    ]
    assert added('[[contracts]]\nname = "Last"', SOURCE + CONTRACT) == [
        "contracts, from the top: Gold → Gold, Last",
        "contract Last, for: not there → any case",
    ]


def test_conditions_of_a_commitment() -> None:
    own = 'reset = ["response"]\nstop = ["contact to customer by call"]\n'
    assert added(f"[commitments.next_update]\n{own}") == [
        "next update, reset: update → response",
        "next update, stop: not there → contact to customer by call",
    ]


def test_comments_and_order_make_no_difference() -> None:
    assert words("# When a target", "# If a target") == []


@given(handbooks(), handbooks())
def test_two_versions_differ_exactly_where_something_is_said(one: str, other: str) -> None:
    old, new = read_policy(one), read_policy(other)
    there, back = differences(old, new), differences(new, old)
    assert differences(old, old) == []
    assert [(d.before, d.after) for d in there] == [(d.after, d.before) for d in back]
    same = (old.targets, old.calendars, old.edge) == (new.targets, new.calendars, new.edge)
    assert bool(there) == (not same)


def test_how_often_the_team_writes_down_how_it_stands() -> None:
    old = '[internal_updates]\nP1 = "30 min"'
    assert words(old, '[internal_updates]\nP1 = "15 min"\nP2 = "2 h"') == [
        "the team writes down how P1 stands: every 30 min → every 15 min",
        "the team writes down how P2 stands: not there → every 2 h",
    ]  # fmt: skip
