"""A folder of Markdown: which of its files are articles, what else is there, and what is odd."""

import os
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Final

from desktop.imports.load import CancelledImport
from desktop.imports.what_is_there import is_file, is_folder
from models.errors import KnownError
from models.file_names import is_device
from models.progress import Progress
from models.typed_text import is_sound

MOST_ENTRIES: Final = 200_000
MOST_ARTICLES: Final = 10_000
SUFFIXES: Final = (".md", ".markdown", ".mdown", ".mkd")
_STEP: Final = 500


@dataclass(frozen=True)
class Oddity:
    """Something odd in a file (its path in the folder) and line, in a sentence; `refused` where the
    file cannot come in for it."""

    file: str
    line: int | None
    said: str
    refused: bool = False


@dataclass
class Folder:
    """What is in a folder, by paths with slashes from the folder on; hidden ones are left out."""

    root: Path
    articles: list[str] = field(default_factory=list)
    files: dict[str, None] = field(default_factory=dict)
    oddities: list[Oddity] = field(default_factory=list)

    @cached_property
    def known(self) -> frozenset[str]:
        """The paths of the articles."""
        return frozenset(self.articles)

    @property
    def name(self) -> str:
        """What the folder is called."""
        return self.root.resolve().name or "root"


def holds_articles(path: Path) -> bool:
    """Whether a path is to be read as articles: any folder is."""
    return is_folder(path)


def look_into(root: Path, progress: Progress, cancelled: Callable[[], bool]) -> Folder:
    """Everything in a folder and in those within it, in the order of their names.

    Links are not followed. A folder that cannot be looked into, or holds too much or no Markdown,
    is a `KnownError`; `CancelledImport` where a person stops it.
    """
    if not is_folder(root):
        raise KnownError(
            "No folder", f"{root} is no folder that can be looked into.",
            "Give the folder it is in." if is_file(root)
            else "Choose the folder that holds the Markdown files.",
        )  # fmt: skip
    found, waiting, seen = Folder(root), [""], 0
    while waiting:
        inner = list[str]()
        for path, entry in _entries(found, waiting.pop(), MOST_ENTRIES - seen):
            seen += 1
            if seen % _STEP == 0:
                if cancelled():
                    raise CancelledImport
                progress(seen, None)
            _sort_in(found, path, entry, inner)
        _check_size(found, seen)
        waiting += reversed(inner)
    _check_any(found)
    found.oddities += _odd_names([*found.articles, *found.files])
    found.oddities += _collisions([*found.articles, *found.files])
    return found


def _entries(found: Folder, inside: str, room: int) -> Iterator[tuple[str, os.DirEntry[str]]]:
    try:
        with os.scandir(found.root / inside) as entries:
            listed = sorted(islice(entries, room + 1), key=lambda entry: entry.name)
    except OSError as error:
        if not inside:
            raise KnownError(
                "The folder cannot be read", f"{found.root} cannot be read: {error.strerror}.",
                "See that you may read it, then try again.",
            ) from error  # fmt: skip
        said = f"This folder cannot be looked into: {error.strerror}."
        found.oddities.append(Oddity(inside, None, said, refused=True))
        return
    yield from ((f"{inside}/{one.name}" if inside else one.name, one) for one in listed)


def _sort_in(found: Folder, path: str, entry: os.DirEntry[str], inner: list[str]) -> None:
    if entry.name.startswith("."):
        said = "Hidden files and folders are left out."
        found.oddities.append(Oddity(printable(path), None, said))
    elif not is_sound(path):
        said = "Its name is not in UTF-8: give it another name."
        is_article = path.casefold().endswith(SUFFIXES)
        found.oddities.append(Oddity(printable(path), None, said, refused=is_article))
    elif entry.is_symlink():
        said = "It is a link to another place, which is not followed."
        found.oddities.append(Oddity(path, None, said))
    elif entry.is_dir(follow_symlinks=False):
        inner.append(path)
    elif path.casefold().endswith(SUFFIXES):
        found.articles.append(path)
    else:
        found.files[path] = None


def printable(path: str) -> str:
    """A path as it can be shown, whatever bytes it is of."""
    return path.encode(errors="surrogateescape").decode(errors="replace")


def _check_size(found: Folder, seen: int) -> None:
    over = f"more than {MOST_ENTRIES:,} files" if seen > MOST_ENTRIES else ""
    if len(found.articles) > MOST_ARTICLES:
        over = f"more than {MOST_ARTICLES:,} articles"
    if over:
        raise KnownError(
            "The folder is too large", f"{found.root} holds {over}.",
            "Choose a folder within it, and import one after another.",
        )  # fmt: skip


def _check_any(found: Folder) -> None:
    if not found.articles and not any(one.refused for one in found.oddities):
        raise KnownError(
            "No Markdown", f"There is no Markdown in it: no file in {found.root} ends in .md.",
            "Choose the folder that holds the Markdown files.",
        )  # fmt: skip


def _odd_names(paths: list[str]) -> Iterator[Oddity]:
    """Names that come in, and that trouble other systems."""
    for path in paths:
        if any(is_device(part) for part in path.split("/")):
            said = "Windows keeps no file of this name: it comes in, but give it another."
            yield Oddity(path, None, said)
        if shown(path) != path:
            yield Oddity(shown(path), None, "There is a line break in its name: give it another.")


def shown(path: str) -> str:
    """A path in one line."""
    return " ".join(path.splitlines())


def _collisions(paths: list[str]) -> Iterator[Oddity]:
    """Names that some systems take for one."""
    first = dict[str, str]()
    for path in paths:
        other = first.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if other != path:
            same = unicodedata.normalize("NFC", path) == unicodedata.normalize("NFC", other)
            how = "in how its letters are put together" if same else "in capital letters"
            said = (
                f"It differs from “{other}” only {how}: both come in, but Windows and macOS can"
                " keep only one of them."
            )
            yield Oddity(path, None, said)


def left_over(found: Folder, taken: set[str], most: int = 20) -> Iterator[Oddity]:
    """The files that no article shows or leads to."""
    left = [path for path in found.files if path not in taken]
    for path in left[:most]:
        yield Oddity(path, None, "It is no article, and none leads to it: it is left out.")
    if len(left) > most:
        kinds = Counter(Path(path).suffix.casefold() or "without a suffix" for path in left[most:])
        named = ", ".join(f"{count:,} {kind}" for kind, count in kinds.most_common(3))
        said = f"{len(left) - most:,} more files that no article leads to are left out: {named}."
        yield Oddity("", None, said)
