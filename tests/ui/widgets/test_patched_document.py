"""A document that follows a text shows at each step what the whole text means."""

import random

import pytest
from PySide6.QtGui import QFont, QTextCursor, QTextDocument, QTextFormat, QTextList

from tests.conftest import FULL
from ui.palette import load_palette
from ui.theme import Theme
from ui.widgets.article_document import ArticleDocument
from ui.widgets.article_look import blocks
from ui.widgets.patched_document import PatchedDocument, sections

LIGHT = load_palette("light")
PIECES = (
    "## One\n", "### Two\n\n", "words **bold** and `code`\n", "\n", "- item\n", "  - inner\n",
    "1. first\n", "> quote\n", "```\n", "# in code?\n", "~~~\n",
    "| a | b |\n| - | - |\n| 1 | 2 |\n",
    "    indented\n", "#no heading\n", "[[KI-1]] and #CS-1\n", "![p](x.png)\n", "Setext\n===\n",
    "***\n", "- [ ] open\n", "[link](https://a.example)\n", "[r]: https://a.example\n", "see [r]\n",
    "# \n", "😀 ünï\n", "> # inside\n", "- # listed\n", "<b>no</b>\n", "# Title\n",
)  # fmt: skip


def told(document: QTextDocument) -> list[object]:
    """Each block with what it is and what its words look like."""
    found: list[object] = []
    for block in blocks(document):
        form, cursor = block.blockFormat(), QTextCursor(block)
        words = [
            (one.fragment().text(), look.fontWeight(), look.fontItalic(), look.fontFixedPitch(),
             look.anchorHref(), look.intProperty(QTextFormat.Property.FontSizeAdjustment))
            for one in block  # type: ignore[attr-defined]
            for look in (one.fragment().charFormat(),)
        ]  # fmt: skip
        listed: QTextList | None = block.textList()
        found.append((
            block.text(), form.headingLevel(), form.topMargin(), form.bottomMargin(),
            form.leftMargin(), form.indent(), form.background().color().name(),
            listed is not None and (listed.format().indent(), listed.format().style()),
            cursor.currentTable() is not None, words,
        ))  # fmt: skip
    return found


def anew(source: str) -> list[object]:
    made = PatchedDocument(QFont("Inter"), {}, LIGHT)
    made.follow(source)
    return told(made)


@pytest.mark.parametrize("seed", range(400 if FULL else 40))
def test_after_each_edit_it_is_the_same_as_made_anew(seed: int, theme: Theme) -> None:
    pick = random.Random(seed)
    pieces = [pick.choice(PIECES) for _ in range(pick.randrange(1, 14))]
    followed = PatchedDocument(QFont("Inter"), {}, LIGHT)
    for _ in range(12):
        followed.follow("".join(pieces))
        assert told(followed) == anew("".join(pieces)), "".join(pieces)
        at = pick.randrange(len(pieces) + 1)
        pieces[at : at + pick.randrange(3)] = [
            pick.choice(PIECES) for _ in range(pick.randrange(3))
        ]


def test_it_looks_as_an_article_does_that_is_only_read(theme: Theme) -> None:
    source = (
        "words\n\n# One\n\n- item\n- other\n\n## Two\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n"
        "### Code\n\n```\nx\ny\n```\n\n> quote\n\n## End\n[[KI-1]] and `code`\n"
    )
    assert anew(source) == told(ArticleDocument(source, QFont("Inter"), {}, LIGHT))


def test_a_text_is_parted_at_its_headings_but_not_in_code() -> None:
    assert sections("a\n# b\n```\n# c\n```\n## d") == ["a", "# b\n```\n# c\n```", "## d"]
    assert sections("") == [""]
    assert sections("# a\n[r]: x\n# b") == ["# a\n[r]: x\n# b"]
