"""The sheet for what a customer said of a case: a score, a comment, when (rule 27)."""

from PySide6.QtWidgets import QWidget

from models.commands.satisfaction import enter_score
from models.errors import Problems
from models.queries.case import CaseDetail
from models.typed_instant import HOW, read_instant
from ui.case.case_forms import for_one
from ui.case.entries import ZoneNow
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.growing_text import GrowingText
from ui.widgets.text_line import TextLine

_SCORES = (("1", "1 bad"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5 good"))


def survey_form(theme: Theme, case: CaseDetail, at: ZoneNow) -> Form:
    """How good was it, in whose words?"""
    scores = [ChipSpec(score, tr(words)) for score, words in _SCORES]
    score = named(ChipRow(theme, tr("Score"), scores, begun=False), "score")
    comment = named(GrowingText(theme, least=2, most=6), "comment")
    when = named(TextLine(), "answered_at")
    when.setPlaceholderText(tr("now"))
    when.setToolTip(tr(HOW))

    def read() -> Asked:
        given = {
            "score": _score(score.chosen()), "comment": comment.toPlainText(),
            "answered_at": read_instant(when.text(), at.now, at.zone),
        }  # fmt: skip
        return Asked(for_one(enter_score), given, tr("Score entered"))

    fields: list[tuple[str, QWidget]] = [
        (tr("Score"), score), (tr("The customer's words"), comment), (tr("Answered"), when),
    ]  # fmt: skip
    hint = tr("It is about the case, and counts in no figure about a person.")
    return Form(tr("Score of {case}", case=case.row.key), tr("Save the score"), fields, read, hint)


def _score(chosen: tuple[str, ...]) -> int:
    """What was chosen; a score nobody chose would count against the case."""
    if not chosen:
        raise Problems("No score", {"score": "Choose a score."}, "Choose one, then enter it.")
    return int(chosen[0])
