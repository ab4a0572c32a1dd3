"""The quarterly PDF of a desk of 10,000 cases, against what no report could do without.

That is a bare ReportLab document, a paragraph for every line the review prints on as many pages,
and two bare statements that count the clocks of the quarter and of the one before.
"""

import tempfile
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate
from sqlalchemy import Connection, text

from desktop.printing import print_quarterly
from desktop.reports.quarterly import quarterly_bytes
from models.database import Database
from models.desk_time import StoppedClock
from models.handbook.instants import to_seconds
from models.handbook.periods import before, parse_period
from models.handbook.zones import zone
from models.queries.review import QuarterlyReview, quarterly_review
from models.schema import open_checked
from tests.benchmarks.desks import NOW, settled_desk
from tests.benchmarks.figures import Figure, paired, timed

CASES = 10_000
PERIOD = parse_period("2026Q1")
LAID_OUT_BAR, WHOLE_BAR = 2.5, 4.0
COUNTED = text(
    "SELECT priority, commitment, objective, verdict, count(*) FROM clocks"
    " WHERE verdict_at >= :begin AND verdict_at < :end GROUP BY 1, 2, 3, 4"
)


def run() -> Iterator[Figure]:
    """Laying it out, and all of it: the figures read, laid out and on the disk."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = Database(
            open_checked(settled_desk(folder / "desk.db", CASES)), StoppedClock(NOW)
        )
        query = partial(quarterly_review, period=PERIOD, now=NOW)
        review = database.read(query)
        pages = [page.extract_text().splitlines() for page in _printed(review).pages]
        bare = partial(bare_document, pages)
        seconds = paired(timed(partial(quarterly_bytes, review)), timed(bare))
        detail = f"{len(pages)} pages of {sum(map(len, pages))} lines"
        yield Figure("report: laid out", *seconds, bound="at most", bar=LAID_OUT_BAR, detail=detail)
        write = partial(print_quarterly, database, PERIOD.name, folder / "review.pdf")
        with database.engine.connect() as connection:

            def reference() -> None:
                _bare_counts(connection, review)
                bare()

            seconds = paired(timed(write), timed(reference))
        yield Figure(
            "report: quarterly PDF", *seconds, bound="at most", bar=WHOLE_BAR,
            detail=f"of {CASES:,} cases, SQLite file, warm, against the bare document and the "
            "bare counts",
        )  # fmt: skip
        database.close()


def _printed(review: QuarterlyReview) -> PdfReader:
    return PdfReader(BytesIO(quarterly_bytes(review)))


def bare_document(pages: list[list[str]]) -> None:
    style = getSampleStyleSheet()["Normal"]
    story: list[Flowable] = []
    for lines in pages:
        story += [Paragraph(line, style) for line in lines]
        story.append(PageBreak())
    SimpleDocTemplate(BytesIO()).build(story)


def _bare_counts(connection: Connection, review: QuarterlyReview) -> None:
    place = zone(review.zone)
    for period in (PERIOD, before(PERIOD)):
        edges = {
            "begin": to_seconds(period.begin(place)), "end": to_seconds(period.end(place)),
        }  # fmt: skip
        connection.execute(COUNTED, edges).all()
