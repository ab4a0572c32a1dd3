"""How hard the laws are tried: quickly by default, longer where LEADLINE_FULL is set."""

import os

from hypothesis import settings

settings.register_profile("quick", max_examples=50, deadline=None)
settings.register_profile("full", max_examples=2_000, deadline=None)
settings.load_profile("full" if os.environ.get("LEADLINE_FULL") else "quick")
