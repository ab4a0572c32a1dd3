"""What stands in the editor of a postmortem, kept on this computer until it is saved."""

import json
from collections.abc import Mapping
from typing import Any, Final

from models.handbook.postmortems import SECTIONS, Said
from ui.drafts import Drafts

_BASE: Final = "base"
"""The number of the version that was changed."""

TEXTS: Final = ("title", "body", *SECTIONS)
"""The fields that are words alone."""

Values = dict[str, str]


def values_of(said: Said) -> Values:
    """What the editor begins with, by field; factors line by line, the timeline as JSON."""
    texts = {name: said.fields.get(name, "") for name in SECTIONS}
    return {
        "title": said.title, "body": said.body, **texts, "factors": "\n".join(said.factors),
        "case_ids": " ".join(map(str, said.case_ids)),
        "timeline": json.dumps([dict(row) for row in said.timeline], sort_keys=True),
    }  # fmt: skip


def said_in(values: Mapping[str, str], held: Mapping[str, Any]) -> Said:
    """What saving it comes to; `held` are the texts it has, of which another program may know
    more than the editor shows."""
    texts = dict(held) | {name: values.get(name, "") for name in SECTIONS}
    return Said(
        values.get("title", ""), values.get("body", ""),
        tuple(int(one) for one in values.get("case_ids", "").split()),
        {name: words for name, words in texts.items() if words},
        tuple(json.loads(values.get("timeline") or "[]")),
        tuple(filter(None, values.get("factors", "").split("\n"))),
    )  # fmt: skip


def draft_name(postmortem_id: int) -> str:
    """The name of what is typed of a postmortem and not saved."""
    return f"postmortem-{postmortem_id}"


class PostmortemDraft:
    """The draft of one postmortem: `values` are its texts by field, `begun` those it began with,
    `base` the number of the version that it follows; `follows`: it was put together with that."""

    def __init__(self, drafts: Drafts, postmortem_id: int, number: int, said: Said) -> None:
        self._drafts, self.id = drafts, postmortem_id
        self.held, self.begun, self._latest = said.fields, values_of(said), number
        self.name = draft_name(postmortem_id)
        kept = drafts.get(self.name)
        base = int(kept.pop(_BASE, "0") or 0)
        self.is_back = bool(kept) and any(
            kept.get(field, "") != self.begun.get(field, "")
            for field in {*kept, *self.begun} - {"note"}
        )
        self.follows = False
        self.values: Values = kept if self.is_back else dict(self.begun)
        self.base = base if self.is_back else number

    @property
    def is_typed(self) -> bool:
        """Whether there is something that is not saved."""
        said = {field: words for field, words in self.values.items() if words}
        return said != {field: words for field, words in self.begun.items() if words}

    def keep(self, values: Mapping[str, str]) -> None:
        """Keep what stands there, where it is something else than what is saved."""
        self.values = dict(values)
        whole = {**self.values, _BASE: str(self.base)}
        self._drafts.keep(self.name, whole if self.is_typed else {})

    def forget(self, sent: Mapping[str, str]) -> None:
        """That is saved; what was typed since is kept still."""
        if self.values == dict(sent):
            self._drafts.forget(self.name)

    def give_up(self) -> None:
        """Back to what it began with."""
        self.base = self._latest
        self.keep(self.begun)

    def rebase(self, number: int, said: Said) -> None:
        """This is to stand here, which takes the version of that number into account."""
        self.base, self.held, self.follows = number, said.fields, True
        self.keep({**values_of(said), "note": self.values.get("note", "")})

    def said(self) -> Said:
        """What saving it comes to."""
        return said_in(self.values, self.held)
