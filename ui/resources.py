"""Where the product's files are: fonts, icons, palette, style sheet."""

from pathlib import Path

# `resources` lies beside `ui` in a checkout, in an installed wheel and in a bundle alike.
_ROOT = Path(__file__).resolve().parent.parent / "resources"


def resource(*parts: str) -> Path:
    """The path of a file under `resources/`; a missing one is a bug (FileNotFoundError)."""
    path = _ROOT.joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(path)
    return path
