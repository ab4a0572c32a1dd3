import json
from pathlib import Path

import pytest

from desktop.cli import main


@pytest.mark.parametrize("before", [True, False])
def test_the_desk_may_be_named_before_the_command_or_behind_it(
    before: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = tmp_path / "desk.db"
    for command in (["db", "init", "--zone", "Europe/Berlin"], ["queue"]):
        options = ["--database", str(desk), "--json"]
        arguments = [*options, *command] if before else [*command, *options]
        assert main(arguments) == 0
    created, rows = map(json.loads, capsys.readouterr().out.splitlines())
    assert created["created"] == str(desk)
    assert rows == []


@pytest.mark.parametrize(
    ("words", "status"), [(["--help"], 0), (["--database"], 2), (["nonsense"], 2)]
)
def test_whoever_asks_or_errs_is_told_the_commands(
    words: list[str], status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == status
    out, err = capsys.readouterr()
    assert "COMMAND" in (out or err)
    assert ("handbook" in out or "handbook" in err) is (words != ["--database"])
