"""Sentences made in `models` and translated at the edge."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Text:
    """A sentence with its values kept apart, so that the edge can translate it.

    `key` is the English sentence with `{name}` places; a value may be a `Text` itself.
    """

    key: str
    values: Mapping[str, "str | int | Text"] = field(default_factory=dict)

    def __str__(self) -> str:
        """The English sentence, for the command line, logs and paper."""
        return self.key.format(**{name: str(value) for name, value in self.values.items()})


def text(key: str, **values: "str | int | Text") -> Text:
    """Short form of `Text(key, {...})`."""
    return Text(key, values)


def counted(count: int, one: str, many: str, **values: "str | int | Text") -> Text:
    """What depends on a number, in the form that fits it: “1 case”, “2,000 cases”.

    `many` says `{count}` where the number stands, with its thousands apart.
    """
    return text(one, **values) if count == 1 else text(many, count=f"{count:,}", **values)
