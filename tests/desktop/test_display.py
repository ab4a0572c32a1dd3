"""Without a display a window is refused in a sentence, before Qt would end the process."""

from pathlib import Path

import pytest

from desktop.display import has_display
from tests.desktop.command_line import Typist


@pytest.mark.parametrize(
    ("variables", "platform", "expected"),
    [
        ({}, "linux", False),
        ({"DISPLAY": "", "QT_QPA_PLATFORM": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "xcb"}, "linux", False),
        ({"QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": "wayland-0"}, "linux", False),
        ({"QT_QPA_PLATFORM": "wayland-egl;xcb", "DISPLAY": ":0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({"QT_QPA_PLATFORM": "xcb;offscreen"}, "linux", True),
        ({"QT_QPA_PLATFORM": "vnc:size=800x600"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_a_display_is_what_qt_would_find(
    variables: dict[str, str], platform: str, expected: bool
) -> None:
    assert has_display(variables, platform) is expected


@pytest.mark.parametrize("words", [["demo", "--folder", "{}"], ["--database", "{}/desk.db"]])
def test_a_window_without_a_display_is_a_known_error_and_nothing_is_made(
    words: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.setenv(name, "")
    monkeypatch.setattr("sys.platform", "linux")
    said = Typist(capsys)(*(word.format(tmp_path) for word in words)).sentence
    assert said.startswith("There is no display here")
    for way in ("queue", "watch", "demo --make-only"):
        assert f"leadline {way}" in said
    assert list(tmp_path.iterdir()) == []
