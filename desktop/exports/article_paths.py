"""Where each article is written in a folder: where it came from, or by its kind and title."""

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import PurePosixPath
from typing import Final

from models.file_names import safe_name
from models.handbook.articles import DECISION
from models.queries.article_export import Exported

_WORDS: Final = re.compile(r"[^\W_]+")
_NUMBERED: Final = re.compile(r"(\d{1,5})[-_.]")
_LONGEST: Final = 60
_WIDTH: Final = 4


def paths(articles: Sequence[Exported], with_files: set[int]) -> dict[int, str]:
    """The path of each article in the folder, by its id, with slashes; no two are one.

    One that was imported goes where it came from, under its folder's name where another folder has
    brought that path too. A decision of this desk stands among those that were imported, numbered
    as they are; `with_files` are those with files, which have a folder of their own.
    """
    chosen, exact, folded = dict[int, str](), set[str](), set[str]()
    home, width = _home(articles)
    for one in sorted(articles, key=lambda one: one.source is None):
        wishes = _wishes(one, home, width, one.id in with_files)
        free = (path for path in wishes if path not in exact)
        path = next(path for path in free if one.source or _same_to_all(path) not in folded)
        exact.add(path)
        folded.add(_same_to_all(path))
        chosen[one.id] = path
    return chosen


def number_of(one: Exported) -> int:
    """The number of a decision: its own, else its key's."""
    return one.number if one.number is not None else one.place


def _same_to_all(path: str) -> str:
    """Paths that some system takes for one are one by this."""
    return unicodedata.normalize("NFC", path).casefold()


def is_inside(path: str) -> bool:
    """Whether a path stays in its folder, and is none that is hidden."""
    foreign = "\\:" if os.name == "nt" else ""
    return not any(
        not part or part.startswith(".") or any(letter in part for letter in foreign)
        for part in path.split("/")
    )


def slug(title: str) -> str:
    """A title as part of a file's name: small letters and digits between dashes."""
    bare = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    words = _WORDS.findall(bare) or _WORDS.findall(unicodedata.normalize("NFC", title).casefold())
    short = ""
    for word in words:
        if short and len(f"{short}-{word}") > _LONGEST:
            break
        short = f"{short}-{word}" if short else word[:_LONGEST]
    return safe_name(short) if short else ""


def _wishes(one: Exported, home: str, width: int, files: bool) -> Iterator[str]:
    """The paths an article may have, the best first; they never end."""
    by_key = one.key.casefold()
    if one.source and is_inside(one.source.path):
        yield one.source.path
        yield f"{safe_name(one.source.folder)}/{one.source.path}"
    elif not one.source:
        name, inside = slug(one.title) or by_key, f"{one.kind}/"
        if one.kind == DECISION:
            name, inside = f"{number_of(one):0{width}}-{name}", home
        yield f"{inside}{name}/{name}.md" if files else f"{inside}{name}.md"
        yield f"{inside}{name}-{by_key}.md"
    yield from (f"{one.kind}/{by_key}{'-' * number}.md" for number in count())


def _home(articles: Sequence[Exported]) -> tuple[str, int]:
    """The folder of most decisions that were imported, and how many digits number them."""
    found = Counter[tuple[str, int]]()
    for one in articles:
        path = PurePosixPath(one.source.path) if one.source and one.kind == DECISION else None
        if path and (number := _NUMBERED.match(path.name)) and is_inside(str(path)):
            found[str(path.parent), len(number[1])] += 1
    if not found:
        return ("" if all(one.kind == DECISION for one in articles) else "decision/"), _WIDTH
    (folder, width), _ = found.most_common(1)[0]
    return ("" if folder == "." else f"{folder}/"), width
