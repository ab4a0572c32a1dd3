"""What stands in the bar is put off from there, with a reason."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from models.commands.alerts import snooze_alerts
from ui.main_window import MainWindow
from ui.ports import DueAlert
from ui.theme import Theme
from ui.widgets.case_forms import Asked, open_form
from ui.widgets.form_sheet import FormSheet
from ui.widgets.snooze_form import snooze_form
from ui.workspace import Workspace


def offer_snooze(
    theme: Theme, window: MainWindow, workspace: Workspace, zone: ZoneInfo,
    ids_of: Callable[[DueAlert], tuple[int, ...]],
) -> None:  # fmt: skip
    """Ask until when and why, whenever the bar's clock is pressed; what is wrong is said there."""

    def here() -> tuple[datetime, ZoneInfo]:
        return workspace.clock.now(), zone

    def ask(alert: DueAlert) -> None:
        ids, person_id = ids_of(alert), workspace.person_id
        if ids and person_id is not None:
            command = partial(snooze_alerts, alert_ids=ids, person_id=person_id)
            open_form(theme, window, snooze_form(alert.case_key, here, command), submit)

    def submit(sheet: FormSheet, asked: Asked) -> None:
        command = partial(asked.command, **asked.given)
        workspace.write(
            command, lambda _: sheet.close_sheet(), sheet, asked.saying, sheet.show_error
        )

    window.alert_snoozing.connect(ask)
