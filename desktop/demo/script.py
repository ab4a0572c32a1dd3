"""The sample desk's own words, read from `resources/demo`: who is on it, and what goes wrong."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.handbook.working_hours import DAYS

_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "demo"
_WEEK = ("mon", "tue", "wed", "thu", "fri")


@dataclass(frozen=True)
class Member:
    """Somebody of the team: `skills` by level, `shift` as ("09:00", "17:00"), every working day.

    `on_call` are the hours by weekday in which they are called for what cannot wait.
    """

    name: str
    role: str
    skills: Mapping[str, int]
    shift: tuple[str, str]
    on_call: Mapping[str, Any] = field(default_factory=dict)

    @property
    def shifts(self) -> dict[str, Any]:
        """The intervals of each weekday, at work and on call, as a person holds them."""
        work = {day: [list(self.shift)] for day in _WEEK}
        days = {day: [*work.get(day, []), *self.on_call.get(day, [])] for day in DAYS}
        return {day: sorted(spans) for day, spans in days.items() if spans}


@dataclass(frozen=True)
class Company:
    """A customer: who writes, from where, and which categories can go wrong for them."""

    name: str
    contact: str
    site: str
    environment: str
    uses: tuple[str, ...]

    @property
    def address(self) -> str:
        """Where the contact is written to."""
        return f"{self.contact.lower()}@{'-'.join(re.findall('[a-z]+', self.name.lower()))}.example"


@dataclass(frozen=True)
class Agreement:
    """A contract, its terms as in the handbook's file."""

    customer: str
    name: str
    terms: Mapping[str, Any]


@dataclass(frozen=True)
class Trouble:
    """What goes wrong, from the customer's first words to the closing note.

    `news` is what the team finds on the way; {braces} in any text are filled in for each case.
    `article` is the key of the one that tells of it. What has `ended` was met until an action
    put an end to it, and is told of that time alone.
    """

    priority: str
    category: str
    title: str
    impact: str
    steps: str
    message: str
    news: tuple[str, ...]
    note: str
    cause: str
    workaround: str = ""
    prevention: str = ""
    systemic: bool = False
    ended: bool = False
    article: str = ""


@dataclass(frozen=True)
class Question:
    """What a customer is asked, what the case waits for then, and the answer; about what."""

    ask: str
    waiting_for: str
    answer: str
    about: tuple[str, ...]


@dataclass(frozen=True)
class Paper:
    """An article in Markdown; its kind is the two letters its key begins with."""

    key: str
    title: str
    body: str


@dataclass(frozen=True)
class Step:
    """What happens in a case that is told step by step.

    `at`, `logged` and `until` are days and times of a week: “tue 09:18:05”; `by` names a person, or
    nobody where the customer acts. `data` is the event's own, its texts with {braces}.
    """

    at: str
    event: str
    by: str = ""
    logged: str = ""
    until: str = ""
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Objection:
    """What the customer holds against a credit: `instead` is when the wait ended as they have it.

    `calculated_after` and `disputed_after` are hours of work from the end of the quarter.
    """

    calculated_after: int
    disputed_after: int
    instead: str
    reason: str


@dataclass(frozen=True)
class Dispute:
    """The breach that is disputed, step by step, and what becomes of its credit."""

    customer: str
    agent: str
    opened: str
    trouble: Trouble
    steps: tuple[Step, ...]
    objection: Objection


@dataclass(frozen=True)
class Proposal:
    """The next handbook that the lead thinks about: cells of the targets, by path, as typed."""

    name: str
    targets: Mapping[str, Mapping[str, Mapping[str, str]]]


@dataclass(frozen=True)
class Script:
    """Everything that is said on the sample desk.

    `groups` names the squad of a category; `slots` are words to choose from for {braces}, `talk`
    the sentences that fit any case, `scores` what is said with a score from 1 to 5.
    """

    people: tuple[Member, ...]
    companies: tuple[Company, ...]
    agreements: tuple[Agreement, ...]
    groups: Mapping[str, str]
    troubles: tuple[Trouble, ...]
    questions: tuple[Question, ...]
    slots: Mapping[str, tuple[str, ...]]
    talk: Mapping[str, tuple[str, ...]]
    scores: Mapping[str, tuple[str, ...]]
    articles: tuple[Paper, ...]
    postmortem: Paper
    actions: tuple[Mapping[str, Any], ...]
    earlier_actions: tuple[Mapping[str, Any], ...]
    dispute: Dispute
    proposal: Proposal


def read_script(folder: Path = _FOLDER) -> Script:
    """Read all of it; a mistake in the files is a bug and shows as one."""
    desk = tomllib.loads((folder / "desk.toml").read_text("utf-8"))
    actions = tomllib.loads((folder / "actions.toml").read_text("utf-8"))
    troubles = tomllib.loads((folder / "troubles.toml").read_text("utf-8"))["trouble"]
    return Script(
        people=tuple(Member(**_fixed(row)) for row in desk["person"]),
        companies=tuple(Company(**_fixed(row)) for row in desk["customer"]),
        agreements=tuple(Agreement(**row) for row in desk["contract"]),
        groups=desk["groups"],
        troubles=tuple(Trouble(**_fixed(row)) for row in troubles),
        questions=tuple(Question(**_fixed(row)) for row in desk["question"]),
        slots=_fixed(desk["slots"]),
        talk=_fixed(desk["talk"]),
        scores=_fixed(desk["scores"]),
        articles=tuple(_paper(path) for path in sorted((folder / "articles").glob("*.md"))),
        postmortem=_paper(folder / "postmortem.md"),
        actions=tuple(actions["action"]),
        earlier_actions=tuple(actions["earlier"]),
        dispute=_dispute(tomllib.loads((folder / "dispute.toml").read_text("utf-8"))),
        proposal=Proposal(**desk["proposal"]),
    )


def skill_rules(folder: Path = _FOLDER) -> str:
    """What the sample team's handbook says of skills, to stand at its end."""
    return (folder / "skills.toml").read_text("utf-8")


def _dispute(written: dict[str, Any]) -> Dispute:
    return Dispute(
        customer=written["customer"],
        agent=written["agent"],
        opened=written["opened"],
        trouble=Trouble(**_fixed(written["trouble"])),
        steps=tuple(_step(row) for row in written["step"]),
        objection=Objection(**written["credit"]),
    )


def _step(row: dict[str, str]) -> Step:
    own = {name: row.pop(name) for name in ("at", "event", "by", "logged", "until") if name in row}
    return Step(**own, data=row)


def _fixed(row: Mapping[str, Any]) -> dict[str, Any]:
    return {k: tuple(value) if isinstance(value, list) else value for k, value in row.items()}


def _paper(path: Path) -> Paper:
    title, _, body = path.read_text("utf-8").partition("\n")
    return Paper(path.stem, title.removeprefix("# ").strip(), body.strip() + "\n")
