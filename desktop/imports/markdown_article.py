"""One Markdown file of a folder, read: what it is called, what it is, and where it leads."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any, Final

from desktop.imports.folder import Folder, Oddity
from desktop.imports.markdown_guess import guess, number_of
from models.errors import KnownError
from models.file_names import numbered, safe_name, size_words
from models.file_reading import FileContent, read_one
from models.front_matter import Front, front_matter
from models.handbook.articles import DECISION
from models.markdown_links import (
    BESIDE,
    FILE,
    NETWORK,
    ROOT,
    SCRIPT,
    WEB,
    Link,
    files_meant,
    links,
    path_of,
    prose,
    script_lines,
)
from models.markdown_source import Source, Written, decoded, heading, plain
from models.typed_text import LONGEST_NAME, LONGEST_TEXT, LONGEST_TITLE, is_sound, one_line

_MOST_LINKS: Final = 20_000
_MOST_BYTES: Final = 4 * LONGEST_TEXT
_SAID_OF: Final = {
    FILE: "“{target}” leads to a file of one computer: it stays text, and is not opened.",
    NETWORK: "“{target}” leads to another computer of the network: it stays text, and is not"
    " opened.",
    SCRIPT: "“{target}” holds a script or data: it stays text, and is never run.",
}  # fmt: skip


@dataclass(frozen=True)
class ReadArticle:
    """An article as its file tells it. `key` is what a desk called it that exported it;
    `beside` are its files' paths; `oddities` are the file's own, `leads` of where it leads."""

    source: Source
    kind: str
    title: str
    body: str
    state: str
    product: str
    fields: dict[str, Any]
    key: str
    draft: bool
    beside: tuple[str, ...]
    oddities: tuple[Oddity, ...]
    leads: tuple[Oddity, ...]


@dataclass(frozen=True)
class _Parts:
    """A file's head (what is kept apart), its title and the text, which begins in line `first`;
    its whole title has so many `letters`."""

    front: Front
    head: str
    title: str
    body: str
    first: int
    named: bool
    letters: int


def read_article(folder: Folder, path: str) -> ReadArticle:
    """Read the file at a path of the folder. Raises `KnownError` where it cannot be an article."""
    data = _data(folder.root / path)
    written = decoded(data)
    _check(path, written)
    parts = _apart(path, written.text)
    found = guess(path, parts.front.values, parts.title, parts.body)
    if found.kind == DECISION:
        parts = _unnumbered(parts, number_of(path))
    files, led = _led(folder, path, parts)
    odd = [*_odd_of_file(path, written, parts)]
    odd += [Oddity(path, _in_file(line, parts), said) for line, said in found.oddities]
    one = {name: of[-1] if of else "" for name, of in parts.front.values.items()}
    return ReadArticle(
        source=Source(
            folder.name, path, hashlib.sha256(data).hexdigest(), parts.title, found.state,
            parts.head, written.encoding, written.newline, written.bom, files,
        ),
        kind=found.kind, title=parts.title, body=parts.body, state=found.state,
        product=one_line(one.get("product", ""))[:LONGEST_NAME], fields=found.fields,
        key=one.get("key", ""), draft=one.get("draft", "").casefold() in ("true", "yes"),
        beside=tuple(files), oddities=tuple(odd), leads=tuple(led),
    )  # fmt: skip


def beside(folder: Folder, article: ReadArticle) -> tuple[list[FileContent], list[Oddity]]:
    """The files that belong to an article, and those of them that cannot be kept."""
    kept, odd = list[FileContent](), list[Oddity]()
    for path, name in article.source.files.items():
        try:
            kept.append(replace(read_one(folder.root / path), name=name))
        except KnownError as error:
            said = f"The file it shows is left out: {error.sentence}"
            odd.append(Oddity(article.source.path, None, said))
    return kept, odd


def _data(path: Path) -> bytes:
    try:
        size = path.lstat().st_size
    except OSError as error:
        raise KnownError("Not read", f"It cannot be read: {error.strerror}.", "") from error
    if size > _MOST_BYTES:
        raise _too_long(f"It has {size_words(size)}")
    return read_one(path).data if size else b""


def _check(path: str, written: Written) -> None:
    if not is_sound(written.text):
        raise KnownError("No text", "It holds a NUL character, which no text does.", "")
    if len(written.text) > LONGEST_TEXT:
        raise _too_long(f"It has {len(written.text):,} letters")


def _too_long(has: str) -> KnownError:
    said = f"{has}; an article has at most {LONGEST_TEXT:,} letters."
    return KnownError("Too long", said, "Divide it.")


def _apart(path: str, text: str) -> _Parts:
    """Front matter, and the heading at the top where it is the title, apart from the text."""
    front = front_matter(text)
    place = len(front.head)
    given = one_line(" ".join(front.values.get("title", ())))
    end, said = _heading_at(text, place)
    if said and (not given or _same(said, plain(given))):
        place = end
    title = given or said or ""
    for _, line in prose(text[place:]) if not title else ():
        if title := heading(line) or "":
            break
    named = bool(title)
    title = title or _from_name(path)
    kept, first = title[:LONGEST_TITLE].strip(), text.count("\n", 0, place) + 1
    return _Parts(front, text[:place], kept, text[place:], first, named, len(title))


def _heading_at(text: str, place: int) -> tuple[int, str | None]:
    """The heading that a text begins with at a place, and where all of it ends."""
    while text[place : place + 1] in ("\n", "\r"):
        place += 1
    end = text.find("\n", place)
    end = len(text) if end < 0 else end
    below = text.find("\n", end + 1)
    below = len(text) if below < 0 else below
    if end - place > 2 * LONGEST_TITLE:
        return place, None
    line, under = text[place:end], text[end + 1 : below]
    said = heading(line, under if len(under) <= 2 * LONGEST_TITLE else "")
    end = end if line.lstrip().startswith("#") else below
    while text[end : end + 1] in ("\n", "\r"):
        end += 1
    return end, said


def _same(said: str, title: str) -> bool:
    number, _, rest = said.partition(" ")
    return title in (said, rest if number.rstrip(".:").isdecimal() else said)


def _unnumbered(parts: _Parts, number: int | None) -> _Parts:
    """A decision's number is not part of its title: “34 EKS Fargate”, “21. Multi-cluster”."""
    count, _, rest = parts.title.partition(" ")
    bare = count.rstrip(".:")
    if number is None or not (bare.isdecimal() and int(bare) == number and rest.strip()):
        return parts
    return replace(parts, title=rest.strip())


