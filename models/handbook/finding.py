"""What the linter finds wrong with a handbook that can be read."""

from dataclasses import dataclass, replace
from typing import Any

from models.handbook.toml_source import Path, key_words, line_of
from models.text import Text


@dataclass(frozen=True)
class Finding:
    """One thing that is likely not meant: what, where, why it matters, and how to mend it.

    `code` names the kind of finding for good; `path` is the key it is about, and `line` the line
    of the file it was found in.
    """

    code: str
    path: Path
    what: Text
    why: Text
    mend: Text
    line: int | None = None

    @property
    def key(self) -> str:
        """The key as people write it."""
        return key_words(self.path)

    def within(self, source: str) -> "Finding":
        """The same with the line it stands on in its file."""
        return replace(self, line=line_of(source, self.path))

    def to_json(self) -> dict[str, Any]:
        """As `leadline handbook check --json` gives it."""
        return {
            "code": self.code, "line": self.line, "key": self.key, "what": str(self.what),
            "why": str(self.why), "mend": str(self.mend),
        }  # fmt: skip
