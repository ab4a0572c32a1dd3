"""The handbook's file: what it says is read, and each mistake is named by line and key."""

import tomllib
from datetime import UTC, datetime, time
from fractions import Fraction
from typing import Any

import pytest
import tomlkit
from hypothesis import example, given
from hypothesis import strategies as st

from models.errors import KnownError
from models.handbook.calendar import BusinessCalendar
from models.handbook.file_node import FileError
from models.handbook.policy import Amount, Policy
from models.handbook.policy_contracts import under_contract
from models.handbook.policy_file import read_policy
from models.handbook.toml_source import Path
from tests.conftest import HANDBOOK

SOURCE = HANDBOOK.replace("@team_zone@", "Europe/Berlin")


def changed(old: str, new: str) -> str:
    assert SOURCE.count(old) >= 1
    return SOURCE.replace(old, new, 1)


def refused(source: str) -> FileError:
    with pytest.raises(FileError) as caught:
        read_policy(source)
    return caught.value


def test_the_handbook_that_comes_with_the_desk_is_what_rule_9_says() -> None:
    policy = read_policy(SOURCE)
    promised = {
        (priority, name): (target.sla, target.slo, target.calendar)
        for priority, row in policy.targets.items()
        for name, target in row.items()
    }
    minute, hour = 60, 3600
    assert promised == {
        ("P1", "first_response"): (Amount(15 * minute), Amount(10 * minute), "round_the_clock"),
        ("P1", "next_update"): (None, Amount(30 * minute), "round_the_clock"),
        ("P1", "resolution"): (Amount(4 * hour), Amount(3 * hour), "round_the_clock"),
        ("P2", "first_response"): (Amount(hour), Amount(45 * minute), "round_the_clock"),
        ("P2", "next_update"): (None, Amount(4 * hour), "team"),
        ("P2", "resolution"): (Amount(24 * hour), Amount(18 * hour), "round_the_clock"),
        ("P3", "first_response"): (Amount(4 * hour), Amount(3 * hour), "team"),
        ("P3", "next_update"): (None, Amount(days=1), "team"),
        ("P3", "resolution"): (Amount(days=3), Amount(days=2), "team"),
        ("P4", "first_response"): (Amount(days=1), Amount(6 * hour), "team"),
        ("P4", "resolution"): (Amount(days=5), Amount(days=4), "team"),
    }
    assert policy.effective_from is None
    assert {target.slo_share for target in policy.commitments("P1").values()} == {Fraction(19, 20)}


