"""Lines for painters: where a right-to-left text begins."""

import pytest

from ui.theme import Theme
from ui.widgets.text_lines import lay_out


@pytest.mark.parametrize("words", ["Exports stall", "התצוגה ריקה"])
def test_beside_words_of_ours_every_script_begins_at_the_left(theme: Theme, words: str) -> None:
    lines = lay_out(words, theme.font(), 400, at_left=True)
    assert lines.layout.lineAt(0).naturalTextRect().left() < 5


def test_on_its_own_a_right_to_left_text_begins_at_the_right(theme: Theme) -> None:
    lines = lay_out("התצוגה ריקה", theme.font(), 400)
    assert lines.layout.lineAt(0).naturalTextRect().right() > 395


def test_the_line_at_which_a_text_is_cut_begins_where_the_others_do(theme: Theme) -> None:
    lines = lay_out("Hello,\n\nMara Lindqvist\nSupport", theme.font(), 400, most=2)
    assert lines.cut
    assert "\n" not in lines.layout.text()
    assert lines.layout.text().split("\u2028")[1].startswith("Mara")
