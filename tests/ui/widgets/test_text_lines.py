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
