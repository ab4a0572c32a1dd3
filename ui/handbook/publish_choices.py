"""What is chosen before a version is published: its name, from when, for which cases, and why."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from models.commands.handbook import publish_handbook
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.policy import Policy
from models.handbook.publication import To
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.field import Field
from ui.widgets.form_draft import FormDraft, FormDrafts
from ui.widgets.form_values import Value
from ui.widgets.instant_field import InstantField
from ui.widgets.labels import heading
from ui.widgets.text_line import TextLine

_SCOPES: Final[tuple[tuple[To, str], ...]] = (
    ("new", "Cases opened from then on"),
    ("open", "Also the open cases, from now"),
    ("restate", "Restate: open cases and those since, from their opening; both verdicts are kept"),
)


class PublishChoices(QObject):
    """`changed` where what would happen is another; the rest is read when it is published."""

    changed = Signal()

    def __init__(self, zone: ZoneInfo, policy: Policy, now: datetime, parent: QObject) -> None:
        super().__init__(parent)
        self._own_name = policy.name
        self._later = InstantField(tr("In force from"), zone)
        self._now = QRadioButton(tr("As soon as it is published"))
        self._then = QRadioButton(tr("From"))
        self._when = QButtonGroup(self)
        self._scopes = {to: QRadioButton(tr(words)) for to, words in _SCOPES}
        self._scope = QButtonGroup(self)
        self._name = named(QLineEdit(policy.name), "name")
        self._name.setMaxLength(100)
        self._reason = named(TextLine(), "reason")
        self._reason_field = Field(tr("Reason of the restatement"), self._reason)
        self._begin(policy, now)

    @property
    def to(self) -> To:
        """For which cases."""
        return next((to for to, button in self._scopes.items() if button.isChecked()), "new")

    @property
    def asked(self) -> int | None:
        """From when; None where it is as soon as it is published."""
        return to_seconds(self._later.instant) if self._then.isChecked() else None

    @property
    def reason(self) -> str:
        """Why verdicts are restated, as typed."""
        return self._reason.text().strip()

    @property
    def name(self) -> str:
        """The name that was typed; "" where the draft keeps its own."""
        name = self._name.text().strip()
        return "" if name == self._own_name else name

    def show_reason(self) -> None:
        """Ask for a reason where one is needed."""
        self._reason_field.setVisible(self.to == "restate")

    def ask_reason(self) -> None:
        """Say that a reason is missing."""
        self._reason_field.show_problem(tr("Say why; verdicts that were reached change."))
        self._reason.setFocus()

    def keep(self, theme: Theme, drafts: FormDrafts, base: int, column: QVBoxLayout) -> FormDraft:
        """Put back what was chosen before a sheet about the same last version was left; lay out."""
        form = self._form()
        draft = drafts.keep(theme, form, "handbook-publish", str(base))
        shown = [control for _, control in form.fields]
        at = shown.index(self._reason)
        whole: list[QWidget] = [
            Field(tr("Name of this version"), self._name), *shown[1:at],
            heading(tr("In force")), self._dates(), heading(tr("For which cases")),
            *self._scopes.values(), self._reason_field, *shown[at + 1 :],
        ]  # fmt: skip
        for part in whole:
            column.addWidget(part)
        return draft

    def _form(self) -> Form:
        fields: list[tuple[str, QWidget]] = [
            (tr("Name of this version"), self._name),
            (tr("Reason of the restatement"), self._reason),
        ]

        def since() -> str:
            return self._later.instant.isoformat() if self._then.isChecked() else ""

        def begin_at(words: str) -> None:
            (self._then if words else self._now).setChecked(True)
            if words:
                self._later.show_instant(datetime.fromisoformat(words))

        def apply_to(words: str) -> None:
            for to, button in self._scopes.items():
                button.setChecked(to == words)

        dates = (self._when.buttonClicked, self._later.dateTimeChanged)
        holds = (
            Value("from", self._later, since, begin_at, dates),
            Value("to", self._scopes["new"], lambda: self.to, apply_to,
                  (self._scope.buttonClicked,)),
        )  # fmt: skip
        return Form("", "", fields, lambda: Asked(publish_handbook, {}, ""), holds=holds)

    def _begin(self, policy: Policy, now: datetime) -> None:
        """The date that the file asks for where it is to come, or now; new cases (rule 16)."""
        asked = policy.effective_from
        if asked is not None and asked <= to_seconds(now):
            asked = None
        self._later.show_instant(now if asked is None else from_seconds(asked))
        (self._now if asked is None else self._then).setChecked(True)
        self._scopes["new"].setChecked(True)
        for group, buttons in (
            (self._when, [self._now, self._then]), (self._scope, [*self._scopes.values()]),
        ):  # fmt: skip
            for button in buttons:
                group.addButton(button)
            group.buttonClicked.connect(lambda *_: self.changed.emit())
        self._later.dateTimeChanged.connect(self._choose_date)
        self._reason.textEdited.connect(lambda *_: self._reason_field.show_problem(""))

    def _choose_date(self) -> None:
        self._then.setChecked(True)
        self.changed.emit()

    def _dates(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self._now, self._then, self._later):
            row.addWidget(part)
        row.addStretch(1)
        return line
