"""Playbooks: which lines are steps, and for what a playbook is."""

import pytest

from models.handbook.playbook import Playbook, playbooks_for, read_playbook
from models.playbooks import default_playbooks

BODY = """For: p3, P4, Exports ,  billing

Before anything: breathe.

- [ ] Ask which export it is
* [x] Look at the queue: `exports.size`
  - [ ] Ask which export it is
- no step
- [ ]
1. [ ] no step either
"""


def test_steps_are_the_boxes_of_a_list_each_once() -> None:
    found = read_playbook("PB-1", "Exports", BODY)
    assert found.steps == ("Ask which export it is", "Look at the queue: `exports.size`")
    assert (found.priorities, found.categories) == (("P3", "P4"), ("exports", "billing"))


@pytest.mark.parametrize(
    ("said", "priority", "category", "fits"),
    [
        ("For: P3, exports", "P3", "Exports", True),
        ("For: P3, exports", "P4", "exports", False),
        ("For: P3, exports", "P3", "billing", False),
        ("For: P3", "P3", "", True),
        ("For: exports", "P1", "EXPORTS", True),
        ("For:", "P3", "exports", False),
        ("", "P3", "exports", False),
    ],
)
def test_a_playbook_is_for_what_it_names(
    said: str, priority: str, category: str, fits: bool
) -> None:
    assert read_playbook("PB-1", "", f"{said}\n- [ ] a\n").fits(priority, category) == fits


def test_the_teams_own_come_before_the_defaults_and_linked_ones_are_added() -> None:
    own = Playbook("PB-1", "", ("a",), ("P3",), ("exports",))
    other, empty = Playbook("PB-2", "", ("b",)), Playbook("PB-3", "", (), ("P3",))
    usual = Playbook("P3", "", ("c",), ("P3",))
    every = [own, other]
    assert playbooks_for(every, [usual], "P3", "exports") == [own]
    assert playbooks_for(every, [usual], "P3", "billing") == [usual]
    assert playbooks_for(every, [usual], "P3", "exports", ["PB-1", "PB-2"]) == [own, other]
    assert playbooks_for(every, [usual], "P2", "exports", ["PB-2"]) == [other]
    assert playbooks_for([empty], [], "P3", "exports") == []


def test_the_defaults_are_for_a_priority_each_and_have_steps() -> None:
    assert [one.priorities for one in default_playbooks()] == [("P1",), ("P3",), ("P4",)]
    assert all(len(one.steps) >= 3 and one.title for one in default_playbooks())
