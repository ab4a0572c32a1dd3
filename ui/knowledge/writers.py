"""Who else is writing the article in the editor: said at once, and for as long as they do."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from models.queries.presence import company_writing
from ui.ports import Presence
from ui.widgets.company_line import CompanyLine
from ui.workspace import Workspace

_LOOK_MS: Final = 5_000


class Writers(QObject):
    """`begin` as an article comes into the editor, `leave` as it goes. Without a `presence`, in a
    replay, nobody is told and nobody is looked for."""

    def __init__(
        self, workspace: Workspace, presence: Presence | None, line: CompanyLine, page: QWidget
    ) -> None:
        super().__init__(page)
        self._workspace, self._presence, self._line = workspace, presence, line
        self._article_id: int | None = None
        self._again = QTimer(self, interval=_LOOK_MS)
        self._again.timeout.connect(self._look)

    def begin(self, article_id: int | None) -> None:
        """Say that this article is written here, and look who else does; None: a new one."""
        if article_id != self._article_id:
            self._line.show_company([])
        self._article_id = article_id
        if self._presence is not None:
            self._presence.at_article(article_id)
            self._again.start()
            self._look()

    def leave(self) -> None:
        """Nothing is written here any more."""
        self._article_id = None
        self._again.stop()
        self._line.show_company([])
        if self._presence is not None:
            self._presence.at_article(None)

    def _look(self) -> None:
        if self._presence is not None and self._article_id is not None:
            query = partial(
                company_writing, article_id=self._article_id, desk=self._presence.desk,
                me=self._workspace.person_id,
            )  # fmt: skip
            self._workspace.read(
                query, self._line.show_company, self, "writers", lambda _: None, aside=True
            )
