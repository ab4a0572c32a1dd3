"""The head of a case: what it is about, how urgent, who has it, the facts, what is missing."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from models.handbook.environment import environment_line
from models.handbook.intake import ENDED, may
from models.handbook.languages import language_name
from models.queries.case import CaseDetail
from models.wording import PRIORITIES, capitalised, field_name, field_names, impact_words
from ui.case.afterwards import question
from ui.case.entries import ZoneNow
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.clipped_label import ClippedLabel
from ui.widgets.company_line import HEIGHT, CompanyLine
from ui.widgets.labels import ElidedLabel, body, caption
from ui.widgets.markdown import plain_text
from ui.widgets.priority_badge import PriorityBadge

_FACTS = 3
_BESIDE, _BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class HeadCard(Card):
    """`complete` asks for what is missing, `answers` are what a message after the resolution may
    be, `priority` chooses another, `access` says who sees a restricted case: each is offered beside
    the line that says why, and only then. `company` is who else has it open.
    """

    def __init__(
        self, theme: Theme, complete: QAction, answers: Sequence[QAction], priority: QAction,
        access: QAction,
    ) -> None:  # fmt: skip
        super().__init__(theme)
        self._place = ElidedLabel(role="caption")
        self.company = CompanyLine(theme)
        self._title = ClippedLabel(theme, 2, "title", 700)
        self._badge = PriorityBadge(theme)
        self._state = ElidedLabel()
        self._restricted = _Warning(theme, access)
        self._incomplete = _Warning(theme, complete)
        self._written = _Warning(theme, *answers)
        self._suggested = _Warning(theme, priority)
        for warning in (self._restricted, self._incomplete, self._written, self._suggested):
            warning.hide()  # not before a case was read
        self._facts = [_Fact(theme) for _ in range(_FACTS)]
        self.content.setSpacing(6)
        self._place.setMinimumHeight(HEIGHT)
        top = QHBoxLayout()
        top.setSpacing(theme.sizes.wide)
        top.addWidget(self._place, 1)
        top.addWidget(self.company)
        self.content.addLayout(top)
        self.content.addWidget(self._title)
        self.content.addLayout(self._state_row(theme))
        self.content.addWidget(self._restricted)
        self.content.addWidget(self._incomplete)
        self.content.addWidget(self._written)
        self.content.addWidget(self._suggested)
        self.content.addSpacing(4)
        columns = QHBoxLayout()
        columns.setSpacing(theme.sizes.wide)
        for fact in self._facts:
            columns.addWidget(fact, 1)
        self.content.addLayout(columns)

    def show_case(self, case: CaseDetail, at: ZoneNow) -> None:
        """Show the case."""
        row = case.row
        place = (
            row.key,
            row.customer,
            case.contact or "",
            tr(language_name(str(case.fields.get("language") or ""))),
            environment_line(case.fields.get("environment")),
        )
        self._place.setText(" · ".join(inline(part) for part in place if part))
        self._title.show_text(row.title or tr("No title yet"))
        self._badge.show_priority(row.priority, row.provisional)
        self._state.setText(_state_words(case))
        names = tr(field_names(row.missing))
        self._incomplete.say(tr("▲ Incomplete: {names} missing", names=names) if names else "")
        self._written.say(question(case, at))
        self._restricted.say(_restricted_words(case))
        self._suggested.say(_suggested_words(case))
        for fact, (name, value) in zip(self._facts, _facts_of(case), strict=True):
            fact.show_fact(name, value)

    def _state_row(self, theme: Theme) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.sizes.small)
        row.addWidget(self._badge)
        row.addWidget(self._state, 1)
        return row


class _Warning(QWidget):
    """What is to be seen to, and the buttons that do: beside the words, several below them."""

    def __init__(self, theme: Theme, *actions: QAction) -> None:
        super().__init__()
        self._words = body(wrap=True)
        self._words.setProperty("ink", "soon")
        one = len(actions) == 1
        column = QBoxLayout(_BESIDE if one else _BELOW, self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.sizes.small)
        column.addWidget(self._words, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.sizes.small)
        self._buttons = [(action, ActionButton(theme, action)) for action in actions]
        for _, button in self._buttons:
            row.addWidget(button)
        if not one:
            row.addStretch(1)
        column.addLayout(row)

    def say(self, words: str) -> None:
        """Nothing to say, nothing to see."""
        self._words.setText(words)
        for action, button in self._buttons:
            button.setVisible(action.isEnabled())
        self.setVisible(bool(words))


class _Fact(QWidget):
    """A name above a value of at most three lines."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._name = caption()
        self._value = ClippedLabel(theme, 3, markdown=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._name)
        column.addWidget(self._value)
        column.addStretch(1)

    def show_fact(self, name: str, value: str) -> None:
        self._name.setText(name)
        self._value.show_text(value or "–")
        self._value.setAccessibleName(f"{name}: {plain_text(value) or tr('not known')}")


def _state_words(case: CaseDetail) -> str:
    row = case.row
    meaning = tr(PRIORITIES[row.priority])
    if row.provisional:
        meaning = tr("provisional: nobody set a priority yet")
    agent = row.assignee or (tr("nobody") if row.status in ENDED else tr("▲ unassigned"))
    status = tr(row.status_words)
    if row.waiting_for:
        status = tr("{status}: {whom}", status=status, whom=row.waiting_for)
    return f"{agent} · {status} · {meaning}"


def _steps_words(case: CaseDetail) -> str:
    """The steps, and what comes of them instead of what was expected."""
    held = case.fields
    lines = [str(held.get("steps") or "")]
    lines += [f"{tr(field_name(n))}: {held[n]}" for n in ("actual", "expected") if held.get(n)]
    return "\n".join(filter(None, lines))


def _restricted_words(case: CaseDetail) -> str:
    """That not everybody sees it, and who does (rule 20)."""
    if case.named is None:
        return ""
    names = ", ".join(case.seen_by) or tr("nobody by name")
    return tr("◆ Restricted: seen by {names} and the leads", names=names)


def _suggested_words(case: CaseDetail) -> str:
    """That another priority follows from what is known by now (rule 20)."""
    if case.suggestion is None or not may("change_priority", case.row.status):
        return ""
    known = case.fields.get("workaround_known")
    why = {"yes": tr("a workaround is known"), "no": tr("there is no workaround")}.get(
        str(known), tr("from its reach and urgency")
    )
    return tr("▲ The handbook suggests {name}: {why}", name=case.suggestion, why=why)


def _facts_of(case: CaseDetail) -> list[tuple[str, str]]:
    """Three facts: impact and steps always, and the contract, or else the category."""
    third = (
        ("Contract", case.contract)
        if case.contract
        else ("Category", capitalised(str(case.fields.get("category") or "")))
    )
    known = (
        ("Impact", impact_words(case.fields)),
        ("Steps to reproduce", _steps_words(case)),
    )
    return [(tr(name), str(value or "")) for name, value in (*known, third)]
