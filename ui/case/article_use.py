"""What is done with articles at a case: answer with one, say what it was worth, write one."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.commands.article_from_case import write_from_case
from models.commands.article_use import answer_with, judge_article
from models.handbook.articles import HELPED, WRONG
from models.queries.case import CaseDetail
from ui.actions import Actions
from ui.case.asking import Asking
from ui.case.case_forms import for_one
from ui.case.composer import Composer
from ui.messages import inline, tr
from ui.page_actions import CASE
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.growing_text import GrowingText
from ui.workspace import Workspace


class ArticleUse(QObject):
    """`at_hand` is the key of the article that the keyboard is on, or that is meant without it;
    `to_answer` the key and the workaround of the one that may answer.

    `changed` when something was written; `written` carries the key of an article that was begun.
    """

    changed = Signal()
    written = Signal(str)

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, asking: Asking,
        composer: Composer, page: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._theme = theme
        self._workspace = workspace
        self._asking = asking
        self._composer = composer
        self._case: CaseDetail | None = None
        self.at_hand: Callable[[], str] = str
        self.to_answer: Callable[[], tuple[str, str]] = lambda: ("", "")
        self.answer = actions.add(CASE["answer"], page, self._answer)
        self.helped = actions.add(CASE["helped"], page, self._helped)
        self.wrong = actions.add(CASE["wrong"], page, self._wrong)
        actions.add(CASE["article"], page, self._write)

    def show_case(self, case: CaseDetail) -> None:
        """The case in view."""
        self._case = case

    def answer_with(self, key: str, workaround: str) -> None:
        """Put an article's workaround into the reply, and link the article as its answer."""
        if self._case is None or self._composer.way() is None:
            self._workspace.said.emit(tr("Nothing can be told to the customer just now"))
            return
        self._composer.insert(workaround, promised="")
        said = tr("{key} is linked: its workaround is in the reply", key=inline(key))
        self._do(Asked(for_one(answer_with), {"key": key}, said, lambda _: self.changed.emit()))

    def _answer(self) -> None:
        key, workaround = self.to_answer()
        if workaround:
            self.answer_with(key, workaround)
        elif key:
            self._workspace.said.emit(tr("{key} tells no workaround: Enter reads it", key=key))
        else:
            self._workspace.said.emit(tr("No article is known that may answer it"))

    def _helped(self) -> None:
        if key := self._meant():
            self._do(self._judged(key, HELPED, "", tr("Noted: {key} helped", key=inline(key))))

    def _wrong(self) -> None:
        key = self._meant()
        if self._case is None or not key:
            return
        words = named(GrowingText(self._theme, least=2, most=8), "words")

        def read() -> Asked:
            said = tr("Noted: {key} is wrong here", key=inline(key))
            return self._judged(key, WRONG, words.toPlainText(), said)

        form = Form(
            tr("{key} is wrong here", key=inline(key)), tr("Say it is wrong"),
            [(tr("In a few words, what is wrong (may stay empty)"), words)], read,
            tr("Whoever looks after it reads this. It is suggested here no more."),
        )  # fmt: skip
        self._asking.ask(self._case, f"wrong-{key}", form)

    def _judged(self, key: str, verdict: str, words: str, said: str) -> Asked:
        given = {"key": key, "verdict": verdict, "words": words}
        return Asked(for_one(judge_article), given, said, lambda _: self.changed.emit())

    def _meant(self) -> str:
        key = self.at_hand()
        if not key:
            self._workspace.said.emit(tr("No article is linked or suggested here"))
        return key

    def _write(self) -> None:
        def written(key: str) -> None:
            self._workspace.said.emit(tr("{key} is a draft, linked with this case", key=key))
            self.written.emit(key)

        self._do(Asked(for_one(write_from_case), {}, "", written))

    def _do(self, asked: Asked) -> None:
        if self._case is not None:
            self._asking.now(self._case, asked)
