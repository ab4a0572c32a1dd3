"""What the board calls its columns, and what it says of itself."""

from typing import TYPE_CHECKING, Final

from ui.messages import counted, tr

if TYPE_CHECKING:
    from models.queries.board import Board, BoardColumn

GROUPINGS: Final = {
    "agent": "By agent", "status": "By status", "priority": "By priority", "skill": "By skill",
}  # fmt: skip
_NAMELESS: Final = {"agent": "Unassigned", "skill": "No skill asked for"}


def column_name(by: str, column: "BoardColumn") -> str:
    """The name at its head: a person's or a skill's as it is written."""
    if not column.name:
        return tr(_NAMELESS.get(by, ""))
    return tr(column.name) if by in ("status", "priority") else column.name


def subtitle(board: "Board", selected: int = 0) -> str:
    """The line beside the page's title."""
    said = [counted(board.cards, "1 case", "{count} cases")]
    if board.left_out:
        said.append(tr("{count} later ones are not shown", count=f"{board.left_out:,}"))
    if board.unshown:
        said.append(
            counted(board.unshown, "1 person not at work has no case",
                    "{count} people not at work have no case")
        )  # fmt: skip
    if selected:
        said.append(tr("{count} selected", count=f"{selected:,}"))
    return " · ".join(said)
