"""Known issues for tests of pages, and the sheet one is read in."""

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from models.database import Database
from models.entities import Article
from models.work import Work
from ui.widgets.article_sheet import ArticleSheet

BODY = "Exports over 2 GB stall.\n\n## Workaround\nExport month by month."


def write_known_issue(
    database: Database, body: str = BODY, title: str = "Large exports stall"
) -> None:
    """KI-1, published."""

    def write(work: Work) -> None:
        told = {"kind": "known_issue", "status": "published", "changed_at": work.now}
        work.session.add(Article(key="KI-1", title=title, body=body, **told))

    database.write(write)


def article_read(qtbot: QtBot, window: QWidget) -> ArticleSheet:
    """The open sheet, once it says what it has to say, its cases too."""

    def open_sheets() -> list[ArticleSheet]:
        return [one for one in window.findChildren(ArticleSheet) if one.isVisible()]

    def is_read() -> bool:
        said = [label.text() for sheet in open_sheets() for label in sheet.findChildren(QLabel)]
        return bool(said) and not {"Reading", "Looking for its cases"}.intersection(said)

    qtbot.waitUntil(is_read)
    (found,) = open_sheets()
    return found
