"""Errors that are not our fault, fit to be shown to a person."""


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
