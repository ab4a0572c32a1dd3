"""What stands in the bar is put off from there, with a reason."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from models.commands.alerts import snooze_alerts
from ui.main_window import MainWindow
from ui.messages import tr
from ui.ports import DueAlert
from ui.theme import Theme
from ui.widgets.case_forms import Asked
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.widgets.snooze_form import snooze_form
from ui.workspace import Workspace


def offer_snooze(
    theme: Theme, window: MainWindow, workspace: Workspace, drafts: FormDrafts,
    ids_of: Callable[[DueAlert], tuple[int, ...]],
) -> None:  # fmt: skip
    """Ask until when and why, whenever the bar's clock is pressed; what is wrong is said there.

    What was typed is kept until it is snoozed, here and on the case's own page.
    """

    def here() -> tuple[datetime, ZoneInfo]:
        return workspace.clock.now(), drafts.zone

    def ask(alert: DueAlert) -> None:
        ids, person_id = ids_of(alert), workspace.person_id
        if person_id is None:
            window.say(tr("Choose who you are first"))
        elif ids:
            command = partial(snooze_alerts, alert_ids=ids, person_id=person_id)
            form, name = snooze_form(alert.case_key, here, command), f"case-{alert.case_id}-snooze"
            drafts.open(theme, window, form, name, submit, window.say, failed=workspace.failed.emit)

    def submit(sheet: FormSheet, asked: Asked, saved: Callable[[], None]) -> None:
        command = partial(asked.command, **asked.given)
        workspace.write(command, lambda _: saved(), sheet, asked.saying, sheet.show_error)

    window.alert_snoozing.connect(ask)
