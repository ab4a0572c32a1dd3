"""A handbook as a file that somebody hands to a command."""

from pathlib import Path
from typing import Any

from models.errors import KnownError

TEAM_ZONE = "@team_zone@"
"""Stands for the team's zone in the handbook that a new desk begins with."""


def team_zone(database: Any) -> str:
    """The zone of the desk's team."""
    from models.policies import load_policies

    zone: str = database.read(load_policies).newest.team.zone
    return zone


def read_file(path: Path, zone: str) -> str:
    """A handbook's text; its zone filled in where it is the one a new desk begins with."""
    try:
        return path.read_text("utf-8").replace(TEAM_ZONE, zone)
    except OSError as error:
        raise KnownError(
            "The file cannot be read", f"{path}: {error.strerror}.", "Check its name."
        ) from None
    except UnicodeDecodeError:
        raise KnownError(
            "The file cannot be read", f"{path} is not UTF-8 text.", "Save it as UTF-8."
        ) from None
