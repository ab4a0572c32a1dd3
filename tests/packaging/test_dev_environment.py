import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import dev_environment
import pytest
from dev_environment import Environment, SetUpError, stamped, wanted


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """A checkout whose set-up has just finished, as far as files tell."""
    made = Environment(tmp_path)
    made.lock.parent.mkdir()
    made.lock.write_text("six==1.0\n")
    made.libraries.write_text("libegl1\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    for name in ("python", "leadline"):
        made.program(name).parent.mkdir(parents=True, exist_ok=True)
        made.program(name).write_text("")
    made.stamp.write_text(json.dumps(wanted(made)))
    return made


def test_a_finished_set_up_is_known_without_starting_anything(
    environment: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    dev_environment.set_up(environment)  # its python is an empty file: to start it would fail
    assert "nothing to do" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("file", "part"),
    [
        ("packaging/lock.txt", "lock"),
        ("packaging/debian-libs.txt", "libraries"),
        ("pyproject.toml", "project"),
    ],
)
def test_a_changed_file_changes_its_part_alone(
    environment: Environment, file: str, part: str
) -> None:
    (environment.root / file).write_text("other\n")
    have, want = stamped(environment), wanted(environment)
    assert {name for name in want if have[name] != want[name]} == {part}


def test_a_moved_checkout_is_another(environment: Environment, tmp_path: Path) -> None:
    # The launchers in the environment carry the old place.
    moved = Environment(environment.root.rename(tmp_path.parent / f"{tmp_path.name}-moved"))
    assert stamped(moved)["root"] != wanted(moved)["root"]


@pytest.mark.parametrize("text", ["", "{", "[]", "\x00"])
def test_a_broken_stamp_says_nothing(environment: Environment, text: str) -> None:
    environment.stamp.write_text(text)
    assert stamped(environment) == {}


@pytest.mark.parametrize("name", ["python", "leadline"])
def test_a_stamp_beside_a_missing_program_says_nothing(environment: Environment, name: str) -> None:
    environment.program(name).unlink()
    assert stamped(environment) == {}


def test_only_one_set_up_at_a_time(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    second = (
        "import sys; from pathlib import Path; import dev_environment as d\n"
        f"with d.alone(Path({str(lock)!r})): print('second')"
    )
    command = [sys.executable, "-c", second]
    folder = Path(dev_environment.__file__).parent
    pipe = subprocess.PIPE
    with contextlib.ExitStack() as first:
        first.enter_context(dev_environment.alone(lock))
        waiting = subprocess.Popen(command, cwd=folder, stdout=pipe, stderr=pipe, text=True)
        assert waiting.stderr is not None
        sentence = waiting.stderr.readline()
        still_out = waiting.poll() is None
    printed, _ = waiting.communicate(timeout=60)
    assert f"waiting for another one (process {os.getpid()})" in sentence
    assert still_out
    assert printed == "second\n"


def test_a_set_up_that_fails_is_not_taken_for_a_finished_one(environment: Environment) -> None:
    environment.lock.write_text("no requirement at all\n")  # refused before any index is asked
    with pytest.raises(SetUpError, match="-m pip"):
        dev_environment.set_up(environment)
    assert environment.program("python").stat().st_size > 0  # the environment was made anew
    assert stamped(environment) == {}
