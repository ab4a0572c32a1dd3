"""A file of an article is made again to the letter, whatever it holds."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.front_matter import front_matter
from models.markdown_source import (
    Source,
    Written,
    decoded,
    encoded,
    file_of,
    heading,
    own_head,
    source_of,
)

SOURCE = Source("manual", "in/a.md", "0" * 64, "Old", head="---\ntitle: Old\n---\n\n# Old\n\n")


@given(st.binary(max_size=200))
def test_any_bytes_come_out_as_they_are(data: bytes) -> None:
    assert encoded(decoded(data)) == data


@given(st.lists(st.sampled_from(["a", "ü", "€", "\r", "\n", "\r\n", "\ufeff", "\x85", " "])),
       st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]))  # fmt: skip
def test_lines_and_marks_of_any_encoding_come_out_as_they_are(
    letters: list[str], encoding: str
) -> None:
    data = "".join(letters).encode(encoding, errors="replace")
    assert encoded(decoded(data)) == data
    with_mark = ("\ufeff" + "".join(letters)).encode(encoding, errors="replace")
    assert encoded(decoded(with_mark)) == with_mark


def test_how_a_file_was_written_down() -> None:
    assert decoded("Größe\r\n".encode("cp1252")) == Written("Größe\n", "cp1252", "crlf")
    assert decoded("\ufeffx\r".encode("utf-16-le")) == Written("x\n", "utf-16-le", "cr", bom=True)
    assert decoded(b"a\r\nb\n").newline == "mixed"
    assert encoded(Written("€ ł", "cp1252")) == "€ ł".encode(), "letters that it lacks"


@pytest.mark.parametrize(
    ("line", "below", "said"),
    [
        ("# A  b #", "", "A b"), ("   # `c` **d** [e](f)", "", "c d e"), ("## Second", "", None),
        ("Text", "====", "Text"), ("Text", "----", None), ("#hash", "", None), ("", "===", None),
    ],
)  # fmt: skip
def test_a_heading(line: str, below: str, said: str | None) -> None:
    assert heading(line, below) == said


@pytest.mark.parametrize(
    ("head", "made"),
    [
        (SOURCE.head, '---\ntitle: "New"\n---\n\n# New\n\n'),
        ("# 7. Old\n\n", "# 7. New\n\n"),
        ("Old\n===\n\n", "New\n===\n\n"),
        ("---\nowner: me\n---\n", '---\ntitle: "New"\nowner: me\n---\n'),
        ("", "# New\n\n"),
    ],
)  # fmt: skip
def test_a_title_that_was_changed_is_put_into_its_file(head: str, made: str) -> None:
    source = replace(SOURCE, head=head)
    assert file_of(source, "Old", "text").decode() == head + "text"
    assert file_of(source, "New", "text").decode() == made + "text"


def test_where_it_comes_from_is_kept_among_its_fields() -> None:
    assert source_of(SOURCE.to_fields()) == SOURCE
    later = {"source": SOURCE.to_fields()["source"] | {"of_a_later_program": 1}}
    assert source_of(later) == SOURCE
    assert source_of({}) is None
    assert source_of({"source": "a person's word"}) is None


def test_the_head_of_an_article_of_our_own_is_read_as_it_was_said() -> None:
    head = own_head([("kind", "decision"), ("product", ""), ("state", "a: b")], 'A "b"', 12)
    front = front_matter(head)
    assert dict(front.values) == {"title": ('A "b"',), "kind": ("decision",), "state": ("a: b",)}
    assert head.removeprefix(front.head) == '# 12. A "b"\n\n'
