"""`leadline`, and `python -m desktop`."""

import sys


def main() -> None:
    """Run the command line and leave with its exit status."""
    from desktop.cli import main as run

    sys.exit(run())


if __name__ == "__main__":
    main()
