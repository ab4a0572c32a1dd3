"""Two people at one thing: what the other changed since is never overwritten."""

from collections.abc import Mapping

from models.errors import Problems
from models.wording import field_name


def refuse_overwriting(
    now: Mapping[str, str], changed: Mapping[str, str], seen: Mapping[str, str]
) -> None:
    """Refuse to change a field that is not what the person saw; raises `Problems` by field."""
    lost = {
        name: f"{field_name(name)} is “{now[name]}” meanwhile, changed by somebody else."
        for name in changed
        if name in seen and seen[name] != now[name]
    }
    if lost:
        raise Problems("Changed meanwhile", lost, "Put both into one, and save again.")
