"""What pages may ask of the application around them. Passed in; a page never looks for them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from models.gauge import State
from models.text import Text
from models.webhook_answer import Answer
from ui.folder_ports import FolderPorts
from ui.folder_ports import ProgressLike as ProgressLike


class Preferences(Protocol):
    """Small things remembered on this computer: window size, light or dark, widths of columns."""

    def get(self, name: str, default: str = "") -> str:
        """What was kept under `name`, or `default`."""
        ...

    def set(self, name: str, value: str) -> None:
        """Keep `value` under `name`."""
        ...


@dataclass(frozen=True)
class Found:
    """Something the find field offers: a line, its detail, and where it leads.

    `passage` shows why it was found, `marks` are the (begin, end) of the words in it.
    """

    text: str
    detail: str
    icon: str
    run: Callable[[], None]
    passage: str = ""
    marks: tuple[tuple[int, int], ...] = ()


class Answered(Protocol):
    """Takes what was found, and what is to be said above it or where there is nothing."""

    def __call__(self, found: list[Found], told: str = "") -> None:
        """Show it."""
        ...


class Finder(Protocol):
    """Finds cases (or other things of the desk) by key or title for the find field."""

    def __call__(self, words: str, then: Answered) -> None:
        """Look for `words` off the GUI thread; call `then` with at most some ten, best first."""
        ...


@dataclass(frozen=True)
class DueAlert:
    """One line of the alert bar: what is due for the person at this desk.

    `imminent`: minutes away from the breach. `place`: what opens it where it is of no case.
    """

    id: int
    case_id: int | None
    case_key: str
    sentence: Text
    state: State
    button: Text
    imminent: bool = False
    place: str = ""


@dataclass(frozen=True)
class DeskStatus:
    """What the foot of the window says about the desk; `None` or "" where it is not known.

    `database` names where the data is ("This computer", "support@db-2 · verified TLS"); `mode` what
    is unusual ("Replay of 10 March 2016"); `only_here` that no message can be shown outside the
    window.
    """

    watching: bool
    database: str
    swept_at: datetime | None = None
    mode: str = ""
    only_here: bool = False


@dataclass(frozen=True)
class DeskCover:
    """How many desks run, and in words who watches what (`on_duty`: "P1 covered by Ana, Tomás").

    Where it is not known how many, `desks` is None. `nobody` says what nobody watches, and `why`;
    "" where somebody watches everything.
    """

    desks: int | None
    on_duty: str
    nobody: str = ""
    why: str = ""


@dataclass(frozen=True)
class DeskCrossing:
    """A threshold of the queue that stands crossed, and who was told of it, in words."""

    what: str
    told: str


@dataclass(frozen=True)
class ImportProblem:
    """A value of a log that could not be read."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class LogDescription:
    """What a log is: its format, how much it holds, and how its dates are written.

    Instants are None where no row could be read; `busiest_at` is when most cases were open.
    """

    format: Text
    rows: int
    cases: int
    dates: Text
    first_at: datetime | None = None
    last_at: datetime | None = None
    busiest_at: datetime | None = None


@dataclass(frozen=True)
class ImportSummary:
    """What an import did, or would do: counts, problems, and what was assumed.

    `skipped` cases were on the desk already; `log` is None where the import was cancelled.
    Of a survey's `scores`, answers are counted in the place of cases.
    """

    cases: int
    events: int
    skipped: int
    problems: tuple[ImportProblem, ...]
    seconds: float
    zone: str
    notes: tuple[Text, ...] = ()
    cancelled: bool = False
    log: LogDescription | None = None
    scores: bool = False


class Presence(Protocol):
    """This desk among those that run."""

    @property
    def desk(self) -> str:
        """What it is called among them."""
        ...

    def at_case(self, case_id: int | None) -> None:
        """Tell colleagues which case is in view here, or that none is."""
        ...

    def at_article(self, article_id: int | None) -> None:
        """Tell colleagues which article is being written here, or that none is."""
        ...

    def at_postmortem(self, postmortem_id: int | None) -> None:
        """Tell colleagues which postmortem is being written here, or that none is."""
        ...


class Ports(FolderPorts, Protocol):
    """The application, as a page sees it. The two long jobs run on a worker, never on the GUI's.

    `presence` is None where nobody is to know of this desk: in a replay.
    """

    @property
    def presence(self) -> Presence | None: ...

    def import_log(
        self,
        path: Path,
        zone: str | None,
        *,
        dry_run: bool,
        keep_good: bool,
        progress: ProgressLike,
    ) -> ImportSummary:
        """Read another desk's log; `zone` None means the team's. Raises KnownError.

        With problems nothing is kept, unless `keep_good` keeps the cases without one.
        """
        ...

    def past_command(self, instant: datetime) -> str:
        """The command that shows this desk as it was at an instant, to be typed in a terminal."""
        ...

    def open_past(self, instant: datetime) -> None:
        """Show this desk as it was at an instant in a window of its own. Raises KnownError."""
        ...

    def quarterly_pdf(self, period: str, path: Path, progress: ProgressLike) -> bool:
        """Write the review of a quarter ("2016Q1") as a PDF; False where it was cancelled.

        Raises KnownError.
        """
        ...

    def pack_pdf(
        self, kind: str, period: str, path: Path, progress: ProgressLike, *, named: bool
    ) -> bool:
        """Write the "weekly" review of a week ("2016-W12") or the "monthly" one of a month as a
        PDF, with names where `named`; False where it was cancelled. Raises KnownError.
        """
        ...

    def actions_pdf(self, path: Path, progress: ProgressLike) -> bool:
        """Write the published list of corrective actions as a PDF; False where it was cancelled.

        Raises KnownError.
        """
        ...

    def proof_pdf(
        self, case_id: int, path: Path, progress: ProgressLike, *, external: bool
    ) -> bool:
        """Write the proof of a case as a PDF, for the customer where `external`; False where it was
        cancelled. Raises KnownError.
        """
        ...

    def case_pdf(self, case_id: int, path: Path, progress: ProgressLike, *, external: bool) -> bool:
        """Write all of a case as a PDF, for the customer where `external`; False where it was
        cancelled. Raises KnownError.
        """
        ...

    def customer_pdf(
        self, customer_id: int, period: str, path: Path, progress: ProgressLike
    ) -> bool:
        """Write what was kept in a period ("2016Q1") of what a customer was promised as a PDF;
        False where it was cancelled. Raises KnownError.
        """
        ...

    def sla_sheet_pdf(self, customer_id: int, path: Path, progress: ProgressLike) -> bool:
        """Write what a customer is promised as a PDF; False where it was cancelled.

        Raises KnownError.
        """
        ...

    def postmortem_pdf(self, postmortem_id: int, path: Path, progress: ProgressLike) -> bool:
        """Write a postmortem as a PDF; False where it was cancelled. Raises KnownError."""
        ...

    def try_webhook(self, url: str, shape: str, key: str | None) -> Answer:
        """Post a test to an address, in a shape, with a key (None: the one that is kept), and tell
        what the receiver answered. Raises KnownError.
        """
        ...

    def open_path(self, path: Path) -> bool:
        """Show a file or a folder with the system's own program; whether there is one."""
        ...

    def copy(self, text: str) -> None:
        """Put text on the clipboard."""
        ...
