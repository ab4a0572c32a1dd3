"""A review printed from a desk: on time, cancelled, and the same again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.printing import print_quarterly
from models.database import Database
from models.errors import KnownError
from tests.conftest import MovingClock
from tests.full_desks import needs_sample, read_sample


class Watched:
    """A progress that cancels at a step."""

    def __init__(self, until: int) -> None:
        self.until = until
        self.steps: list[int] = []

    @property
    def cancelled(self) -> bool:
        return self.steps[-1] >= self.until

    def report(self, done: int, total: int | None = None) -> None:
        self.steps.append(done)


@needs_sample
@pytest.mark.on_a_file
def test_the_same_log_gives_the_same_bytes_whenever_it_is_printed(
    database: Database, clock: MovingClock, tmp_path: Path
) -> None:
    read_sample(database)
    for name, year in (("one", 2026), ("other", 2027)):
        clock.instant = datetime(year, 1, 1, tzinfo=UTC)
        assert print_quarterly(database, "2016Q1", tmp_path / f"{name}.pdf")
    one, other = (tmp_path / "one.pdf").read_bytes(), (tmp_path / "other.pdf").read_bytes()
    assert one == other
    assert one.startswith(b"%PDF")


@pytest.mark.parametrize("step", [1, 2])
def test_a_cancelled_job_leaves_nothing(database: Database, tmp_path: Path, step: int) -> None:
    progress = Watched(step)
    assert not print_quarterly(database, "2016Q1", tmp_path / "review.pdf", progress)
    assert progress.steps == list(range(1, step + 1))
    assert list(tmp_path.glob("*.p*")) == []


def test_it_says_how_far_it_is(database: Database, tmp_path: Path) -> None:
    progress = Watched(9)
    assert print_quarterly(database, "2016Q1", tmp_path / "review.pdf", progress)
    assert progress.steps == [1, 2, 3]


def test_a_quarter_that_has_not_begun_is_refused(database: Database, tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="has not begun"):
        print_quarterly(database, "2026Q3", tmp_path / "review.pdf")
    assert list(tmp_path.glob("*.pdf")) == []
