"""Which cases a new version of the handbook is to judge, and from when (rule 16)."""

from dataclasses import dataclass
from typing import Final, Literal

from models.errors import KnownError
from models.handbook.policy_file import read_policy

To = Literal["new", "open", "restate"]
TO: Final[tuple[To, ...]] = ("new", "open", "restate")


@dataclass(frozen=True)
class Publication:
    """A handbook's file on its way to become a version.

    `to` says which cases: those opened from then on ("new"), also the open ones from now on
    ("open"), or the open ones and those opened since, from their opening ("restate", which takes a
    `reason`). `asked` is the instant it is to be in force from, in seconds since the epoch, or
    None for when it is published. `base` is the version that was the last one when this was looked
    at, or None where it is to follow whatever is the last one by then.
    """

    source: str
    to: To
    asked: int | None = None
    reason: str = ""
    base: int | None = None

    def effective_at(self, now: int) -> int:
        """Since when it is in force where it is published at `now`.

        A `KnownError` where that instant and the choice of cases do not go together, or where a
        restatement says no reason.
        """
        at = now if self.asked is None else self.asked
        if self.to == "restate" and not self.reason.strip():
            raise KnownError(
                "No reason", "To restate changes verdicts that were reached.",
                "Say why; both verdicts are kept.",
            )  # fmt: skip
        if at < now and self.to != "restate":
            raise KnownError(
                "That is past", "Cases opened since then are judged by the version in force then.",
                "Leave the date out, or restate with a reason: both verdicts are kept.",
            )  # fmt: skip
        if at > now and self.to != "new":
            raise KnownError(
                "Not yet in force", "A version that begins later moves no case before then.",
                "Leave the date out, or apply it to new cases only.",
            )  # fmt: skip
        return at


def publication(source: str, to: To, asked: int | None = None, reason: str = "") -> Publication:
    """What is asked for; the file's own date counts where no other is `asked`.

    A file that cannot be read is a `FileError`.
    """
    policy = read_policy(source)
    return Publication(source, to, policy.effective_from if asked is None else asked, reason)
