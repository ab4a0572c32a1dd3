"""Handbooks to try the laws on: the default one with other targets, hours and edges."""

import tomllib
from typing import Any

import tomlkit
from hypothesis import strategies as st

from models.handbook.policy import COMMITMENTS, PRIORITIES, RESOLUTION
from tests.conftest import HANDBOOK

SOURCE = HANDBOOK.replace("@team_zone@", "Europe/Berlin")
AMOUNTS = st.one_of(
    st.integers(1, 600).map(lambda n: f"{n} min"),
    st.integers(1, 60).map(lambda n: f"{n} h"),
    st.integers(1, 6).map(lambda n: f"{n} business days"),
)
HOURS = st.sampled_from(
    [[["09:00", "17:00"]], [["08:00", "12:00"], ["13:00", "18:00"]], [["00:00", "24:00"]], []]
)


@st.composite
def targets(draw: st.DrawFn) -> dict[str, Any]:
    """One promise: an SLA, an SLO or both."""
    row: dict[str, Any] = {"calendar": draw(st.sampled_from(["team", "round_the_clock"]))}
    for name in draw(st.sampled_from([("sla",), ("slo",), ("sla", "slo")])):
        row[name] = draw(AMOUNTS)
    return row


@st.composite
def handbooks(draw: st.DrawFn) -> str:
    """The default handbook with some targets replaced or taken out, as a file."""
    data = tomllib.loads(SOURCE)
    data["edge"] = draw(st.sampled_from(["closing", "opening"]))
    for day in ("tue", "sat"):
        data["calendars"]["team"]["hours"][day] = draw(HOURS)
    data["targets"] = {priority: dict(data["targets"][priority]) for priority in PRIORITIES}
    for priority in PRIORITIES:
        for name in COMMITMENTS:
            fate = draw(st.integers(0, 9))
            if fate < 5:
                data["targets"][priority][name] = draw(targets())
            elif fate == 5 and (priority, name) != ("P1", RESOLUTION):
                data["targets"][priority].pop(name, None)
    data["pausing"] = {"waiting_customer": [RESOLUTION]}
    return tomlkit.dumps(data)
