"""What a person may type, as it comes onto paper."""

import pytest

from desktop.reports.text import LONGEST, fonts, markup, printable


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Export stops", "Export stops"),
        ("  a\n\tb\r\nc ", "a b c"),
        ("Ω Ж é € № – …", "Ω Ж é € № – …"),
        ("名前", "[2 Chinese characters]"),
        ("שלום עולם ok", "[8 Hebrew characters] ok"),
        ("مرحبا", "[5 Arabic characters]"),
        ("ひらがな カタカナ", "[8 Japanese characters]"),
        ("한국어", "[3 Korean characters]"),
        ("ไ", "[1 Thai character]"),
        ("👍🏽", "[thumbs up sign]"),
        ("❤\ufe0f it", "[heavy black heart] it"),
        ("👨\u200d👩\u200d👧", "[man][woman][girl]"),
        ("① → ■", "[circled digit one] [rightwards arrow] [black square]"),
        ("\ud800x\udfff", "[1 unknown character]x[1 unknown character]"),
        ("\U000f0000\U000f0001", "[2 unknown characters]"),
        ("a\0b\x1b[31mc", "ab[31mc"),
        ("ab\u202ecd\u2066\u200f", "abcd"),
        ("", ""),
    ],
)
def test_what_cannot_be_drawn_is_told_in_its_place(typed: str, printed: str) -> None:
    assert printable(typed) == printed


def test_a_length_of_time_stays_on_one_line() -> None:
    printed = markup("1,203 h 07 over, 9 min, 4 h 2 cases, 3 hours")
    assert printed.replace("\N{NO-BREAK SPACE}", "_") == (
        "1,203_h_07 over, 9_min, 4_h 2 cases, 3 hours"
    )


def test_a_figure_stays_with_its_percent_sign() -> None:
    assert (
        markup("89.7 % of 8 & 9 %s") == "89.7\N{NO-BREAK SPACE}% of 8 &amp; 9\N{NO-BREAK SPACE}%s"
    )


def test_everything_printed_can_be_drawn() -> None:
    every = "".join(map(chr, range(0x11_0000)))
    known = fonts()
    for first in range(0, len(every), 1000):
        told = printable(every[first : first + 1000])
        assert {ord(character) for character in told} <= known


def test_a_long_text_is_cut_and_says_so() -> None:
    assert printable("x" * 1_000_000) == "x" * (LONGEST - 1) + "…"
    assert printable("word " * 100, 12) == "word word w…"
    assert printable("名" * 100, 12) == "[24 Chinese…"


def test_markup_is_escaped() -> None:
    assert markup("<b>&amp; \"'</b>") == "&lt;b&gt;&amp;amp; &quot;&#39;&lt;/b&gt;"
