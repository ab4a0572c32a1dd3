"""What somebody entered on a sample desk outlives the next `leadline demo`, unless asked for."""

from pathlib import Path

import pytest

from desktop.demo.make import make_demo
from desktop.demo.replaceable import check_replaceable
from models.errors import KnownError
from tests.conftest import HANDBOOK, NOW
from tests.desktop.command_line import Typist
from tests.made_desks import empty_desk


def test_what_was_entered_stays_and_what_a_watch_wrote_does_not(
    tmp_path: Path, typed: Typist
) -> None:
    path = tmp_path / "desk.db"
    make_demo(path, seed=1, now=NOW, handbook=HANDBOOK)
    check_replaceable(path, anew=False)
    assert typed("watch", "--once", "--database", str(path)).status == 0
    check_replaceable(path, anew=False)
    title = "Exports stall"
    assert not typed("new", "--title", title, "--incomplete", "--database", str(path)).status
    again = "demo", "--folder", str(tmp_path), "--make-only"
    said = typed(*again).sentence
    assert "so it stays as it is" in said
    assert "--anew" in said
    assert title in typed("queue", "--database", str(path), "--limit", "1000").out
    check_replaceable(path, anew=True)


@pytest.mark.parametrize("anew", [True, False])
def test_a_desk_of_somebodys_own_is_never_replaced(tmp_path: Path, anew: bool) -> None:
    path = tmp_path / "desk.db"
    check_replaceable(path, anew)
    empty_desk(str(path), title="Desk", zone="Europe/Berlin", handbook=HANDBOOK, now=NOW)
    with pytest.raises(KnownError, match="a desk of somebody's own"):
        check_replaceable(path, anew)
