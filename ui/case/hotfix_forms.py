"""The sheets of a hotfix: when it ships and what it is; or why none comes after all."""

from models.commands.hotfix import LONGEST_HOTFIX, drop_hotfix, schedule_hotfix
from models.errors import Problems
from models.queries.case import CaseDetail
from models.typed_instant import read_instant
from ui.case.case_forms import for_one
from ui.case.entries import ZoneNow
from ui.case.hotfix_card import hotfix_of
from ui.messages import tr
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.text_line import TextLine


def schedule_form(case: CaseDetail, at: ZoneNow) -> Form:
    """The date as it is typed; whoever has the case is reminded before."""
    known = hotfix_of(case)
    when, what = named(TextLine(), "at"), named(TextLine(longest=LONGEST_HOTFIX), "what")
    when.setPlaceholderText(tr("such as Thu 14:00"))
    if known is not None and known.shipped_at is None:
        when.setText(f"{known.at.astimezone(at.zone):%Y-%m-%d %H:%M}")
        what.setText(known.what)

    def read() -> Asked:
        instant = read_instant(when.text(), at.now, at.zone, ahead=True)
        if instant is None:
            raise Problems("When?", {"at": tr("Say when it ships.")})
        given = {"at": instant, "what": what.text()}
        return Asked(for_one(schedule_hotfix), given, tr("Scheduled"))

    return Form(
        tr("Hotfix for {case}", case=case.row.key), tr("Schedule it"),
        [(tr("When it ships"), when), (tr("What it is, as customers will read it"), what)], read,
        tr("Whoever has the case is reminded a business day before, or half way if that is sooner; "
           "and again when it is due."),
    )  # fmt: skip


def drop_form(case: CaseDetail) -> Form:
    """Why none comes."""
    reason = named(TextLine(), "reason")

    def read() -> Asked:
        return Asked(for_one(drop_hotfix), {"reason": reason.text()}, tr("No hotfix comes"))

    return Form(
        tr("No hotfix for {case}", case=case.row.key), tr("None comes"), [(tr("Why"), reason)], read
    )
