"""The frame of the window: rail, top line, alert bar, foot, and the sheets over it."""