@pytest.mark.parametrize(
    ("old", "new", "key", "line_has", "words"),
    [
        ('edge = "closing"\n', 'egde = "closing"\n', "egde", "egde", "did you mean “edge”?"),
        ('edge = "closing"\n', 'edge = "shut"\n', "edge", "shut", "closing, opening"),
        ('"24 h"', '"24 hours"', "targets.P2.resolution.sla", "24 hours", "not a time such as"),
        ('"24 h"', '"0 h"', "targets.P2.resolution.sla", "0 h", "longer than nothing"),
        ('"24 h"', '"999999 h"', "targets.P2.resolution.sla", "999999", "5 years"),
        ('sla = "3 business', 'sla = "2000 business', "targets.P3.resolution.sla", "2000",
         "5 years"),
        ('sla = "24 h", slo = "18 h", ', "", "targets.P2.resolution", "resolution",
         "promises nothing"),
        (', calendar = "team" }', " }", "targets.P2.next_update", "next_update",
         "“calendar” is missing"),
        ('"Europe/Berlin"', '"Europe/Brelin"', "calendars.team.zone", "Brelin",
         "not a time zone"),
        ('["09:00", "17:00"]]', '["09:00", "17:00"], ["16:00", "18:00"]]',
         "calendars.team.hours.mon", "hours", "overlap"),
        ('["09:00", "17:00"]', '["09:00", "25:00"]', "calendars.team.hours.mon[0]", "25:00",
         "not a time between"),
        ('["09:00", "17:00"]', '["22:00", "06:00"]', "calendars.team.hours.mon[0]", "22:00",
         "ends before it begins"),
        ("mon = ", "monday = ", "calendars.team.hours.monday", "monday", "not known here"),
        ("holidays = []", 'holidays = ["25.12.2026"]', "calendars.team.holidays[0]", "25.12",
         "not a date"),
        ("holidays = []", 'holidays_of = { country = "XX", from = 2026, to = 2027 }',
         "calendars.team.holidays_of.country", "XX", "no country"),
        ("holidays = []", 'holidays_of = { country = "DE", subdivision = "QQ", from = 2026, '
         "to = 2027 }", "calendars.team.holidays_of.subdivision", "QQ", "no part of DE"),
        ('team_calendar = "team"', 'team_calendar = "us"', "team_calendar", "us",
         "no calendar “us”"),
        ("[targets.P4]", "[targets.P5]", "targets.P5", "P5", "P1, P2, P3, P4"),
        ("waiting_third_party = []", 'waiting_third_party = ["resolved"]',
         "pausing.waiting_third_party[0]", "resolved", "first_response, next_update, resolution"),
        ("waiting_third_party", "waiting_3rd_party", "pausing.waiting_3rd_party", "3rd",
         "not known here"),
        ("counts_as_response = true", "counts_as_response = 1",
         "contact_types.reply.counts_as_response", "= 1", "neither true nor false"),
        ('name = "Default handbook"', "effective_from = 2026-07-01T00:00:00", "effective_from",
         "2026-07-01", "no time zone"),
        ("slo_share = 0.95", "slo_share = 95", "slo_share", "95", "between 0 and 1"),
        ('reopen_grace = "0 min"', 'reopen_grace = "1 business day"', "reopen_grace", "1 business",
         "round the clock"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_line_and_key(
    old: str, new: str, key: str, line_has: str, words: str
) -> None:
    source = changed(old, new)
    error = refused(source)
    assert (error.key, words in error.said) == (key, True), error
    assert error.line is not None
    assert line_has in source.splitlines()[error.line - 1]
    assert error.sentence.startswith(f"Line {error.line}, {key}: ")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('edge = "closing"\n', "edge = closing\n", "Invalid value"),
        ("[targets.P4]", "[targets.P3]", "twice"),
        ('edge = "closing"\n', 'edge = "closing"\nedge = "opening"\n', "overwrite"),
    ],
)
def test_a_file_that_is_no_toml_is_named_by_its_line(old: str, new: str, words: str) -> None:
    source = changed(old, new)
    error = refused(source)
    assert error.line is not None
    there = source.splitlines()[error.line - 1]
    assert there in new.splitlines()
    assert (words in error.said, there in error.said) == (True, True)


def test_a_calendar_that_never_opens_is_refused() -> None:
    shut = "".join(line for line in SOURCE.splitlines(True) if "mon = " not in line)
    error = refused(shut)
    assert (error.key, error.said[:10]) == ("calendars.team", "It opens o")
    exceptions = changed("holidays = []\n", 'exceptions = { 2026-01-01 = [["09:00", "17:00"]] }\n')
    lines = [line for line in exceptions.splitlines(True) if "mon = " not in line]
    assert refused("".join(lines)).key == "calendars.team"


def test_public_holidays_become_dates() -> None:
    holidays = 'holidays_of = { country = "DE", subdivision = "BE", from = 2026, to = 2026 }'
    team = read_policy(changed("holidays = []", holidays)).team
    dates = team.to_data()["holidays"]
    assert {"2026-01-01", "2026-03-08", "2026-12-25"} <= set(dates)
    assert all(day.startswith("2026-") for day in dates)


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2026-07-01", datetime(2026, 6, 30, 22, tzinfo=UTC)),
        ("2026-07-01T00:00:00Z", datetime(2026, 7, 1, tzinfo=UTC)),
    ],
)
def test_a_version_may_say_since_when_it_is_in_force(written: str, instant: datetime) -> None:
    source = changed('name = "Default handbook"', f"effective_from = {written}")
    assert read_policy(source).effective_from == int(instant.timestamp())


def test_frozen_calendars_are_taken_as_they_are() -> None:
    frozen = {"team": BusinessCalendar.always(), "round_the_clock": BusinessCalendar.always()}
    assert read_policy(SOURCE, 3, frozen).team == BusinessCalendar.always()


def test_warnings_are_ascending_however_they_are_written() -> None:
    source = changed('slo = "18 h",', 'slo = "18 h", warnings = [0.75, 0.5, 0.75],')
    target = read_policy(source).target("P2", "resolution")
    assert target is not None
    assert target.warnings == (0.5, 0.75)


def test_a_contracts_own_targets_are_read_as_strictly() -> None:
    policy = read_policy(SOURCE)
    terms: dict[str, Any] = {"targets": {"P1": {"resolution": {"sla": "3 h", "calendar": "team"}}}}
    own = under_contract(policy, terms).target("P1", "resolution")
    assert own is not None
    assert own.sla == Amount(3 * 3600)
    terms["targets"]["P1"]["resolution"]["sla"] = "3 hours"
    with pytest.raises(KnownError, match=r"targets\.P1\.resolution\.sla"):
        under_contract(policy, terms)


# ---- any TOML document at all ------------------------------------------------------------------

