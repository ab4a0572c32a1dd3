"""A plain question of the handbook, each answer with what follows from it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from models.handbook.finding import Finding
from models.handbook.plain_questions import Answer, Question
from ui.handbook.notes import finding_words
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.labels import heading, muted

_INDENT = 24


class QuestionCard(Card):
    """One question. `answer_chosen` carries (question, answer)."""

    answer_chosen = Signal(str, str)

    def __init__(self, theme: Theme, question: Question) -> None:
        super().__init__(theme)
        self._question = question.id
        self._answers = [answer.id for answer in question.answers]
        self._asks, self._why = heading(), muted(wrap=True)
        self._asks.setWordWrap(True)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QRadioButton] = {}
        self._follows = {answer.id: muted(wrap=True) for answer in question.answers}
        self._said = muted(wrap=True)
        self._said.setProperty("ink", "soon")
        self.content.addWidget(self._asks)
        self.content.addWidget(self._why)
        for answer in question.answers:
            self.content.addSpacing(theme.sizes.tiny)
            self.content.addLayout(self._lines(answer))
        self.content.addWidget(self._said)

    def is_of(self, question: Question) -> bool:
        """Whether it has the answers of this question."""
        return self._question == question.id and self._answers == [
            answer.id for answer in question.answers
        ]

    def show_question(self, question: Question, findings: list[Finding]) -> None:
        """Show the words, the answer in force, what follows, and what is found."""
        self._asks.setText(tr(question.asks))
        self._why.setText(tr(question.why))
        self.setAccessibleName(tr(question.asks))
        for answer in question.answers:
            button, follows = self._buttons[answer.id], tr(answer.follows)
            button.setText(tr(answer.words))
            button.setAccessibleName(tr(answer.words))
            button.setAccessibleDescription(follows)
            self._follows[answer.id].setText(follows)
        self._buttons[question.chosen].setChecked(True)
        self._said.setText("\n".join(map(finding_words, findings)))
        self._said.setVisible(bool(findings))

    def focus_first(self) -> None:
        """The answer in force."""
        chosen = self._group.checkedButton()
        if chosen is not None:
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def button(self, answer: str) -> QRadioButton:
        """The button of an answer."""
        return self._buttons[answer]

    def stops(self) -> list[QWidget]:
        """What Tab goes to."""
        return list(self._buttons.values())

    def add_field(self, field: QWidget) -> None:
        """Put a field under the answers."""
        self.content.insertWidget(self.content.count() - 1, field)

    def _lines(self, answer: Answer) -> QVBoxLayout:
        button = QRadioButton()
        button.clicked.connect(partial(self._choose, answer.id))
        self._group.addButton(button)
        self._buttons[answer.id] = button
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(button)
        self._follows[answer.id].setContentsMargins(_INDENT, 0, 0, 0)
        lines.addWidget(self._follows[answer.id])
        return lines

    def _choose(self, answer: str, *_: object) -> None:
        self.answer_chosen.emit(self._question, answer)
