"""The draft of an update: what may be told, as a customer reads it. It is edited before it goes."""

from collections.abc import Iterator, Mapping
from typing import Final

from models.handbook.since_update import SinceUpdate

HEAR_AGAIN: Final = "You hear from us again by {when}."

_FOR_EACH: Final = (
    "Hello{% if contact %} {{ contact }}{% endif %},\n\n",
    "\n\n{% if next_update %}\nYou hear from us again by {{ next_update }}.\n\n{% endif %}\n"
    "{% if agent %}\n{{ agent }}\n{% endif %}\n",
)  # fmt: skip

_STATUS: Final[Mapping[str, str]] = {
    "in_progress": "We are working on it.",
    "waiting_customer": "We wait for your answer.",
    "waiting_third_party": "We wait for a third party whose part is needed.",
    "waiting_engineering": "Our engineers are looking into it.",
}


def update_draft(
    since: SinceUpdate, values: Mapping[str, str], when: str, people: Mapping[int, str]
) -> str:
    """The words; `values` are those of `models.reply_text`, `when` the last update was."""
    hello = f"Hello {values['contact']}," if values["contact"] else "Hello,"
    told = list(_told(since, people))
    parts = [hello, f"this is how it stands with {values['case']}, “{values['title']}”."]
    if told:
        parts.append("\n".join([f"Since {when}:", "", *(f"- {line}" for line in told)]))
    else:
        parts.append(f"Nothing has changed since {when}; we are still on it.")
    parts.append(followed_live(values))
    if values["next_update"]:
        parts.append(HEAR_AGAIN.format(when=values["next_update"]))
    return "\n\n".join(filter(None, [*parts, values["agent"]]))


def for_each(words: str) -> str:
    """The same words for several customers as a reply template: greeting, promise and name are each
    one's own.
    """
    before, after = _FOR_EACH
    return f"{before}{words.strip()}{after}" if words.strip() else ""


def shipped_words(values: Mapping[str, str], what: str) -> str:
    """That a hotfix is out, for one customer; `values` are those of `models.reply_text`."""
    hello = f"Hello {values['contact']}," if values["contact"] else "Hello,"
    named = f" ({what})" if what else ""
    parts = [
        hello,
        f"the fix for {values['case']}, “{values['title']}”, is out{named}.",
        "Could you try it, and tell us whether it works for you now?",
    ]
    if values["next_update"]:
        parts.append(HEAR_AGAIN.format(when=values["next_update"]))
    return "\n\n".join(filter(None, [*parts, values["agent"]]))


def followed_live(values: Mapping[str, str]) -> str:
    """The line that names a P1's live channel (rule 9); empty where there is none."""
    if values["priority"] != "P1" or not values["channel"]:
        return ""
    return f"You can follow along live: {values['channel']}"


def _told(since: SinceUpdate, people: Mapping[int, str]) -> Iterator[str]:
    if since.reopened:
        yield "We have taken it up again."
    if since.messages:
        yield (
            "We have received your message."
            if since.messages == 1
            else (f"We have received your {since.messages} messages.")
        )
    name = people.get(since.assignee_id or 0)
    if name:
        yield f"{name} has it in hand."
    if since.priority:
        yield f"Its priority is {since.priority}."
    status = _STATUS.get(since.status or "")
    if status is not None:
        yield status
