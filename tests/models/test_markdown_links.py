"""Where a Markdown text leads: links, images, code that is none, and texts of any shape."""

import time

import pytest

from models.markdown_links import (
    BESIDE,
    FILE,
    HERE,
    NETWORK,
    OTHER,
    ROOT,
    SCRIPT,
    WEB,
    Link,
    files_meant,
    links,
    path_of,
    script_lines,
)

TEXT = """\
See [one](a.md#top "title"), ![two](<b c.png>), [![in](d.png)](e.md) and `[no](no.md)`.
[ref]: <f.md>
```text
[no](no.md) <img src="no.png">
```
<a href="g.html">g</a> <IMG alt="x" src='h.png'/> ``a ` [no](no.md)`` [i](j(1).md)
    <file:///etc/passwd>
"""


def test_each_link_and_image_with_its_line() -> None:
    assert [(link.target, link.line, link.image) for link in links(TEXT)] == [
        ("a.md#top", 1, False), ("b c.png", 1, True), ("d.png", 1, True), ("e.md", 1, False),
        ("f.md", 2, False), ("j(1).md", 6, False), ("g.html", 6, False), ("h.png", 6, True),
        ("file:///etc/passwd", 7, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("https://example.org", WEB), ("HTTP://example.org", WEB), ("file:///x", FILE),
        ("\\\\host\\share", NETWORK), ("//host/share", NETWORK), ("javascript:x", SCRIPT),
        ("data:text/html,x", SCRIPT), ("mailto:a@example.org", OTHER), ("#top", HERE),
        ("/manual/x.html", ROOT), ("a.md", BESIDE), ("../a.md", BESIDE), ("", HERE),
    ],
)  # fmt: skip
def test_what_a_link_leads_to(target: str, kind: str) -> None:
    assert Link(target, 1).kind == kind


def test_the_path_within_the_folder() -> None:
    assert path_of("in/a.md", "../b%20c.md?x#y") == "b c.md"
    assert path_of("in/a.md", "./c.md") == "in/c.md"
    assert path_of("in/a.md", "../../b.md") is None
    assert path_of("a.md", "..") is None
    assert {"in/x.html.md", "in/x.md", "in/x.html"} < set(files_meant("in/x.html"))


def test_scripts_are_told_outside_of_code() -> None:
    text = "`<script>`\n<script>\n<p onclick = 'x'>\n```\n<iframe>\n```\n<p class='on'>\n"
    assert list(script_lines(text)) == [2, 3]


@pytest.mark.parametrize(
    "bomb",
    ["[" * 1_000_000, "](" * 400_000, "[a](" * 250_000, "![" * 500_000, "[a](x(y)" * 120_000,
     "<a " * 300_000, "<" * 1_000_000, "".join("`" * run + " " for run in range(1_400)),
     "<img " + "src " * 240_000, "[x](" + " " * 900_000, ("[" + "a" * 499) * 2_000],
)  # fmt: skip
def test_a_text_of_any_shape_takes_time_by_its_length(bomb: str) -> None:
    began = time.process_time()
    assert len([*links(bomb), *script_lines(bomb)]) <= 400_000
    assert time.process_time() - began < 5, "it takes a tenth of this"
