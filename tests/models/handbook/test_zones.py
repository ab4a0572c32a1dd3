"""Time zones come from the package, whatever the machine has."""

import re
import zoneinfo
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import pytest

from models.errors import KnownError
from models.handbook.zones import all_zones, tz_version, zone


def test_the_version_is_one_to_be_recorded() -> None:
    assert re.fullmatch(r"20\d\d[a-z]+", tz_version())


def test_every_zone_loads_under_its_own_name() -> None:
    noon = datetime(2026, 5, 12, 12, tzinfo=UTC)
    assert len(all_zones()) > 400
    for name in all_zones():
        assert zone(name).key == name
        assert noon.astimezone(zone(name)) == noon


def test_the_machines_own_data_is_never_asked(tmp_path: Path) -> None:
    wrong = tmp_path / "Europe" / "Berlin"
    wrong.parent.mkdir()
    wrong.write_bytes(resources.files("tzdata.zoneinfo").joinpath("UTC").read_bytes())
    zoneinfo.reset_tzpath(to=[str(tmp_path)])
    try:
        zone.cache_clear()
        noon = datetime(2026, 5, 12, 12, tzinfo=UTC)
        assert noon.astimezone(zone("Europe/Berlin")).hour == 14
    finally:
        zoneinfo.reset_tzpath()


@pytest.mark.parametrize(
    "name", ["", "Mars/Olympus", "europe/berlin", "../zones", "/etc/passwd", "Europe", "__init__"]
)
def test_what_is_no_zone_is_refused_by_name(name: str) -> None:
    with pytest.raises(KnownError) as caught:
        zone(name)
    assert f"“{name}”" in caught.value.sentence
