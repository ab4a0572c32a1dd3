"""The sample desk's own words, read from `resources/demo`: who is on it, and what goes wrong."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "demo"
_WEEK = ("mon", "tue", "wed", "thu", "fri")


@dataclass(frozen=True)
class Member:
    """Somebody of the team: `skills` by level, `shift` as ("09:00", "17:00"), every working day."""

    name: str
    role: str
    skills: Mapping[str, int]
    shift: tuple[str, str]

    @property
    def shifts(self) -> dict[str, Any]:
        """The intervals of each weekday, as a person holds them."""
        return {day: [list(self.shift)] for day in _WEEK}


@dataclass(frozen=True)
class Company:
    """A customer: who writes, from where, and which categories can go wrong for them."""

    name: str
    contact: str
    site: str
    environment: str
    uses: tuple[str, ...]


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
class Script:
    """Everything that is said on the sample desk.

    `groups` names the squad of a category; `slots` are words to choose from for {braces}, `talk`
    the sentences that fit any case.
    """

    people: tuple[Member, ...]
    companies: tuple[Company, ...]
    agreements: tuple[Agreement, ...]
    groups: Mapping[str, str]
    troubles: tuple[Trouble, ...]
    questions: tuple[Question, ...]
    slots: Mapping[str, tuple[str, ...]]
    talk: Mapping[str, tuple[str, ...]]
    articles: tuple[Paper, ...]
    postmortem: Paper


def read_script(folder: Path = _FOLDER) -> Script:
    """Read all of it; a mistake in the files is a bug and shows as one."""
    desk = tomllib.loads((folder / "desk.toml").read_text("utf-8"))
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
        articles=tuple(_paper(path) for path in sorted((folder / "articles").glob("*.md"))),
        postmortem=_paper(folder / "postmortem.md"),
    )


def _fixed(row: Mapping[str, Any]) -> dict[str, Any]:
    return {k: tuple(value) if isinstance(value, list) else value for k, value in row.items()}


def _paper(path: Path) -> Paper:
    title, _, body = path.read_text("utf-8").partition("\n")
    return Paper(path.stem, title.removeprefix("# ").strip(), body.strip() + "\n")
