"""Text that means to do something, in every field that reaches the paper."""

import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop.reports.quarterly import quarterly_bytes
from models.queries.factors import Systemic
from models.queries.review import QuarterlyReview
from models.text import text
from tests.desktop.reports.reviews import full_review

ROOT = Path(__file__).parents[3]
LITERAL = {
    "picture": '<img src="file:///etc/passwd"/>',
    "address": '<img src="http://127.0.0.1:9/x.png" width="9"/>',
    "link": '<a href="file:///etc/passwd">x</a>',
    "entity": "&lt;b&gt; &amp; &#65; &nbsp;",
    "unclosed": "<b><i><font size=99>",
    "closing": "</para></font>",
    "sequence": "<seq id='x'/><onDraw name='x' label='y'/>",
    "nesting": "]]><!-- <?xml ?> -->",
    "braces": "{0} {title} %s %(x)s $x",
}
CUT = {
    "bidi": "\u202eevil\u202c \u2066x\u2069 \u200f",
    "control": "\0\x1b[31m\x07\x7f",
    "scripts": "名前 שלום مرحبا 😀👨\u200d👩\u200d👧",
    "surrogate": "\ud800\udfff",
    "combining": "e" + "\u0301" * 5_000,
    "paragraph": "word and another word " * 25_000,
    "word": "x" * 1_000_000,
    "spaces": " " * 100_000,
    "nothing": "",
}


def everywhere(payload: str) -> QuarterlyReview:
    """A review with the payload in every field that holds text."""
    made = full_review()
    quality = made.quality
    assert made.credits is not None
    return replace(
        made, desk=payload,
        attainment=tuple(replace(a, priority=payload, commitment=payload, objective=payload)
                         for a in made.attainment),
        previous=tuple(replace(a, priority=payload, commitment=payload) for a in made.previous),
        pareto=tuple(replace(g, group=payload) for g in made.pareto),
        worst=tuple(replace(b, key=payload, title=payload, priority=payload, group=payload,
                            commitment=payload) for b in made.worst),
        quality=replace(
            quality,
            left_out=tuple(replace(r, verdict=payload, commitment=payload, reason=payload)
                           for r in quality.left_out),
            changed=tuple(replace(o, key=payload, commitment=payload, objective=payload,
                                     outcome=payload, without=payload)
                             for o in quality.changed),
        ),
        policies=tuple(replace(p, name=payload) for p in made.policies),
        budgets=tuple(
            replace(b, priority=payload, commitment=payload, words=text("{said}", said=payload))
            for b in made.budgets
        ),
        offenders=tuple(
            replace(kind, rows=tuple(replace(one, name=payload) for one in kind.rows))
            for kind in made.offenders
        ),
        credits=replace(made.credits, rows=tuple(
            replace(row, customer=payload, contract=payload, unit=payload)
            for row in made.credits.rows
        )),
        actions=replace(made.actions, before=tuple(
            replace(one, title=payload, role=payload) for one in made.actions.before
        )),
        systemic=(Systemic(payload, 3, 0, (1, 2, 3)),),
    )  # fmt: skip


def printed(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("name", LITERAL)
def test_markup_prints_as_it_was_typed(name: str) -> None:
    payload = LITERAL[name]
    told = printed(quarterly_bytes(everywhere(payload)))
    assert told.count("".join(payload.split())) > 10


@pytest.mark.parametrize("name", CUT)
def test_anything_else_prints_too(name: str) -> None:
    told = printed(quarterly_bytes(everywhere(CUT[name])))
    assert "Quarterlyreview,Q12016" in told
    assert "SHA-256" in told


def test_no_payload_opens_a_file_or_a_socket() -> None:
    """Watched by an audit hook in a process of its own, which finds a file opened on purpose."""
    script = """
import sys
from desktop.reports.quarterly import quarterly_bytes
from tests.desktop.reports.reviews import full_review
from tests.conftest import FULL
from tests.desktop.reports.test_payloads import CUT, LITERAL, everywhere
quarterly_bytes(full_review())
touched = []
watched = ("open", "socket.", "urllib.", "subprocess.", "os.system", "os.exec", "exec")
def note(event, arguments):
    if event.startswith(watched):
        touched.append(event)
sys.addaudithook(note)
if "--check" in sys.argv:
    open("/etc/hostname").close()
else:
    payloads = list((LITERAL | CUT).values())
    for payload in payloads if FULL else payloads[::3]:
        quarterly_bytes(everywhere(payload))
print(touched)
"""
    for arguments, expected in (([], "[]"), (["--check"], "['open']")):
        done = subprocess.run(
            [sys.executable, "-c", script, *arguments], cwd=ROOT, capture_output=True, text=True,
            check=True,
        )  # fmt: skip
        assert done.stdout.strip() == expected
