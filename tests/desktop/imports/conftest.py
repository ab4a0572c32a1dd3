"""The folder that most tests of articles import."""

from pathlib import Path

import pytest

from tests.desktop.imports.folders import GUIDE, OTHER, in_folder


@pytest.fixture
def manual(tmp_path: Path) -> Path:
    """Two articles that lead to each other, and a picture."""
    return in_folder(tmp_path, guide_md=GUIDE, other_md=OTHER, images__cache_png=b"\x89PNG one")
