"""To whom an unseen alert goes is read on the page, with what is found about it."""

from tests.ui.handbook.conftest import Shown

PATH = """
[[escalation.P1]]
notify = "comms_lead"
within = "team"

[[contracts]]
name = "Gold"
customers = ["Contoso"]

[[contracts.escalation.P4]]
notify = "lead"
after = "1 h"
"""


def test_each_priority_s_path_is_read_in_sentences(shown: Shown) -> None:
    shown.page.go_to("clocks")
    told = shown.words(shown.page.sections.escalation)
    assert "Unseen for 15 min: the squad lead. 15 min later: the feature owner." in told
    assert told.count("Nobody else is told.") == 2


def test_a_path_of_the_file_its_holes_and_a_contract_s_own_are_read_too(shown: Shown) -> None:
    shown.page.go_to("clocks")
    shown.page.draft.replace_source(shown.page.draft.source + PATH)
    shown.settle()
    told = shown.words(shown.page.sections.escalation)
    assert "the comms lead, in the hours of “team”, or when they begin." in told
    assert "waits up to 64 h before the comms lead is told." in told
    assert "Nobody is comms lead, to whom unseen alerts of P1 go on." in told
    assert "Gold, P4\nUnseen for 1 h: the lead." in told
