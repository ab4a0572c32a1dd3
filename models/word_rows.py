"""Writing the words that cases are found by, many in one statement."""

from collections.abc import Mapping
from itertools import chain

from sqlalchemy import Connection

_AT_ONCE = 500


def add_case_words(connection: Connection, words: Mapping[int, str]) -> None:
    """Words of cases that have none yet, by the case's id.

    After each statement SQLite's index writes down what it has gathered, which takes longer than
    indexing a case: so a statement has many.
    """
    place = "(?, ?)" if connection.dialect.paramstyle == "qmark" else "(%s, %s)"
    rows = list(words.items())
    for first in range(0, len(rows), _AT_ONCE):
        some = rows[first : first + _AT_ONCE]
        places = ", ".join([place] * len(some))
        into = f"INSERT INTO case_words (case_id, words) VALUES {places}"
        connection.exec_driver_sql(into, tuple(chain.from_iterable(some)))
