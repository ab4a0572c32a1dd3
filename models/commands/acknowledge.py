"""The acknowledgement: that the message came, its number, what we understood (rule 21)."""

from datetime import datetime

from models.commands.contacts import words_told
from models.handbook import events as ev
from models.queries.acknowledgement import answering, with_answer_due
from models.work import Work


def acknowledge(
    work: Work, case_id: int, text: str, occurred_at: datetime | None = None, promised: str = ""
) -> str:
    """What the customer was sent before anybody answered; no response, unless the policy says so.

    As with `log_contact`, the due time of the next-update clock takes the place of `promised` in
    it, and where it promises the first answer, that of its clock. Returns the words as they are
    recorded; mail will send exactly these.
    """
    case = work.case_for("contact", case_id)
    text = with_answer_due(text, answering(work.session, case, work.now))
    return words_told(work, case_id, ev.ACKNOWLEDGED, {}, text, occurred_at, promised)
