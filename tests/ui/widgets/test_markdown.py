"""Markdown is shown without HTML, and loads nothing from anywhere."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from tests.naughty import KEPT
from ui.theme import Theme
from ui.widgets.markdown import MarkdownDocument, is_markdown, lay_out_markdown, plain_text

NASTY = [
    "<b>bold</b><script>x</script>", "[" * 3000, "*" * 3000, "`" * 3000, "> " * 1500,
    "- " * 1500, "|a" * 1000 + "\n" + "|-" * 1000, "![" * 1000, "\u202e\u0000x*y*", "1. " * 900,
]  # fmt: skip


def red_picture(folder: Path) -> Path:
    picture = QImage(200, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    path = folder / "red.png"
    assert picture.save(str(path))
    return path


def painted(source: str, theme: Theme) -> QImage:
    sheet = QImage(400, 400, QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    lay_out_markdown(source, theme.font(), 400, 400).draw(painter, 0, 0)
    painter.end()
    return sheet


def reds(sheet: QImage) -> int:
    red = QColor("red")
    return sum(sheet.pixelColor(x, y) == red for x in range(0, 400, 5) for y in range(0, 400, 5))


@pytest.mark.parametrize("form", ["{path}", "file://{path}", "<{path}>"])
def test_no_picture_of_this_computer_is_loaded(tmp_path: Path, theme: Theme, form: str) -> None:
    path = red_picture(tmp_path)
    source = f"![Alt]({form.format(path=path)})"
    document = MarkdownDocument(source, theme.font())
    assert document.toPlainText() == "Alt"
    assert "red.png" in document.toHtml()
    assert "<img" not in document.toHtml()
    assert reds(painted(source, theme)) == 0


def test_html_is_words(theme: Theme) -> None:
    source = "<img src='/etc/passwd'> **<a href='x'>y</a>**"
    document = MarkdownDocument(source, theme.font())
    assert document.toPlainText() == "<img src='/etc/passwd'> <a href='x'>y</a>"


def test_each_line_typed_is_a_line_and_a_heading_is_no_larger(theme: Theme) -> None:
    document = MarkdownDocument("# Head\n\nHello,\nthis *is* it\n\n```\na\nb\n```", theme.font())
    shown = document.toPlainText().replace("\u2028", "\n")
    assert shown.split("\n")[:3] == ["Head", "Hello,", "this is it"]
    html = document.toHtml()
    assert "xx-large" not in html
    assert "x-large" not in html


@pytest.mark.parametrize("source", NASTY, ids=range(len(NASTY)))
def test_any_text_is_laid_out(theme: Theme, source: str) -> None:
    lines = lay_out_markdown(source, theme.font(), 300, 200)
    assert 0 < lines.height <= 200


def test_much_of_it_is_cut_after_a_whole_line(theme: Theme) -> None:
    lines = lay_out_markdown("- one\n" * 60, theme.font(), 300, 100)
    assert lines.cut
    assert 60 < lines.height <= 100
    assert not lay_out_markdown("- one", theme.font(), 300, 100).cut


def test_words_alone_are_no_markdown() -> None:
    assert not is_markdown("Hello,\nit is 90 % done - more later. 3 * 4 = 12")
    for source in ("**yes**", "- a", "1. a", "# a", "see https://x.example", "[a](b)", "`x`"):
        assert is_markdown(source)
    assert not is_markdown("**a** " * 50_000)


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("Nothing to see", "Nothing to see"),
        ("**Loud** and _soft_\nand `code`", "Loud and soft\nand code"),
        (
            "# Head\n\n- one\n- two\n\n1. first\n2. second",
            "Head\n• one\n• two\n1. first\n2. second",
        ),
        ("[here](https://a.example/x)", "here (https://a.example/x)"),
        ("https://a.example/x", "https://a.example/x"),
        ("<b>*so*</b>", "<b>so</b>"),
    ],
)
def test_plain_text_has_none_of_its_signs(qapp: object, source: str, plain: str) -> None:
    assert plain_text(source) == plain


@pytest.mark.parametrize("text", KEPT, ids=lambda text: f"{text[:9]!r}{len(text)}")
def test_whatever_is_written_is_laid_out_and_drawn(text: str, theme: Theme) -> None:
    if is_markdown(text):
        painted(text, theme)
        assert "<img" not in MarkdownDocument(text, theme.font()).toHtml()
    plain_text(text)
