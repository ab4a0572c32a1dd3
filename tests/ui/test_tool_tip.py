from PySide6.QtGui import QTextDocument

from tests.naughty import SHORT
from ui.tool_tip import tool_tip


def test_a_tool_tip_shows_what_was_written() -> None:
    for text in SHORT:
        tip = tool_tip(text)
        if tip == text:
            assert "<" not in text
            continue
        shown = QTextDocument()
        shown.setHtml(tip)
        assert " ".join(shown.toPlainText().split()) == " ".join(text.split())
