"""Who else is writing what stands in an editor: said at once, and for as long as they do."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final, Literal

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from models.queries.presence import Company, company_at_postmortem, company_writing
from ui.ports import Presence
from ui.widgets.company_line import CompanyLine
from ui.workspace import Workspace

_LOOK_MS: Final = 5_000


class Writers(QObject):
    """`begin` as an article, or a postmortem, comes into the editor, `leave` as it goes. Without a
    `presence`, in a replay, nobody is told and nobody is looked for."""

    def __init__(
        self, workspace: Workspace, presence: Presence | None, line: CompanyLine, page: QWidget,
        of: Literal["article", "postmortem"] = "article",
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._workspace, self._presence, self._line = workspace, presence, line
        self._of = of
        self._written: int | None = None
        self._again = QTimer(self, interval=_LOOK_MS)
        self._again.timeout.connect(self._look)

    def begin(self, written: int | None) -> None:
        """Say that the one of this id is written here, and look who else does; None: a new one."""
        if written != self._written:
            self._line.show_company([])
        self._written = written
        if self._presence is not None:
            self._tell(self._presence, written)
            self._again.start()
            self._look()

    def leave(self) -> None:
        """Nothing is written here any more."""
        self._written = None
        self._again.stop()
        self._line.show_company([])
        if self._presence is not None:
            self._tell(self._presence, None)

    def _tell(self, presence: Presence, written: int | None) -> None:
        tell = presence.at_article if self._of == "article" else presence.at_postmortem
        tell(written)

    def _look(self) -> None:
        if self._presence is not None and self._written is not None:
            who: Callable[..., list[Company]]
            who = company_writing if self._of == "article" else company_at_postmortem
            query: Callable[[Any], list[Company]] = partial(
                _others, who, self._written, self._presence.desk, self._workspace.person_id
            )
            self._workspace.read(
                query, self._line.show_company, self, "writers", lambda _: None, aside=True
            )


def _others(
    who: Callable[..., list[Company]], written: int, desk: str, me: int | None, session: Any
) -> list[Company]:
    return who(session, written, desk, me)
