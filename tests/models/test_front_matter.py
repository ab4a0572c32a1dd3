"""Front matter: what it tells, where it ends, and what is none."""

import pytest

from models.front_matter import MOST_LETTERS, front_matter, quoted

PAPER = """\
---
title: "A \\"quoted\\" name"  # why
owner: 'it''s ours'
tags: [one, "two, too"]
list:
  - first
  - 'second'
words: >
  that go on
  and on
plain: bare words # not this
empty:
---

# Heading
"""


def test_its_names_and_what_they_hold() -> None:
    front = front_matter(PAPER)
    assert front.head == PAPER.removesuffix("# Heading\n")
    assert dict(front.values) == {
        "title": ('A "quoted" name',), "owner": ("it's ours",), "tags": ("one", "two, too"),
        "list": ("first", "second"), "words": ("that go on and on",), "plain": ("bare words",),
        "empty": (),
    }  # fmt: skip
    assert front.oddities == ()


def test_other_fences() -> None:
    assert front_matter('+++\ntitle = "Hugo"\n+++\ntext').values == {"title": ("Hugo",)}
    assert front_matter("---\ntitle: A\n...\ntext").head == "---\ntitle: A\n...\n"
    assert front_matter("---\n---\ntext").head == "---\n---\n"


@pytest.mark.parametrize(
    "text",
    ["", "-", "---", "text", "--- a\nb: c\n---\n", "\n---\na: b\n---\n", "----\na: b\n----\n"],
)
def test_a_text_without_any(text: str) -> None:
    assert front_matter(text) == front_matter("no")


def test_what_is_none_stays_text_and_is_named() -> None:
    assert front_matter("---\nwords\n---\n").oddities[0][1].startswith("What stands between")
    assert front_matter("---\na: b\n").oddities[0][1].startswith("The front matter that begins")
    huge = "---\n" + "a: b\n" * MOST_LETTERS
    assert front_matter(huge + "---\n").oddities == (
        (1, "No front matter ends within 100,000 letters: all is kept as text."),
    )


def test_a_quoted_text_is_read_as_it_was() -> None:
    for words in ('a "b" \\ c', "a: b # c", "- x", "", "Größe\u2028 '"):
        assert front_matter(f"---\nt: {quoted(words)}\n---\n").values["t"] == (words,)
