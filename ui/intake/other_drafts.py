"""New cases that were begun and set aside when another came: kept until they are taken up again."""

import json
from collections.abc import Mapping
from typing import Final

from PySide6.QtWidgets import QWidget

from ui.drafts import Drafts
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.banner import Banner

_NAME: Final = "new-cases-aside"


class OtherDrafts(Banner):
    """Says that there are some, and how to go on with the one that waits longest.

    `retry_requested`: the person wishes to.
    """

    def __init__(
        self, theme: Theme, drafts: Drafts, keys: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._drafts = drafts
        self._keys = keys
        self._say()

    def put(self, values: Mapping[str, str]) -> None:
        """Set a draft aside; one without words is none."""
        if values:
            self._keep([*self._waiting(), dict(values)])

    def take(self, instead: Mapping[str, str]) -> dict[str, str]:
        """The draft that waits longest, `instead` set aside for it; empty where none waits."""
        waiting = self._waiting()
        if not waiting:
            return {}
        first, *others = waiting
        self._keep([*others, dict(instead)] if instead else others)
        return first

    def _waiting(self) -> list[dict[str, str]]:
        kept = self._drafts.get(_NAME)
        return [json.loads(kept[place]) for place in sorted(kept, key=int)]

    def _keep(self, waiting: list[dict[str, str]]) -> None:
        self._drafts.keep(_NAME, {str(n): json.dumps(one) for n, one in enumerate(waiting)})
        self._say()

    def _say(self) -> None:
        waiting = self._waiting()
        if not waiting:
            self.hide()
            return
        first = waiting[0].get("title") or tr("without a title")
        title = (
            tr("Another new case is kept: {title}", title=_short(first))
            if len(waiting) == 1
            else tr("{count} other new cases are kept; the first: {title}",
                    count=len(waiting), title=_short(first))
        )  # fmt: skip
        said = tr("{keys} goes on with it, and keeps what stands here.", keys=self._keys)
        self.show_message("note", title, said, tr("Go on with it"))


def _short(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