TIMES = ["09:00", "17:00", "24:00", "24:01", "9", "00:00"]
WORDS = [
    "15 min", "4 h", "3 business days", "0 s", "999999 h", "closing", "opening", "P1", "team",
    "Europe/Berlin", "continue", "2026-12-25", "resolution", "DE", *TIMES,
]  # fmt: skip
SCALARS = st.one_of(
    st.sampled_from(WORDS),
    st.text(max_size=6),
    st.integers(-3, 3),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.datetimes(timezones=st.just(UTC)),
    st.just(time(9)),
    st.sampled_from(TIMES).map(lambda close: [["09:00", close]]),
)
KEYS = st.one_of(
    st.sampled_from(
        ["edge", "targets", "calendars", "team", "P1", "resolution", "sla", "slo", "calendar",
         "hours", "mon", "zone", "holidays", "exceptions", "pausing", "warnings", "2026-12-25"]
    ),
    st.text(max_size=4),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=8,
)
DEFAULT = tomllib.loads(SOURCE)


def places(value: Any, path: Path = ()) -> list[Path]:
    """The path of every value of a document, tables and elements of arrays included."""
    if isinstance(value, dict):
        inner: Any = value.items()
    else:
        inner = enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, part in inner for found in places(part, (*path, key)))]


PLACES = [path for path in places(DEFAULT) if path]


@st.composite
def spoilt(draw: st.DrawFn) -> dict[str, Any]:
    """The default handbook with a few values replaced, added or taken out."""
    data = tomllib.loads(SOURCE)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(PLACES))
        parent: Any = data
        try:
            for part in path[:-1]:
                parent = parent[part]
            if isinstance(parent, list) != isinstance(path[-1], int):
                continue  # an earlier change put something else here
            if draw(st.integers(0, 4)) == 0:
                del parent[path[-1]]
            elif draw(st.booleans()) or isinstance(parent, list):
                parent[path[-1]] = draw(VALUES)
            else:
                parent[draw(KEYS)] = draw(VALUES)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took this place away
    return data


def reads_or_says_where(source: str, *, always_a_line: bool = True) -> None:
    try:
        read: Policy | FileError = read_policy(source)
    except FileError as error:
        read = error
    if isinstance(read, FileError):
        assert read.line is not None or not always_a_line
        assert 1 <= (read.line or 1) <= source.count("\n") + 1
        assert read.said
        assert read.what_next


@given(spoilt())
def test_a_spoilt_handbook_reads_or_says_where(data: dict[str, Any]) -> None:
    try:
        source = tomlkit.dumps(data)
        tomllib.loads(source)
    except ValueError:
        return  # the writer's own trouble with odd characters; the next test has such texts
    reads_or_says_where(source)


@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_any_toml_document_reads_or_says_where(data: dict[str, Any]) -> None:
    try:
        source = tomlkit.dumps(data)
    except ValueError:
        return
    reads_or_says_where(source)


@given(
    st.integers(0, len(SOURCE)), st.integers(0, 30), st.text("[]{}=\"'\\.,#\n\r\0 aé1", max_size=6)
)
@example(0, len(SOURCE), "a = " + "[" * 5000)
@example(0, len(SOURCE), "a = " + "1" * 5000)
@example(0, len(SOURCE), "a." * 3000 + "b = 1")
@example(0, 0, "\ufeff")
@example(0, len(SOURCE), "")
def test_any_text_reads_or_says_where(at: int, length: int, text: str) -> None:
    reads_or_says_where(SOURCE[:at] + text + SOURCE[at + length :], always_a_line=False)


def test_the_team_owes_itself_a_word_every_half_hour_of_a_p1_unless_said_otherwise() -> None:
    silent = changed('[internal_updates]\nP1 = "30 min"\n', "")
    assert read_policy(SOURCE).internal_updates == {"P1": 1800}
    assert read_policy(silent).internal_updates == {"P1": 1800}
    other = f'{silent}\n[internal_updates]\nP1 = "15 min"\nP2 = "2 h"\n'
    assert read_policy(other).internal_updates == {"P1": 900, "P2": 7200}
    assert read_policy(f"{silent}\n[internal_updates]\n").internal_updates == {}
    wrong = refused(f'{silent}\n[internal_updates]\nP7 = "15 min"\n')
    assert "P7" in wrong.said


def test_breaks_quiet_names_priorities_and_is_p1_where_left_out() -> None:
    silent = changed('breaks_quiet = ["P1"]\n', "")
    assert read_policy(silent).breaks_quiet == ("P1",)
    for listed, read in (("[]", ()), ('["P2", "P1", "P2"]', ("P2", "P1"))):
        assert read_policy(f"breaks_quiet = {listed}\n{silent}").breaks_quiet == read
    assert refused(f'breaks_quiet = ["P7"]\n{silent}').line == 1
