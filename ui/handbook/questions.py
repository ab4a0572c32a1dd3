"""The plain questions in two columns, and the field of the one that takes a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from models.handbook.finding import Finding
from models.handbook.lengths import seconds_words
from models.handbook.plain_questions import Question
from models.handbook.question_answers import answered, with_grace
from models.queries.handbook_draft import DraftReading
from ui.handbook.handbook_draft import Change, HandbookDraft
from ui.handbook.notes import findings_at
from ui.handbook.promise_field import PromiseField
from ui.handbook.question_card import QuestionCard
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.field import Field

_TWO_COLUMNS = 940


@dataclass(frozen=True)
class Ways:
    """How an answer, and the window typed for reopening, become changes of the draft, and where."""

    answer: Callable[[str, str], Change]
    grace: Callable[[str], Change]
    place: Callable[[str], str]


def of_handbook() -> Ways:
    """The answers that count where no contract has others."""

    def answer(question: str, chosen: str) -> Change:
        return partial(answered, question=question, answer=chosen)

    def grace(words: str) -> Change:
        return partial(with_grace, words=words)

    return Ways(answer, grace, lambda key: key)


class Questions(QWidget):
    """An answer goes to the draft, and what the draft says comes back."""

    def __init__(self, theme: Theme, draft: HandbookDraft, ways: Ways) -> None:
        super().__init__()
        self._theme = theme
        self._draft = draft
        self._ways = ways
        self.cards: dict[str, QuestionCard] = {}
        self._grace = PromiseField(tr("How soon"))
        self._grace.setProperty("role", "")
        self._grace.setMaximumWidth(160)
        self._grace.settled.connect(self._settle_grace)
        self._grace.noted.connect(lambda words: draft.note(self._grace_place, words))
        self._grace.given_up.connect(lambda: draft.drop(self._grace_place))
        self._grace_field = Field(tr("How soon"), self._grace, tr("counted round the clock"))
        self._beside = QHBoxLayout(self)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(theme.sizes.medium)
        self._columns = (QVBoxLayout(), QVBoxLayout())
        for column in self._columns:
            column.setSpacing(theme.sizes.medium)
            self._beside.addLayout(column, 1)
            column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where their words have room, else one below the other."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        wide = self.width() >= _TWO_COLUMNS
        self._beside.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def show_draft(self, reading: DraftReading) -> None:
        """Show the answers of the draft."""
        self.show_questions(
            reading.questions, reading.findings, reading.policy.reopen_grace_seconds
        )

    def show_questions(
        self, questions: Sequence[Question], findings: Sequence[Finding], grace_seconds: int
    ) -> None:
        """Show these, each with what the linter finds about it."""
        asked = {question.id: question for question in questions}
        for gone in self.cards.keys() - asked.keys():
            self.cards.pop(gone).deleteLater()
        for question in questions:
            if question.id not in self.cards:
                self._add(question)
            found = findings_at(findings, *map(str, question.path))
            self.cards[question.id].show_question(
                question, found if question.path != ("targets",) else []
            )
        self._show_grace(asked.get("reopen"), grace_seconds)

    def focus_first(self) -> None:
        """The first question's answer."""
        for card in list(self.cards.values())[:1]:
            card.focus_first()

    def _add(self, question: Question) -> None:
        card = QuestionCard(self._theme, question)
        card.answer_chosen.connect(self._answer)
        column = min(self._columns, key=lambda column: column.count())
        column.insertWidget(column.count() - 1, card)
        self.cards[question.id] = card
        if question.id == "reopen":
            card.add_field(self._grace_field)

    def _show_grace(self, question: Question | None, seconds: int) -> None:
        self._grace_field.setVisible(question is not None and question.chosen == "grace")
        self._grace.show_words(seconds_words(seconds))
        problem = self._draft.problems.get(self._grace_place, "")
        if self._grace_place in self._draft.typed:
            self._grace.show_typed(self._draft.typed[self._grace_place], problem)
        else:
            self._grace.show_taken()
        self._grace_field.show_problem(problem)

    @property
    def _grace_place(self) -> str:
        return self._ways.place("reopen_grace")

    def _answer(self, question: str, answer: str) -> None:
        place = self._ways.place(f"question.{question}")
        self._draft.change(place, self._ways.answer(question, answer))

    def _settle_grace(self, words: str) -> None:
        self._draft.change(self._grace_place, self._ways.grace(words), words)
