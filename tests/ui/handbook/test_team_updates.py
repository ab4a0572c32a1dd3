"""How often the team owes itself a word is edited beside the targets."""

from tests.ui.handbook.conftest import Shown


def test_a_time_is_typed_taken_emptied_and_refused_in_its_place(shown: Shown) -> None:
    fields = shown.page.sections.team_updates.fields
    assert (fields["P1"].typed.text(), fields["P2"].typed.placeholderText()) == ("30 min", "never")
    shown.type_at(fields["P2"].typed, "2h")
    assert shown.draft.internal_updates == {"P1": 1800, "P2": 7200}
    shown.type_at(fields["P1"].typed, "")
    assert fields["P2"].typed.text() == "2 h"
    assert shown.draft.internal_updates == {"P2": 7200}
    shown.type_at(fields["P3"].typed, "1 day")
    assert "Is that 24 h, or 1 business day?" in shown.words(fields["P3"])
    assert shown.draft.internal_updates == {"P2": 7200}
