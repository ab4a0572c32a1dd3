"""Which Leadline this is."""

from importlib.metadata import PackageNotFoundError, version


def release() -> str:
    """The version that is installed; "" where that is not known."""
    try:
        return version("leadline")
    except PackageNotFoundError:
        return ""
