"""The language that a case is to be answered in, as somebody writes it."""

from models.errors import Problems
from models.handbook.languages import language_code
from models.typed_text import echoed


def spoken(written: str) -> str:
    """Its code, "" for none; what is no language is refused at its field."""
    code = language_code(written)
    if code is None:
        said = f"“{echoed(written)}” is no language that is known here."
        raise Problems("Which language?", {"language": said}, "Write “German”, or its code, “de”.")
    return code
