"""Writing the words that cases are found by, many in one statement."""

from collections.abc import Mapping
from itertools import chain

from sqlalchemy import Connection

from models.kept import run

_AT_ONCE = 500
_OVER_OTHERS = (
    "ON CONFLICT (case_id) DO UPDATE SET words = excluded.words"
    " WHERE case_words.words <> excluded.words"
)


def keep_case_words(connection: Connection, words: Mapping[int, str]) -> None:
    """The words of cases by id; those that a case has already are left as they are.

    After each statement SQLite's index writes down what it has gathered, which takes longer than
    indexing a case: so a statement has many.
    """
    place = "(?, ?)" if connection.dialect.paramstyle == "qmark" else "(%s, %s)"
    rows = list(words.items())
    for first in range(0, len(rows), _AT_ONCE):
        some = rows[first : first + _AT_ONCE]
        places = ", ".join([place] * len(some))
        into = f"INSERT INTO case_words (case_id, words) VALUES {places} {_OVER_OTHERS}"
        run(connection, into, tuple(chain.from_iterable(some)))
