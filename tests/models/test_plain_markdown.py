"""An article's paragraph as an excerpt: words alone, whatever marks they were written with."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.plain_markdown import blocks, plain_words


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("## Context\nMany *queues*, **one** `desk`.", "Context: Many queues, one desk."),
        ("## Why? ##\nBecause.", "Why? Because."),
        ("# Context", "Context"),
        ("See [the guide](https://a.example/x_y) and [this][ref].", "See the guide and this."),
        ("[ref]: https://a.example", ""),
        ("![A chart](chart.png) of [[KI-12]]", "A chart of KI-12"),
        ("- one\n- [ ] two\n  and more\n* three", "one · two and more · three"),
        ("For:\n- one\n- two [over\n  lines][ref] on", "For: one · two over lines on"),
        ("1. first\n2. second", "1. first 2. second"),
        ("| Name | Age |\n|------|:---:|\n| Ana | 4 |", "Name · Age · Ana · 4"),
        ("> quoted\n> on", "quoted on"),
        ("```sql\nSELECT a_b FROM _c_d;\n```", "SELECT a_b FROM _c_d;"),
        ("Setext\n======\ntext", "Setext text"),
        ("<b>bold</b> and <https://a.example/>&nbsp;&amp; more",
         "bold and https://a.example/ & more"),
        ("_so_ a_b_c __init__ 2 * 3", "so a_b_c init 2 * 3"),
        ("a < b and c > d", "a < b and c > d"),
        (r"\*not\* marked", "*not* marked"),
        ("", ""),
    ],
)  # fmt: skip
def test_marks_are_no_words(written: str, said: str) -> None:
    assert plain_words(written) == said


def test_a_heading_is_with_what_stands_below_it() -> None:
    body = "Date: 2018\n\n## Status\n\n### Now\n\nAccepted\n\nfor good\n\n## None"
    assert [plain_words(one) for one in blocks(body)] == [
        "Date: 2018", "Status: Now: Accepted", "for good", "None",
    ]  # fmt: skip


@given(st.text(st.sampled_from("ab #*_`[]()<>|\n-=~!\\&;:1."), max_size=200))
def test_no_word_is_lost_but_by_being_a_mark(text: str) -> None:
    said = plain_words(text)
    assert "\n" not in said
    assert "  " not in said


@pytest.mark.parametrize("part", ["[", "](", "_a", "<a", "*", "|", "![", "`", "\\", "&a", "- "])
def test_a_text_of_any_shape_takes_time_by_its_length_alone(part: str) -> None:
    begun = process_time()
    plain_words(part * 10_000)
    assert process_time() - begun < 2
