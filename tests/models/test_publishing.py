"""A version of the handbook is refused where it would not follow the last one."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from models.database import Database
from models.errors import KnownError
from models.handbook.file_node import FileError
from models.policies import load_policies
from tests.conftest import NOW
from tests.models.test_policies import DAY, SOURCE, put


@pytest.mark.parametrize("earlier", [timedelta(), timedelta(seconds=1), 9 * DAY])
def test_a_version_dated_before_the_last_one_is_refused(
    database: Database, earlier: timedelta
) -> None:
    database.write(partial(put, source=SOURCE, effective_at=NOW))
    with pytest.raises(KnownError, match="Versions follow one another"):
        database.write(partial(put, source=SOURCE, effective_at=NOW - earlier))
    assert len(database.read(load_policies).rows) == 2


def test_where_the_file_names_the_date_its_line_is_named(database: Database) -> None:
    source = SOURCE.replace('edge = "closing"', 'effective_from = 2015-01-01\nedge = "closing"')
    dated = datetime(2014, 12, 31, 23, tzinfo=UTC)
    with pytest.raises(FileError) as caught:
        database.write(partial(put, source=source, effective_at=dated))
    line = source.splitlines().index("effective_from = 2015-01-01") + 1
    assert (caught.value.line, caught.value.key) == (line, "effective_from")
