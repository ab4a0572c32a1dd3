"""The agenda of a review: sections of lines, the same on the page and on paper."""

from dataclasses import dataclass
from typing import Literal

from models.queries.figures import Figure
from models.text import Text, text

Kind = Literal["case", "article", "action", "postmortem", "figure", "entry", "place"]
Shape = Literal["lines", "numbers", "minutes"]
NOTHING = text("")


@dataclass(frozen=True)
class Opens:
    """What a line leads to: a case or an action by its `id`, an article by its key (`name`), the
    cases behind a `figure`, or a place of the window by its `name`."""

    kind: Kind
    id: int = 0
    name: str = ""
    figure: Figure | None = None


@dataclass(frozen=True)
class Line:
    """What it is, more of it in smaller words, a value at its end, and what that was before.

    `badge` is a priority, `key` that of a case or an article; `late` is said by a mark.
    """

    words: Text
    detail: Text = NOTHING
    value: Text = NOTHING
    was: Text = NOTHING
    badge: str = ""
    key: str = ""
    late: bool = False
    opens: Opens | None = None


@dataclass(frozen=True)
class Section:
    """A part of the agenda by its `name`, in the order in which a team talks about it.

    `total` is how many lines there would be; `heads` are those of the paper's columns: words,
    detail, value, and what was. Without a line `nothing` names what there is none of, as a part of
    a sentence; a section with an `empty` is there nevertheless, and says that.
    """

    name: str
    title: Text
    lines: tuple[Line, ...]
    heads: tuple[Text, ...]
    nothing: Text
    note: Text = NOTHING
    total: int = 0
    shape: Shape = "lines"
    empty: Text = NOTHING

    @property
    def more(self) -> int:
        """How many lines are cut."""
        return max(self.total - len(self.lines), 0)
