"""Reply templates: the words that can be filled in, and a text filled in within bounds.

A template is Jinja2 without loops, calls and arithmetic: names, `if`, comparisons, `default`. So
what it takes is bounded by its own length, and it reaches nothing but the values it is given.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from models.errors import KnownError, Problems
from models.typed_text import is_sound

if TYPE_CHECKING:
    from jinja2 import Template, nodes

WORDS: Final[Mapping[str, str]] = {
    "case": "the case's number",
    "title": "its title",
    "customer": "the customer's name",
    "contact": "who it is about at the customer",
    "agent": "your name",
    "priority": "P1 to P4",
    "next_update": "when the next update is promised",
    "resolution_due": "when it is to be solved, by the SLA",
    "workaround": "the workaround kept for the closing note",
    "summary": "what we understood of it",
    "channel": "where a case is followed live",
}
"""What a template may name, and what stands there then."""

LONGEST_TEMPLATE: Final = 20_000
LONGEST_REPLY: Final = 1_000_000
"""Bytes of UTF-8 that a filled text may have."""

LONGEST_SECONDS: Final = 1.0
_DEEPEST: Final = 30
_PARTS: Final = frozenset(
    {
        "Template", "Output", "TemplateData", "Name", "Const", "If", "CondExpr", "And", "Or",
        "Not", "Compare", "Operand", "Filter",
    }
)  # fmt: skip
"""What may stand in a template: all of it is done once, in the time that its length takes."""


@dataclass(frozen=True)
class Filled:
    """A template filled in; `empty` are the words for which nothing is known, those left out that
    the template itself asks about (“if”, “default”).
    """

    text: str
    empty: tuple[str, ...]


def check_template(source: str) -> None:
    """Raises `Problems` at “text” where a template could not be filled in."""
    _template(source)


def fill(
    source: str, values: Mapping[str, str], clock: Callable[[], float] = time.monotonic
) -> Filled:
    """A template with these values, each as it is: nothing in a value is looked at again.

    Raises `Problems` where the template is none, or what comes of it is too much: more than a
    second by `clock`, or more than a megabyte.
    """
    template, needed = _template(source)
    known = {name: values.get(name, "") for name in WORDS}
    empty = tuple(name for name in WORDS if name in needed and not known[name].strip())
    return Filled("".join(_bounded(template.generate(known), clock)).strip(), empty)


def _bounded(pieces: Iterator[str], clock: Callable[[], float]) -> Iterator[str]:
    until, room = clock() + LONGEST_SECONDS, LONGEST_REPLY
    for piece in pieces:
        room -= len(piece.encode("utf-8", "surrogatepass"))
        if room < 0:
            raise _wrong("What comes of this template is longer than a megabyte.")
        if clock() > until:
            raise _wrong("Filling in this template takes longer than a second.")
        yield piece


@lru_cache(maxsize=64)
def _template(source: str) -> tuple["Template", frozenset[str]]:
    """The template ready to be filled in, and the words it takes for known."""
    from jinja2 import StrictUndefined, TemplateSyntaxError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    if len(source) > LONGEST_TEMPLATE:
        said = f"A template has at most {LONGEST_TEMPLATE:,} letters; this one has {len(source):,}."
        raise _wrong(said)
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True,
    )  # fmt: skip
    environment.globals.clear()
    try:
        tree = environment.parse(source)
        needed = frozenset(_names(tree)) - _asked_about(tree)
        return environment.from_string(tree), needed
    except TemplateSyntaxError as error:
        raise _wrong(f"Line {error.lineno}: {_sentence(str(error.message))}") from None
    except (RecursionError, MemoryError, SyntaxError):
        raise _wrong("This template is nested too deeply.") from None
    except ValueError:  # Python reads and writes no number of more than 4,300 digits
        raise _wrong("A number in this template is too long.") from None


def _names(tree: "nodes.Template") -> Iterator[str]:
    """The words a template names; refused where anything else stands in it."""
    waiting: list[tuple[Any, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        kind = type(node).__name__
        if said := _out_of_place(node, kind):
            raise _wrong(
                f"Line {node.lineno}: a template has words to fill in, “if” and “default”;"
                f" {said} cannot stand in it."
            )
        if depth > _DEEPEST:
            raise _wrong("This template is nested too deeply.")
        if kind == "Name":
            if node.name not in WORDS:
                raise _wrong(_unknown(node.name, node.lineno))
            yield node.name
        waiting += [(child, depth + 1) for child in node.iter_child_nodes()]


def _out_of_place(node: Any, kind: str) -> str:
    """What of a node would stop a template while it is filled in; empty where nothing would."""
    if kind not in _PARTS or (kind == "Filter" and node.name not in ("default", "d")):
        return _what(node)
    if kind == "Filter" and (len(node.args) > 2 or node.dyn_args or node.dyn_kwargs):
        return "“default” with more than a text and “true”"
    if kind == "Compare" and not all(one.op in ("eq", "ne") for one in node.ops):
        compared = (node.expr, *(one.expr for one in node.ops))
        return "" if all(map(_is_text, compared)) else "an order among what is not text"
    if kind == "Const" and isinstance(node.value, float) and not isfinite(node.value):
        return "an endless number"
    if kind == "Const" and isinstance(node.value, str) and not is_sound(node.value):
        return "half of a character"
    return ""


def _is_text(node: Any) -> bool:
    """Whether it is text whatever the words stand for, which all are."""
    kind = type(node).__name__
    if kind == "Filter":
        return _is_text(node.node) and all(map(_is_text, node.args[:1]))
    if kind == "CondExpr":
        return node.expr2 is not None and _is_text(node.expr1) and _is_text(node.expr2)
    return kind == "Name" or (kind == "Const" and isinstance(node.value, str))


def _asked_about(tree: "nodes.Template") -> frozenset[str]:
    """The words that an “if” or a “default” looks at."""
    from jinja2 import nodes

    tests: list[nodes.Node] = [found.test for found in tree.find_all(nodes.If)]
    tests += [found.test for found in tree.find_all(nodes.CondExpr)]
    tests += [found.node for found in tree.find_all(nodes.Filter) if found.node is not None]
    names = (name for test in tests for name in (test, *test.find_all(nodes.Name)))
    return frozenset(name.name for name in names if isinstance(name, nodes.Name))


_WHAT: Final[Mapping[str, str]] = {
    "For": "a loop", "Call": "a call", "CallBlock": "a call", "Macro": "a macro",
    "Include": "another file", "Import": "another file", "FromImport": "another file",
    "Extends": "another file", "Getattr": "a part of a word", "Getitem": "a part of a word",
    "Assign": "an assignment", "AssignBlock": "an assignment",
}  # fmt: skip


def _what(node: Any) -> str:
    kind = type(node).__name__
    if kind in ("Filter", "Test"):
        return f"“{node.name}”"
    return _WHAT.get(kind, "a calculation")


def _unknown(name: str, line: int) -> str:
    near = get_close_matches(name, WORDS, 1)
    meant = f" Did you mean “{near[0]}”?" if near else f" There are: {', '.join(WORDS)}."
    return f"Line {line}: there is no word “{name}” to fill in.{meant}"


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _wrong(said: str) -> KnownError:
    return Problems("Not a template", {"text": said}, "Change the template; it is kept.")
