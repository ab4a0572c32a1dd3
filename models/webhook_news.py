"""What is told outside: an alert that escalated, a threshold that was crossed, a test."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, Protocol

from models.alert_words import call_words, level_words
from models.handbook.alerting import CALLS
from models.text import Text, text
from models.wording import commitment_name, role_name

What = Literal["escalated", "seen", "over"]
Queue = Literal["crossed", "fell_back"]
_SEVERITIES: Final = {"P1": "critical", "P2": "error", "P3": "warning", "P4": "info"}


class Told(Protocol):
    """Something that is told: what became of it and when, how grave it is, and what it is known by
    after the desk's mark.
    """

    @property
    def what(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def severity(self) -> str: ...
    @property
    def number(self) -> str: ...

    def by_name(self, known_as: str) -> dict[str, Any]:
        """All that is told, by names."""
        ...

    def sentence(self) -> Text:
        """The same for people."""
        ...


@dataclass(frozen=True)
class CaseTold:
    """What is told of the case of an alert that is not restricted."""

    key: str
    title: str
    customer: str
    priority: str
    commitment: str
    level: str
    deadline_at: datetime
    reason: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class News:
    """An alert that nobody has seen took a `step` and was told to a `role`; what was posted of it
    was seen by somebody; or it is over, for what it warned of is not so any more.

    `unheld` where nobody held the role, so that it went to the lead; no `case` where that is
    restricted: nothing is told of it but that there is one.
    """

    what: What
    alert_id: int
    step: int
    role: str
    unheld: bool
    at: datetime
    case: CaseTold | None

    @property
    def severity(self) -> str:
        """That of its priority; of a restricted case the gravest, for it may be."""
        return _SEVERITIES[self.case.priority] if self.case else _SEVERITIES["P1"]

    @property
    def number(self) -> str:
        """The alert's."""
        return str(self.alert_id)

    def by_name(self, known_as: str) -> dict[str, Any]:
        """All that is told, by names."""
        told: dict[str, Any] = {
            "event": self.what, "id": f"{self.alert_id}-{self.step}-{self.what}",
            "alert": known_as, "step": self.step, "role": self.role,
            "role_held": not self.unheld, "at": self.at.isoformat(),
            "restricted": self.case is None,
        }  # fmt: skip
        case = self.case
        if case is None:
            return told
        return told | {
            "case": case.key,
            "title": case.title,
            "customer": case.customer,
            "priority": case.priority,
            "commitment": case.commitment,
            "level": case.level,
            "deadline_at": case.deadline_at.isoformat(),
        }

    def sentence(self) -> Text:
        """“P1 CS-1001, Contoso: Payments fail (First response, SLO reached). Nobody has seen it:
        the engineering on-call is told.”"""
        return text("{what} {became}", what=_what(self.case), became=_became(self))


@dataclass(frozen=True)
class QueueNews:
    """A threshold of the queue was crossed, in `words`, and told to a role; or it fell back."""

    what: Queue
    crossing_id: int
    threshold: str
    role: str
    unheld: bool
    at: datetime
    words: str

    severity = "warning"

    @property
    def number(self) -> str:
        """The crossing's, apart from those of alerts."""
        return f"queue-{self.crossing_id}"

    def by_name(self, known_as: str) -> dict[str, Any]:
        """All that is told, by names."""
        return {
            "event": self.what, "id": f"{self.number}-{self.what}", "alert": known_as,
            "threshold": self.threshold, "sentence": self.words, "role": self.role,
            "role_held": not self.unheld, "at": self.at.isoformat(), "restricted": False,
        }  # fmt: skip

    def sentence(self) -> Text:
        """“12 P2 cases are open, over 10. The squad lead is told, once, until it has fallen
        back.”"""
        if self.what == "fell_back":
            return text("It has fallen back. It had been: {words}.", words=self.words)
        said = "{words}. The {role} is told, once, until it has fallen back."
        if self.unheld:
            said = "{words}. Nobody is {role}: the lead is told, once, until it has fallen back."
        return text(said, words=self.words, role=role_name(self.role))


@dataclass(frozen=True)
class Trial:
    """A post that somebody sends to see whether it arrives: of no case, and over at once."""

    what: Literal["test", "test_over"]
    at: datetime

    severity = "info"
    number = "test"

    def by_name(self, known_as: str) -> dict[str, Any]:
        """All that is told, by names."""
        return {
            "event": self.what, "id": f"{self.what}-{int(self.at.timestamp())}",
            "alert": known_as, "sentence": str(self.sentence()), "at": self.at.isoformat(),
            "restricted": False,
        }  # fmt: skip

    def sentence(self) -> Text:
        """That it is none."""
        return text("A test of Leadline: here it will say what nobody has seen. Nothing is wrong.")


def _what(case: CaseTold | None) -> Text:
    if case is None:
        return text("An alert of a restricted case.")
    whose = text(", {name}", name=case.customer) if case.customer else text("")
    return text(
        "{priority} {case}{whose}: {title} ({alert}).", priority=case.priority, case=case.key,
        whose=whose, title=case.title, alert=_alert(case),
    )  # fmt: skip


def _alert(case: CaseTold) -> Text:
    if case.commitment in CALLS:
        return call_words(case.commitment)
    name = text(commitment_name(case.commitment))
    return text(
        "{commitment}: {level}", commitment=name, level=level_words(case.level, case.reason)
    )


def _became(news: News) -> Text:
    if news.what == "seen":
        return text("Somebody has seen it.")
    if news.what == "over":
        return text("It is over.")
    if news.unheld:
        return text("Nobody has seen it, and nobody is {role}: the lead is told.",
                    role=role_name(news.role))  # fmt: skip
    return text("Nobody has seen it: the {role} is told.", role=role_name(news.role))
