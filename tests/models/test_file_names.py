"""Names of attached files: what every system takes, what may be opened, how sizes are said."""

import unicodedata
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.file_names import (
    LONGEST,
    kind_words,
    may_be_opened,
    media_type,
    numbered,
    safe_name,
    size_words,
)

ANY = st.text(st.characters(), max_size=300)


@given(ANY)
@example("con" + " " * 300 + "x.txt")
@example("con." + "x" * 300)
@example("e\u0301" * 200 + ".txt")
def test_a_safe_name_is_a_file_of_the_folder_on_every_system(name: str) -> None:
    safe = safe_name(name)
    assert safe == safe_name(safe)
    assert 0 < len(safe.encode()) <= LONGEST
    assert not set(safe) & set('<>:"/\\|?*\0')
    assert not {unicodedata.category(letter) for letter in safe} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert safe == safe.strip(" .")
    assert Path("/folder", safe).resolve().parent == Path("/folder").resolve()
    assert PureWindowsPath("C:/folder", safe).parent == PureWindowsPath("C:/folder")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("log.txt", "log.txt"),
        ("../x", "x"),
        ("..\\..\\x.ini", "x.ini"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("COM¹.log", "_COM¹.log"),
        ("console.txt", "console.txt"),
        ("report. . ", "report"),
        (".bashrc", "bashrc"),
        ("..", "attachment"),
        ("", "attachment"),
        ("a\0b\nc.txt", "a_b_c.txt"),
        ("invoice\u202efdp.exe", "invoice_fdp.exe"),
        ("half \ud800.txt", "half _.txt"),
        ("C:evil", "C_evil"),
        ("Größe – 写真.png", "Größe – 写真.png"),
        ("x" * 255 + ".tar", "x" * 196 + ".tar"),
    ],
)
def test_what_is_in_the_way_is_replaced_and_seen(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize(
    ("name", "head", "may"),
    [
        ("shot.PNG", b"\x89PNG", True),
        ("paper.pdf", b"%PDF-1.7", True),
        ("run.exe", b"MZ", False),
        ("paper.pdf.exe", b"%PDF", False),
        ("paper.pdf", b"MZ\x90", False),
        ("log.txt", b"#!/bin/sh", False),
        ("log.txt", b"\xef\xbb\xbf\n[Desktop Entry]", False),
        ("a.desktop", b"", False),
        ("a.html", b"<html>", False),
        ("a.svg", b"<svg>", False),
        ("a.docm", b"PK", False),
        ("a.lnk", b"L", False),
        ("plain", b"words", False),
    ],
)
def test_only_what_a_program_shows_may_be_opened(name: str, head: bytes, may: bool) -> None:
    assert may_be_opened(name, head) is may


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.png", "PNG image"), ("trace.LOG", "LOG text"), ("paper.pdf", "PDF file"),
        ("core", "File of an unknown kind"), ("x.qqq", "File of an unknown kind"),
    ],
)  # fmt: skip
def test_a_kind_is_told_in_words(name: str, words: str) -> None:
    assert kind_words(name, media_type(name)) == words


def test_a_name_is_told_apart_and_says_its_kind() -> None:
    assert [numbered("log.txt", n) for n in (1, 2)] == ["log.txt", "log (2).txt"]
    assert media_type("a.png") == "image/png"
    assert media_type("a.unheard-of") == "application/octet-stream"


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 byte"), (999, "999 bytes"), (14_000, "14 KB"), (999_499, "999 KB"),
     (999_500, "1.0 MB"), (25_000_000, "25.0 MB")],
)  # fmt: skip
def test_a_size_is_said_as_people_read_it(size: int, words: str) -> None:
    assert size_words(size) == words
