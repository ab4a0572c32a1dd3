"""A complaint as it came, pasted or as a file of mail: what it says of a new case."""

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email import message_from_bytes, message_from_string
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

from models.errors import KnownError
from models.file_reading import ReadFiles, taken_of
from models.mail_parts import decoded, header_of, parts_of, readable
from models.typed_text import LONGEST_TEXT, check_characters, check_length

LONGEST_TITLE: Final = 300
LARGEST_FILE: Final = 50_000_000
"""Bytes: a mail as mail servers let it pass, its attachments with it."""

_HEAD: Final = 20_000
"""Letters within which the headers of a mail begin."""

_SHOWN: Final = frozenset(("from", "date", "sent", "subject"))
_OF_A_SOURCE: Final = frozenset(("mime-version", "content-type", "received", "message-id"))
_HEADER: Final = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,40}):[ \t]*(.*)")


@dataclass(frozen=True)
class Complaint:
    """The texts of a new case's form; `received_at` is as `typed_instant` reads it.

    `files` are what the mail carried beside its text, and why some of them are not taken.
    """

    title: str
    message: str = ""
    contact: str = ""
    received_at: str = ""
    customer: str = ""
    files: ReadFiles = field(default=ReadFiles((), ()), compare=False)

    def fields(self) -> dict[str, str]:
        """What is known of each field of the form."""
        texts = {
            "title": self.title, "message": self.message, "contact": self.contact,
            "received_at": self.received_at, "customer": self.customer,
        }  # fmt: skip
        return {name: words for name, words in texts.items() if words}


def read_file(path: Path) -> Complaint:
    """A file of mail, or of text; raises `KnownError` where it cannot be read or kept."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", "") or str(error)
        raise KnownError(
            "The file cannot be read", f"“{path.name}”: {why}.", "Choose another file."
        ) from None
    if len(data) > LARGEST_FILE:
        raise KnownError(
            "The file is too large",
            f"“{path.name}” is larger than {LARGEST_FILE // 1_000_000} MB.",
            "Copy what matters, and paste it.",
        )
    if path.suffix.casefold() == ".eml":
        return _sound(_of_mail(message_from_bytes(data)))
    return read_text(decoded(data))


def read_text(pasted: str) -> Complaint:
    """A pasted complaint: its first line is the title, the rest the customer's message.

    Where it begins with the headers of a mail, From, Date and Subject go where they belong;
    the others stay in the message, but for To, which is the desk. Raises `KnownError` where there
    is nothing, or too much.
    """
    text = pasted.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        raise KnownError("Nothing to take", "There is no text in it.", "Copy the complaint first.")
    check_length("message", text, LONGEST_TEXT)
    headers, rest = _headers(text)
    if _OF_A_SOURCE & headers.keys() and _SHOWN & headers.keys():
        return _sound(_of_mail(message_from_string(text)))
    if headers:
        return _sound(_of_headers(headers, rest))
    return _sound(_titled("", text))


def begins_as_mail(text: str) -> bool:
    """Whether it begins with the headers of a mail."""
    begin = text[:_HEAD].lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip()
    return bool(_headers(begin)[0])


def _sound(found: Complaint) -> Complaint:
    for words in found.fields().values():
        check_characters(words)
    check_length("message", found.message, LONGEST_TEXT)
    return found


# ---- as it was copied out of a mail program ----


def _headers(text: str) -> tuple[dict[str, str], str]:
    """The headers at the beginning by their small names, and what follows; none where a text
    only happens to begin with a colon."""
    found: dict[str, str] = {}
    lines = text.split("\n")
    last, passed = "", 0
    for line in lines:
        header = _HEADER.fullmatch(line)
        if header is not None and header[1].casefold() not in found:
            last = header[1].casefold()
            found[last] = header[2].strip()
        elif last and line.strip() and line[0] in " \t":
            found[last] += f" {line.strip()}"
        else:
            break
        passed += 1
    known = _SHOWN & found.keys()
    if len(known) < 2 and known != {"subject"}:
        return {}, text
    return found, "\n".join(lines[passed:]).strip()


def _of_headers(headers: dict[str, str], rest: str) -> Complaint:
    left = {name: words for name, words in headers.items() if name != "to"}
    contact = readable(left.pop("from", ""))
    name = next((name for name in ("date", "sent") if _instant(headers.get(name, ""))), "")
    received_at = _instant(left.pop(name, ""))
    subject = readable(left.pop("subject", ""))
    kept = "\n".join(f"{name.title()}: {words}" for name, words in left.items())
    return _titled(subject, f"{kept}\n\n{rest}".strip(), contact, received_at)


def _titled(title: str, text: str, contact: str = "", received_at: str = "") -> Complaint:
    """Without a title the first line is it; one that is too long stays in the message, whole."""
    first, _, rest = text.partition("\n")
    line = " ".join((title or first).split())
    message = text if title else rest.strip()
    if len(line) > LONGEST_TITLE:
        message = text if not title else f"{title}\n\n{text}".strip()
        line = f"{line[: LONGEST_TITLE - 1].rstrip()}…"
    return Complaint(line, message, " ".join(contact.split()), received_at)


# ---- as a mail server gave it ----


def _of_mail(mail: Message) -> Complaint:
    subject, contact = (readable(header_of(mail, name)) for name in ("subject", "from"))
    received_at = _instant(header_of(mail, "date"))
    words, carried = parts_of(mail)
    found = _titled(subject, words, contact, received_at)
    return replace(found, files=taken_of(carried))


def _instant(written: str) -> str:
    """A date of a mail as `typed_instant` reads it, its zone kept; "" where it is none."""
    try:
        found = parsedate_to_datetime(written)
    except (TypeError, ValueError, IndexError):
        try:
            found = datetime.fromisoformat(written.strip())
        except ValueError:
            return ""
    if found.tzinfo is None and written.rstrip().endswith("-0000"):
        found = found.replace(tzinfo=UTC)  # which is what it says, in a zone it does not say
    return found.isoformat(" ", "seconds")
