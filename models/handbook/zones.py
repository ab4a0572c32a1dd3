"""Time zones, always from the `tzdata` package, so that every machine computes the same."""

from functools import lru_cache
from importlib import resources
from zoneinfo import ZoneInfo

import tzdata  # type: ignore[import-untyped]

from models.errors import KnownError


def tz_version() -> str:
    """The version of the time-zone data in use, to be recorded with a policy version (rule 1)."""
    return str(tzdata.IANA_VERSION)


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    """The IANA zone of that name; a `KnownError` where there is none."""
    if name in all_zones():
        *folders, last = name.split("/")
        with resources.files("tzdata.zoneinfo").joinpath(*folders, last).open("rb") as stream:
            return ZoneInfo.from_file(stream, key=name)
    raise KnownError(
        "Unknown time zone",
        f"“{name}” is not a time zone.",
        "Use a name such as Europe/Berlin or America/New_York.",
    )


@lru_cache(maxsize=1)
def all_zones() -> frozenset[str]:
    """The names of every zone of the time-zone data."""
    listing = resources.files("tzdata").joinpath("zones").read_text("utf-8")
    return frozenset(listing.split())
