"""Errors that are not our fault, fit to be shown to a person."""

from collections.abc import Mapping


class KnownError(Exception):
    """What went wrong outside the program: a title, one sentence, and what to do next.

    Anything that is not a `KnownError` is a bug and is shown as one.
    """

    def __init__(self, title: str, sentence: str, what_next: str = "") -> None:
        super().__init__(title, sentence, what_next)
        self.title = title
        self.sentence = sentence
        self.what_next = what_next

    def __str__(self) -> str:
        return f"{self.sentence} {self.what_next}".strip()

    def to_json(self) -> dict[str, str | int | None]:
        """As a command with `--json` tells it."""
        return {"title": self.title, "sentence": self.sentence, "what_next": self.what_next}


class Problems(KnownError):
    """What is wrong with a form, field by field: `by_field` maps a field's name to a sentence."""

    def __init__(
        self, title: str, by_field: Mapping[str, str], what_next: str = "", sentence: str = ""
    ) -> None:
        said = sentence or " ".join(dict.fromkeys(by_field.values()))
        super().__init__(title, said, what_next)
        self.by_field = dict(by_field)


class Incomplete(Problems):
    """A case lacks something that it may lack only where it is said to be incomplete."""


class Unreachable(KnownError):
    """No connection could be made: nothing was asked of the database."""


class SignInError(Unreachable):
    """The server wants a password: none was given, or not the right one."""


class OlderDesk(KnownError):
    """The desk was made by an earlier version: it opens after an upgrade."""
