"""The weekly operational review on paper."""

from desktop.reports import page
from desktop.reports.agenda import agenda_story
from desktop.reports.pack import Front, pack_bytes
from models.agenda_words import dates_words
from models.queries.weekly_review import WeeklyReview
from models.weekly_words import weekly_agenda, weekly_summary, weekly_title


def weekly_bytes(review: WeeklyReview, edition: page.Edition = page.PLAIN) -> bytes:
    """The review as a PDF; the same review gives the same bytes."""
    front = Front(
        str(weekly_title(review)), review.desk, dates_words(review.period),
        str(weekly_summary(review)), review.as_of, review.zone, review.data_hash,
    )  # fmt: skip
    return pack_bytes(front, agenda_story(weekly_agenda(review), {}), _METHOD, edition)


_METHOD = (
    ("What changed",
     "Cases and SLA clocks of the week, as the quarterly review counts them: a clock belongs to "
     "the week in which it stopped, or crossed its due time. The week before stands beside it "
     "where both weeks are whole."),
    ("What is late",
     "As it stood when the week ended: “settled since” is what was done between then and the "
     "instant this paper is as of. Over is counted time, pauses taken out."),
    ("What waits",
     "Articles and postmortems as they waited at the instant this paper is as of."),
    ("Who is asked",
     "By role, unless whoever leads has names switched on; what nobody has is asked of the role "
     "that looks after its priority."),
)  # fmt: skip
