import os
import sys
from pathlib import Path

import dev
import pytest
from dev_environment import Environment


@pytest.mark.parametrize(
    ("arguments", "full", "only_pytest", "rest"),
    [
        ([], False, False, []),
        (["--full"], True, False, []),
        (["-k", "clock", "--full", "tests/models"], True, False, ["-k", "clock", "tests/models"]),
        (["--only-pytest", "-x"], False, True, ["-x"]),
        (["-x", "--", "--full"], False, False, ["-x", "--full"]),
    ],
)
def test_own_arguments_are_told_from_pytests(
    arguments: list[str], full: bool, only_pytest: bool, rest: list[str]
) -> None:
    assert dev.split_test_arguments(arguments) == (full, only_pytest, rest)


@pytest.mark.parametrize(
    ("variables", "platform", "display"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_a_display_is_asked_for_only_on_linux(
    variables: dict[str, str], platform: str, display: bool
) -> None:
    assert dev.has_display(variables, platform) is display


@pytest.mark.parametrize(("cores", "workers"), [(1, 2), (2, 3), (8, 9), (64, 9)])
def test_there_is_a_worker_more_than_cores_and_never_many(cores: int, workers: int) -> None:
    assert dev.workers(cores) == workers


def test_only_the_cores_this_process_may_use_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {3, 5}, raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    assert dev.cores() == 2


def test_every_check_failed_or_not_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.report({"ruff": 0, "mypy": 1, "pytest": 0}) == 1
    assert capsys.readouterr().out == "passed: ruff, pytest; failed: mypy\n"
    assert dev.report({"ruff": 0}) == 0


def test_checks_run_at_once_and_are_told_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The first ends once the second has begun."""
    there = tmp_path / "there"
    waits = f"""
import pathlib, time
end = time.monotonic() + 30
while not pathlib.Path({str(there)!r}).exists():
    assert time.monotonic() < end
print("waited")"""
    makes = f"import pathlib, sys; pathlib.Path({str(there)!r}).touch(); sys.exit('not so')"
    told = {name: [sys.executable, "-c", code] for name, code in (("one", waits), ("two", makes))}
    monkeypatch.setattr(dev, "checks", lambda _environment: told)
    monkeypatch.setattr(dev, "cores", lambda: 2)
    assert dev.run_checks(Environment(tmp_path)) == {"one": 0, "two": 1}
    assert capfd.readouterr().out.split() == ["waited", "not", "so"]


def test_the_scripts_checked_are_all_there_are() -> None:
    folder = Path(dev.__file__).parent
    assert sorted(dev.OWN_SCRIPTS) == sorted(path.name for path in folder.glob("*.py"))


def test_the_folder_is_no_package_that_would_shadow_another() -> None:
    assert not (Path(dev.__file__).parent / "__init__.py").exists()


def test_no_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main([]) == 2
    assert dev.main(["rnu"]) == 2
    assert "packaging/dev.py test" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for a program")
def test_a_command_runs_with_what_is_added_to_its_environment(tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text('#!/bin/sh\ntest "$COLOUR" = blue && exit 7\n')
    script.chmod(0o755)
    assert dev.call([script], COLOUR="blue") == 7
    assert dev.call([script], COLOUR="red") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for a program")
def test_headless_makes_pictures_and_paper_in_a_folder_it_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The real programs are tried by the desk's own tests; here only what they are asked."""
    environment = Environment(tmp_path)
    said = tmp_path / "said"
    for name in ("leadline", "python"):
        program = environment.program(name)
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(
            f'#!/bin/sh\necho "{name} $*" >> {said}\necho \'{{"last_full_quarter": "2016Q1"}}\'\n'
        )
        program.chmod(0o755)
    assert dev.headless(environment, with_report=True) == 0
    folder = next((tmp_path / "out").iterdir())
    assert str(folder) in capsys.readouterr().out
    assert said.read_text().replace(str(folder), "F").splitlines() == [
        "leadline demo --make-only --folder F",
        "python -m desktop.screenshots --database F/desk.db --out F/screens",
        "leadline db info --json --database F/desk.db",
        "leadline report quarterly --period 2016Q1 --database F/desk.db --out F/quarterly.pdf",
    ]
