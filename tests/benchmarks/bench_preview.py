"""An article of 50 kB in the editor: the preview once typing pauses, and a key."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from desktop.drafts import FileDrafts
from models.changes import Written
from models.desk_time import RunningClock

# isort: split
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextBrowser

from models.commands.articles import NewArticle
from tests.benchmarks.figures import Figure, paired, timed
from ui.actions import Actions
from ui.knowledge.article_editor import ArticleEditor
from ui.tasks import Tasks
from ui.theme import Theme
from ui.workspace import Workspace

Result = TypeVar("Result")

LETTERS: Final = 50_000
FRAME_MS: Final = 16.7
_SECTION: Final = """## What happens, {n}

Exports of more than **2 GB** stop before they are done, and what is left of the file cannot be
opened; the log says `no space left on device`. Customers see it at the end of a quarter, when they
fetch everything at once, and write in as [this page](https://example.com/{n}) says they should.

1. Look at the worker's log.
2. Export month by month, then join the files.

| Version | Since    | Seen by      |
| ------- | -------- | ------------ |
| 4.{n}   | 20 April | 12 customers |

"""


def run() -> list[Figure]:
    """Each beside what Qt alone takes for the same text."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    article = "".join(_SECTION.format(n=n) for n in range(LETTERS // 500))[:LETTERS]
    with tempfile.TemporaryDirectory() as folder:
        drafts, tasks, clock = FileDrafts(Path(folder)), Tasks(), RunningClock()
        workspace = Workspace(_NoDesk(), tasks, clock, None)
        editor = ArticleEditor(Theme(application, "light"), workspace, Actions(), drafts)
        editor.resize(1_200, 800)
        editor.show()
        editor.begin(NewArticle("known_issue", "Large exports stop", article))
        application.processEvents()
        figures = [_preview(application, editor), _key(editor, article)]
        drafts.close()
        tasks.shutdown()
        return figures


def _preview(application: QApplication, editor: ArticleEditor) -> Figure:
    bare = QTextBrowser()
    bare.resize(editor.preview.size())
    bare.show()

    def type_and_show() -> None:
        editor.source.textCursor().insertText("x")
        editor.preview.refresh()
        editor.preview.repaint()

    def show_bare() -> None:
        document = QTextDocument(bare)
        document.setMarkdown(editor.source.toPlainText(), QTextDocument.MarkdownFeature(0x0F0C))
        bare.setDocument(document)
        bare.repaint()

    ours, alone = paired(timed(type_and_show), timed(show_bare))
    return Figure(
        "preview of 50 kB", ours, alone, bound="at most", bar=1.0,
        detail=f"{ours * 1e3:.1f} ms from the pause to the picture (the goal is {FRAME_MS} ms, a "
        "frame), against Qt's own document of the same text",
    )  # fmt: skip


def _key(editor: ArticleEditor, article: str) -> Figure:
    bare = QPlainTextEdit(article)
    bare.resize(editor.source.size())
    bare.show()
    ours, alone = paired(
        timed(lambda: QTest.keyClick(editor.source, Qt.Key.Key_A)),
        timed(lambda: QTest.keyClick(bare, Qt.Key.Key_A)), rounds=41,
    )  # fmt: skip
    return Figure(
        "a key in an article of 50 kB", ours, alone, bound="at most", bar=20.0,
        detail=f"{ours * 1e3:.2f} ms until the next key is read, the draft kept (a frame has "
        f"{FRAME_MS} ms), against a bare field of Qt's",
    )  # fmt: skip


class _NoDesk:
    """Nothing is read or written here."""

    def read(self, query: Callable[[Any], Result]) -> Result:
        raise LookupError(query)

    def write(
        self, command: Callable[[Any], Result], *, doubtful: Callable[[], None]
    ) -> Written[Result]:
        raise LookupError(command)
