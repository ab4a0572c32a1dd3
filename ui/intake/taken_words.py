"""What a pasted complaint gave to the form, said field by field."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from models.complaint import Complaint
from models.typed_instant import typed_words
from ui.messages import tr

_NAMES: Final = {
    "title": "title", "message": "message", "customer": "customer", "contact": "contact",
    "received_at": "received",
}  # fmt: skip


def told_by(complaint: Complaint, now: datetime, zone: ZoneInfo) -> dict[str, str]:
    """The texts of the form, when it was received in words that a person would type."""
    told = complaint.fields()
    if "received_at" in told:
        told["received_at"] = typed_words(told["received_at"], now, zone)
    return told


def beside(told: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """Of this what is empty in the form yet; a title that finds none free begins the message."""
    found = {name: words for name, words in told.items() if name not in typed}
    title = told.get("title", "")
    if "title" in typed and "message" in found and typed["title"].strip() != title:
        found["message"] = f"{title}\n\n{found['message']}".strip()
    return found


def taken_words(names: Iterable[str]) -> str:
    """“Read as a complaint: contact, received and message are filled in”."""
    *most, last = [tr(_NAMES[name]) for name in _NAMES if name in set(names)]
    if not most:
        return tr("Read as a complaint: {field} is filled in", field=last)
    return tr("Read as a complaint: {fields} and {last} are filled in",
              fields=", ".join(most), last=last)  # fmt: skip


def how_words(told: Mapping[str, str], kept: Collection[str], undo: str) -> str:
    """When its clocks begin, what stays as it was typed, and how to take it out again."""
    found = []
    if "received_at" in told:
        found.append(tr("Its clocks begin {time}.", time=told["received_at"]))
    stays = ", ".join(tr(_NAMES[name]) for name in _NAMES if name in kept)
    if stays:
        found.append(tr("What you typed stays: {fields}.", fields=stays))
    return " ".join([*found, undo])
