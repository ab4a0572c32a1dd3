"""What a mail is made of: its words as a person reads them, and the files it carries."""

import re
from collections.abc import Iterator
from contextlib import suppress
from email.header import decode_header, make_header
from email.message import Message
from html.parser import HTMLParser
from typing import Final

from models.file_names import safe_name
from models.file_reading import FileContent

_HEADED: Final = ("From", "Date", "Subject")
_DEEPEST: Final = 20
_BREAKS: Final = frozenset(("br", "p", "div", "tr", "li", "h1", "h2", "h3", "blockquote", "pre"))


def header_of(mail: Message, name: str) -> str:
    """A header as it stands; letters that were sent as they are are read as UTF-8, or as Windows
    wrote them."""
    raw = next((str(value) for key, value in mail.raw_items() if key.casefold() == name), "")
    return decoded(raw.encode("utf-8", "surrogateescape")) if not raw.isascii() else raw


def readable(header: str) -> str:
    """A header as a person reads it: its encoded words decoded, on one line."""
    with suppress(LookupError, ValueError):
        header = str(make_header(decode_header(header)))
    return " ".join(header.split())


def decoded(data: bytes) -> str:
    """Text in whatever it was written."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def parts_of(mail: Message, deep: int = 0) -> tuple[str, list[FileContent]]:
    """The text of a mail, plain where it has it, and what else it carries.

    A mail within it keeps who wrote it, when, and about what; far down its words alone.
    """
    words: list[str] = []
    others: list[FileContent] = []
    for part in _leaves(mail, apart=deep < _DEEPEST):
        if _is_mail(part):
            told, carried = parts_of(_inner(part), deep + 1)
            words.append(_headed(_inner(part), told))
            others += carried
            continue
        name = readable(part.get_filename() or "")
        attached = name or part.get_content_disposition() == "attachment"
        if attached or part.get_content_maintype() != "text":
            data = part.get_payload(decode=True)
            named = safe_name(name or part.get_content_type().replace("/", "."))
            others.append(FileContent(named, data if isinstance(data, bytes) else b""))
        else:
            words.append(_readable_words(part))
    text = "\n\n".join(filter(str.strip, words))
    return text.replace("\r\n", "\n").strip(), others


def _leaves(mail: Message, apart: bool) -> Iterator[Message]:
    """What a mail is made of, without markup that says again what is plain beside it; a mail in
    it is one part."""
    again = set[int]()
    for part in _walk(mail, apart):
        if part.is_multipart() and part.get_content_subtype() == "alternative":
            ways = [way for way in _walk(part, apart) if not way.is_multipart()]
            if any(map(_is_plain, ways)):
                again.update(id(way) for way in ways if _is_markup(way))
    return (
        part for part in _walk(mail, apart)
        if (apart and _is_mail(part)) or (not part.is_multipart() and id(part) not in again)
    )  # fmt: skip


def _walk(mail: Message, apart: bool) -> Iterator[Message]:
    """A part and those in it, but for those of another mail."""
    yield mail
    if mail.is_multipart() and not (apart and _is_mail(mail)):
        for part in mail.get_payload():
            if isinstance(part, Message):
                yield from _walk(part, apart)


def _is_mail(part: Message) -> bool:
    return part.is_multipart() and part.get_content_type() == "message/rfc822"


def _inner(part: Message) -> Message:
    """The mail in a part that is one."""
    inner = part.get_payload(0)
    assert isinstance(inner, Message)
    return inner


def _headed(mail: Message, words: str) -> str:
    """A mail within a mail: who wrote it, when and about what stands above its words."""
    told = ((name, readable(header_of(mail, name.casefold()))) for name in _HEADED)
    heads = "\n".join(f"{name}: {said}" for name, said in told if said)
    return f"{heads}\n\n{words}".strip()


def _is_plain(leaf: Message) -> bool:
    return leaf.get_content_type() == "text/plain" and bool(_words(leaf).strip())


def _is_markup(leaf: Message) -> bool:
    return leaf.get_content_type() == "text/html" and not leaf.get_filename()


def _readable_words(part: Message) -> str:
    words = _words(part)
    return _without_markup(words) if part.get_content_type() == "text/html" else words


def _words(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset()
    if charset is None:
        return decoded(data)
    try:
        return data.decode(charset, "replace")
    except (LookupError, ValueError):
        return decoded(data)


class _Words(HTMLParser):
    """The words of a page, a line for each of its blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in ("script", "style")
        if tag in _BREAKS:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in ("script", "style") and self._unseen > 0
        if tag in _BREAKS:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.found.append(" ".join(data.split("\n")))


def _without_markup(page: str) -> str:
    reader = _Words()
    reader.feed(page)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.found).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
