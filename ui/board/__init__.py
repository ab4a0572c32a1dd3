"""The board: who has what, and what a move does."""