def _from_name(path: str) -> str:
    stem = PurePosixPath(path).name.split(".")[0] or PurePosixPath(path).name
    words = one_line(stem.replace("-", " ").replace("_", " ")) or one_line(stem) or "Untitled"
    return words[:1].upper() + words[1:]


def _in_file(line: int | None, parts: _Parts) -> int | None:
    return line + parts.first - 1 if line else None


def _odd_of_file(path: str, written: Written, parts: _Parts) -> Iterator[Oddity]:
    yield from (Oddity(path, line, said) for line, said in parts.front.oddities)
    if written.encoding != "utf-8":
        said = f"It is not in UTF-8: it is read as {written.encoding}, and exported so again."
        yield Oddity(path, None, said)
    if written.bom:
        yield Oddity(path, 1, "It begins with a byte-order mark, which is kept beside the text.")
    if written.newline == "mixed":
        yield Oddity(path, None, "Its lines end in different ways: they are kept as they are.")
    elif written.newline:
        said = "Its lines end as on Windows or an old Mac: they are exported so again."
        yield Oddity(path, None, said)
    if parts.letters > LONGEST_TITLE:
        said = f"Its title has {parts.letters:,} letters: the first {LONGEST_TITLE:,} are shown."
        yield Oddity(path, None, said)
    if not parts.named:
        yield Oddity(path, None, "Neither front matter nor a heading names it: its file does.")
    if not parts.body.strip():
        yield Oddity(path, None, "There is no text in it.")
    for line in script_lines(parts.body):
        said = "There is a script or a frame in it: it stays text, and is never run."
        yield Oddity(path, _in_file(line, parts), said)


def _led(folder: Folder, path: str, parts: _Parts) -> tuple[dict[str, str], list[Oddity]]:
    """The files beside an article, by their paths, and what is odd where it leads."""
    files, said = dict[str, str](), dict[str, int]()
    for count, link in enumerate(links(parts.body)):
        if count == _MOST_LINKS:
            said[f"Only the first {_MOST_LINKS:,} links of it were looked at."] = link.line
            break
        there, why = _meant(folder, path, link)
        if why:
            said.setdefault(why, link.line)
        if there in folder.files:
            files.setdefault(there, _name_for(there, files))
    return files, [Oddity(path, _in_file(line, parts), why) for why, line in said.items()]


def _meant(folder: Folder, path: str, link: Link) -> tuple[str, str]:
    """The file of the folder that a link leads to, else "" and, where that is odd, why."""
    target = link.target[:100]
    if link.kind in _SAID_OF:
        return "", _SAID_OF[link.kind].format(target=target)
    if link.kind == WEB and link.image:
        return "", f"The image “{target}” is on the web: it is not fetched."
    if link.kind not in (BESIDE, ROOT):
        return "", ""
    base = path if link.kind == BESIDE else ""
    there = path_of(base, link.target.lstrip("/") if link.kind == ROOT else link.target)
    for one in files_meant(there) if there else ():
        if one in folder.files or one in folder.known:
            return one, ""
    if link.kind == ROOT:
        return "", f"“{target}” leads to a place on some web site: it is kept as it is written."
    if there is None:
        return "", f"“{target}” leads out of the folder: it is kept as it is written."
    return "", f"“{target}” leads nowhere: there is no such file in the folder."


def _name_for(path: str, files: dict[str, str]) -> str:
    """A name for a file that no other of the article has, however capitals are taken."""
    taken = {name.casefold() for name in files.values()}
    wanted = safe_name(path)
    names = (numbered(wanted, number) for number in range(1, len(taken) + 2))
    return next(name for name in names if name.casefold() not in taken)
