"""An article's Markdown shown: nothing loaded, its own pictures, mentions, and no bomb goes off."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFont, QImage, QTextDocument
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from ui.knowledge.live_preview import LivePreview
from ui.palette import load_palette
from ui.theme import Theme
from ui.widgets.article_document import ArticleDocument, why_not_shown
from ui.widgets.article_look import blocks
from ui.widgets.article_view import ArticleView

LIGHT = load_palette("light")


def document(source: str, **pictures: QImage) -> ArticleDocument:
    named = {name.replace("_png", ".png"): image for name, image in pictures.items()}
    return ArticleDocument(source, QFont(), named, LIGHT)


def links(shown: QTextDocument) -> dict[str, str]:
    """Where each link leads, by its words."""
    found = {}
    for block in blocks(shown):
        for one in block:  # type: ignore[attr-defined]
            form = one.fragment().charFormat()
            if form.isAnchor():
                found[one.fragment().text()] = form.anchorHref()
    return found


def test_lines_run_on_and_html_is_shown_as_it_is_typed(theme: Theme) -> None:
    said = document("one\ntwo <script>alert(1)</script>\n\n<b>three</b>").toPlainText()
    assert said == "one two <script>alert(1)</script>\n<b>three</b>"


def test_headings_are_larger_than_text_by_their_level(theme: Theme) -> None:
    shown = document("# One\n\n## Two\n\nText")
    levels = [block.blockFormat().headingLevel() for block in blocks(shown)]
    assert levels == [1, 2, 0]
    heading = shown.begin()
    (first,) = [one.fragment() for one in heading]  # type: ignore[attr-defined]
    assert first.charFormat().fontWeight() == 600


def test_what_is_mentioned_leads_there_but_not_in_code(theme: Theme) -> None:
    source = "See [[KI-4]] and #CS-1001, not `[[KI-5]]` nor a#b-1.\n\n```\n#CS-7\n```\n"
    assert links(document(source)) == {"KI-4": "article:KI-4", "#CS-1001": "case:CS-1001"}


def test_its_own_pictures_are_shown_and_strangers_named(theme: Theme) -> None:
    own = QImage(4, 3, QImage.Format.Format_ARGB32)
    shown = document("![a](pics/own.png) ![b](file:///etc/x.png) ![c](//host/own.png)", own_png=own)
    assert links(shown) == {"b": "file:///etc/x.png", "c": "//host/own.png"}
    loaded = shown.loadResource(2, QUrl("pics/own.png"))
    assert isinstance(loaded, QImage)
    assert (loaded.width(), loaded.height()) == (4, 3)
    for stranger in ("file:///etc/own.png", "https://a.example/own.png", "\\\\host\\own.png"):
        other = shown.loadResource(2, QUrl(stranger))
        assert isinstance(other, QImage)
        assert other.width() == 1


def wrapped(text: str) -> str:
    return "\n".join(text[at : at + 3_000] for at in range(0, len(text), 3_000))


BOMBS = {
    "brackets": "[" * 1_000_000, "wrapped brackets": wrapped("[" * 95_000),
    "10 MB": "*a* [b](c)\n" * 1_000_000, "one line of 10 MB": "x" * 10_000_000,
    "quotes": "> " * 5_000 + "x", "lists": "\n".join("  " * at + "- a" for at in range(1_000)),
    "stars": wrapped("*a" * 47_000), "ticks": wrapped("".join("`" * (at % 300) + " "
                                                               for at in range(600))[:95_000]),
    "cells": "|a|b|\n|-|-|\n" + "|1|2|\n" * 15_000,
    "columns": "|" + "a|" * 5_000 + "\n|" + "-|" * 5_000 + "\n",
    "items": "- a\n" * 24_000, "mentions": wrapped("#CS-1 " * 15_000),
    "headings": "# a\n" * 24_000, "rules": "a\n=\n\n" * 18_000,
    "references": "".join(f"[r{at}]: x\n" for at in range(8_000)), "blanks": "\t" * 5_000 + "x",
}  # fmt: skip


def following(theme: Theme) -> ArticleView:
    return LivePreview(theme, lambda: "")


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.parametrize("made", [ArticleView, following])
def test_a_bomb_ends_in_a_sentence_or_is_shown_at_once(
    name: str, made: Callable[[Theme], ArticleView], theme: Theme, qtbot: QtBot
) -> None:
    view = made(theme)
    qtbot.addWidget(view)
    qtbot.addWidget(view.banner)
    view.resize(600, 700)
    view.show()
    view.show_source(BOMBS[name])
    view.grab()
    assert view.banner.isHidden() == (why_not_shown(BOMBS[name]) == "")
    assert len(view.toPlainText()) > 10 or name == "references"
    view.show_source("well")
    assert view.banner.isHidden()


def test_a_link_says_where_it_leads_and_files_are_not_opened(theme: Theme, qtbot: QtBot) -> None:
    view = ArticleView(theme)
    qtbot.addWidget(view)
    qtbot.addWidget(view.banner)
    articles, cases = QSignalSpy(view.article_requested), QSignalSpy(view.case_requested)
    for address in ("article:KI-4", "case:CS-1001"):
        view.anchorClicked.emit(QUrl(address))
    assert (articles.at(0), cases.at(0)) == (["KI-4"], ["CS-1001"])
    assert view.banner.isHidden()
    view.anchorClicked.emit(QUrl("https://a.example/b"))
    assert "https://a.example/b" in view.banner.accessibleName()
    for refused in ("file:///etc/passwd", "//host/share/x", "javascript:alert(1)"):
        view.anchorClicked.emit(QUrl(refused))
        assert "Only web and mail addresses are opened" in view.banner.accessibleName()
