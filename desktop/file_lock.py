"""A file that one process holds: the system lets go of it when that ends, however it ends."""

import sys


def lock(file: int) -> bool:
    """Hold an open file (its descriptor) for as long as it is open; False where another has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
