"""What happens around a case, in words: what it is linked with, who leads, which steps are done."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from models.handbook.instants import from_seconds
from models.happening import Happening, Naming, plain
from models.text import Text, text
from models.wording import capitalised, role_name


def holder_words(who: str, *, by_hand: bool) -> Text:
    """Who has a role of a case, and by what: one named for a case is on no escalation path."""
    words = "{who}, named for this case" if by_hand else "{who}, by the rota"
    return text(words, who=who)


def linked(data: Mapping[str, Any], naming: Naming) -> Happening:
    """What it belongs together with, and how."""
    return Happening(text(_LINKS.get(str(data.get("why")), "Linked with {name}"), name=_end(data)))


def unlinked(data: Mapping[str, Any], naming: Naming) -> Happening:
    """It does no longer."""
    return Happening(text("No longer linked with {name}", name=_end(data)))


def _end(data: Mapping[str, Any]) -> str:
    """What a link leads to."""
    names = ("case", "article", "defect", "roadmap")
    return next((str(data[name]) for name in names if data.get(name)), "")


_LINKS: Final = {
    "answer": "Workaround taken from {name}",
    "same": "Same as {name}",
    "related": "Related to {name}",
    "follows": "Follows {name}",
    "led_to": "Followed by {name}",
    "incident": "Hangs under incident {name}",
    "affected": "{name} hangs under this incident",
    "defect": "Defect: {name}",
    "roadmap": "Roadmap: {name}",
}


def role_given(data: Mapping[str, Any], naming: Naming) -> Happening:
    """Who has a role of the incident by hand: “Comms lead: Ana Ruiz”."""
    role = text(capitalised(role_name(str(data.get("role") or ""))))
    who = naming.people.get(data.get("person_id") or 0) or str(data.get("name") or "")
    key = "{role}: {who}" if who else "{role}: as the rota says"
    return Happening(text(key, role=role, who=who))


def step(key: str) -> Callable[[Mapping[str, Any], Naming], Happening]:
    """A step of a playbook, in this sentence."""
    return lambda data, naming: Happening(text(key, step=str(data.get("step") or "")))


def hotfix_scheduled(data: Mapping[str, Any], naming: Naming) -> Happening:
    """When it ships, and what it is."""
    when = naming.when(from_seconds(data.get("at") or 0))
    return Happening(text("Hotfix scheduled for {when}", when=when), plain(data.get("what")))


def hotfix_shipped(data: Mapping[str, Any], naming: Naming) -> Happening:
    """It is out."""
    return Happening(text("Hotfix shipped"), plain(data.get("what")))


def hotfix_dropped(data: Mapping[str, Any], naming: Naming) -> Happening:
    """None comes, and why."""
    return Happening(text("No hotfix comes"), plain(data.get("reason")))
