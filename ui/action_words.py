"""The words that people type for an action that is called otherwise on the screen."""

from collections.abc import Mapping
from typing import Final

ALSO: Final[Mapping[str, str]] = {
    "survey": "customer's satisfaction survey csat rating stars feedback",
    "link": "known issue article decision defect bug roadmap related same trouble knowledge",
    "links": "known issue article defect linked related",
    "undo": "undo take back revert mistake",
    "take-back": "undo revert",
    "close": "closing note root cause prevention",
    "resolve": "solve solved fix fixed done finish",
    "reopen": "open again",
    "pause": "wait hold on snooze",
    "resume": "go on continue unpause",
    "start": "begin in progress",
    "reply": "answer respond email mail write",
    "note": "comment remark",
    "customer": "message received call",
    "template": "canned text macro snippet",
    "assign": "hand over give owner reassign",
    "mine": "take it myself own",
    "needs": "expertise language",
    "priority": "severity urgent P1 P2 P3 P4",
    "escalate": "manager help on-call",
    "attach": "file upload screenshot picture",
    "paste": "file screenshot picture clipboard",
    "facts": "title customer contact change",
    "access": "restricted private security hide",
    "merge": "combine join same",
    "duplicate": "same again",
    "exclude": "delete remove ignore",
    "proof": "pdf report export",
    "ledger": "time log sum",
    "why": "deadline due explain",
    "publish": "release activate handbook",
    "leave": "holiday vacation absence sick",
    "calculate": "remedy money",
}
"""Other words by which people look for an action, by its name."""
