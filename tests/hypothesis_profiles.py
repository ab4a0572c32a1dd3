"""How hard the laws are tried: quickly by default, longer where LEADLINE_FULL is set.

The quick runs draw other examples each time, and so explore. A full run judges a commit, and
gives the same commit the same verdict on every machine.
"""

import os

from hypothesis import settings

settings.register_profile("quick", max_examples=20, deadline=None, derandomize=False)
settings.register_profile("full", max_examples=500, deadline=None, derandomize=True)


def load() -> None:
    settings.load_profile("full" if os.environ.get("LEADLINE_FULL") else "quick")
