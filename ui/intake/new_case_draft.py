"""What stands in the form of a new case, all of it: kept on this computer, shown, begun anew."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.drafts import Drafts
from ui.intake.attached_files import AttachedFiles
from ui.intake.intake_templates import IntakeTemplates
from ui.intake.new_case_form import NewCaseForm
from ui.intake.seen_before import SeenBefore

_NAME: Final = "new-case"


class NewCaseDraft(QObject):
    """The form with what stands beside it: what was seen before, the files, the template.

    `changed` as something else stands there, `kept` once that is on the disk.
    """

    changed = Signal()
    kept = Signal()

    def __init__(
        self, drafts: Drafts, form: NewCaseForm, seen: SeenBefore, files: AttachedFiles,
        templates: IntakeTemplates, page: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._drafts = drafts
        self._form = form
        self._seen = seen
        self._files = files
        self._templates = templates
        self.show(drafts.get(_NAME))
        for part in (form, files, seen):
            part.changed.connect(self.keep)
        drafts.kept.connect(self._say_kept)

    @property
    def is_kept(self) -> bool:
        """Whether there is something to come back to."""
        return bool(self._drafts.get(_NAME))

    def values(self) -> dict[str, str]:
        """The texts by field; a template alone is nothing."""
        typed = self._form.values() | self._seen.chosen() | self._files.values()
        return typed | self._templates.values() if typed else {}

    def keep(self) -> None:
        """Keep what stands there, where it is something else than before."""
        values = self.values()
        if values == self._drafts.get(_NAME):
            return  # an underline alone is no typing
        self._drafts.keep(_NAME, values)  # before anything that might fail
        self.changed.emit()
        self._seen.look(values)

    def forget(self) -> None:
        """It is in a case, or given up."""
        self._drafts.forget(_NAME)

    def show(self, values: Mapping[str, str]) -> None:
        """Put these texts in the place of all that stands there; they are not kept yet."""
        self._templates.show_values(values)
        self.show_form(values)
        self._files.show_values(values)
        self._seen.show_chosen(values)
        self._seen.look(values)

    def show_form(self, values: Mapping[str, str]) -> None:
        """Put these texts in the fields alone."""
        self._form.show_values(values)
        self._form.follow_template(self._templates.texts)

    def begin(self, values: Mapping[str, str]) -> None:
        """Another case: files that are being read still were for the one before."""
        self._files.begin_form()
        self.show(values)

    def _say_kept(self, name: str) -> None:
        if name == _NAME:
            self.kept.emit()
