"""The frame of a weekly or a monthly review on paper: its front, and how it was counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reportlab.platypus import Flowable

from desktop.reports import page
from desktop.reports.text import markup
from models.handbook.zones import zone
from models.wording import full_words


@dataclass(frozen=True)
class Front:
    """What a review begins with: title, desk, dates, its summary, and what its data are of."""

    title: str
    desk: str
    dates: str
    summary: str
    as_of: datetime
    zone: str
    data_hash: str


def pack_bytes(
    front: Front, story: Sequence[Flowable], method: Sequence[tuple[str, str]],
    edition: page.Edition,
) -> bytes:  # fmt: skip
    """The PDF's bytes: front, agenda, method."""
    as_of = full_words(front.as_of, zone(front.zone))
    foot = f"As of {as_of} ({front.zone}) · data {front.data_hash[:12]}"
    lead = f"{front.desk} · {front.dates}" if front.desk else front.dates
    rows = [*method, ("As of", f"{as_of} in {front.zone}, by the log as it was known then.")]
    whole = page.told([("Data, SHA-256", front.data_hash)], page.SMALL, page.WIDTH - page.LABELS)
    return page.document(
        page.Sheet(front.title, front.desk, foot, edition),
        [
            page.title(front.title), page.Paragraph(markup(lead), page.LEAD),
            page.body(front.summary), *story,
            page.section("How this was counted"), page.told(rows, page.SMALL), whole,
        ],
    )  # fmt: skip
