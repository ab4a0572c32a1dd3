"""Handbooks that watch of the queue what a test says, and nothing else."""

import re
from typing import Final

from tests.models.handbook.policies import SOURCE

UNWATCHED: Final = re.sub(r"\[\[threshold\]\]\n(?:[a-z_]+ = .*\n)+", "", SOURCE)

P2_OVER_10: Final = """
[[threshold]]
watch = "open_cases"
priorities = ["P2"]
limit = 10
back_at = 8
role = "squad_lead"
"""


def watching(*tables: str) -> str:
    """The default handbook with these [[threshold]] tables alone."""
    return "".join((UNWATCHED, *tables))
