"""The next handbook the lead thinks about: a file beside the sample desk, and the page's draft."""

from pathlib import Path

from desktop.demo.script import Proposal
from desktop.draft_files import drafts_folder, put_draft, read_drafts
from models.handbook.target_edits import target_path, with_target
from models.handbook.toml_source import with_value
from models.new_file import new_file

_FILE = "proposed-handbook.toml"
_DRAFT = "handbook"
"""What the Handbook page calls the draft it goes on with."""


def proposed(source: str, proposal: Proposal) -> str:
    """The handbook's file with the targets that are proposed; its comments stay."""
    changed = with_value(source, ("name",), proposal.name)
    for priority, commitments in proposal.targets.items():
        for commitment, cells in commitments.items():
            for what, words in cells.items():
                path = target_path(priority, commitment, what)
                changed = with_target(changed, path, words)
    return changed


def leave_proposal(desk: Path, source: str, base: int) -> None:
    """Put it where the lead finds it; what somebody made of either since stays as it is."""
    beside, drafts = desk.with_name(_FILE), drafts_folder(str(desk))
    if not beside.exists():
        with new_file(beside) as draft:
            draft.write_text(source, "utf-8")
    if _DRAFT not in read_drafts(drafts):
        put_draft(drafts, _DRAFT, {"source": source, "base": str(base)})
