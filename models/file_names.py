"""Names of attached files: one that every system takes, and what a name says of its file."""

import re
import unicodedata
from mimetypes import MimeTypes
from pathlib import PurePosixPath
from typing import Final

LONGEST: Final = 200
"""Bytes of UTF-8: systems take 255, and a number may be put behind the name."""

NAMELESS: Final = "attachment"
_LONGEST_SUFFIX: Final = 20
_FOREIGN: Final = frozenset('<>:"|?*')
_UNSEEN: Final = frozenset(("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"))
_DEVICE: Final = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])\s*(\..*)?", re.I)
_SEPARATORS: Final = re.compile(r"[/\\]")

_TYPES: Final = MimeTypes(filenames=())
"""Python's own table, so that a name means the same on every machine."""

_PLAIN: Final = dict.fromkeys((".log", ".ini", ".toml", ".yaml", ".yml", ".text"), "text/plain")

_KINDS: Final = {"image": "image", "text": "text", "audio": "sound", "video": "film"}

_OPENED: Final = frozenset(
    (
        "bmp", "gif", "heic", "jpeg", "jpg", "png", "tif", "tiff", "webp", "pdf",
        "txt", "text", "log", "csv", "tsv", "json", "md", "yaml", "yml", "ini", "toml", "eml",
        "doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "ppt", "pptx", "odp",
        "mp3", "mp4", "mov", "ogg", "wav", "webm",
    )
)  # fmt: skip
"""Kinds of files that a program shows rather than runs; all others are only saved."""

_PROGRAMS: Final = (
    b"MZ", b"\x7fELF", b"#!", b"\xfe\xed\xfa", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe", b"L\0\0\0\x01\x14\x02\0", b"[Desktop Entry]", b"[InternetShortcut]",
)  # fmt: skip
"""How programs, scripts and links begin, whatever they are called."""


def is_device(name: str) -> bool:
    """Whether Windows takes a file's name for a device, as CON.md, and keeps no such file."""
    return _DEVICE.fullmatch(name) is not None


def safe_name(name: str) -> str:
    """The name without its folder, as every system takes it: nothing unseen, reserved, hidden or
    too long is left. A name that is safe stays as it is.
    """
    last = unicodedata.normalize("NFC", _SEPARATORS.split(name)[-1])
    kept = "".join(map(_kept, last)).strip(" .")
    kept = _shortened(kept, LONGEST)
    if _DEVICE.fullmatch(kept):
        kept = f"_{_shortened(kept, LONGEST - 1)}"
    return kept or NAMELESS


def numbered(name: str, number: int) -> str:
    """The name told apart from others of that name: "log (2).txt"; 1 is the name itself."""
    path = PurePosixPath(name)
    return name if number == 1 else f"{path.stem} ({number}){path.suffix}"


def media_type(name: str) -> str:
    """What kind of file the name says it is."""
    suffix = PurePosixPath(name).suffix.casefold()
    return _PLAIN.get(suffix) or _TYPES.guess_type(name)[0] or "application/octet-stream"


def kind_words(name: str, kind: str) -> str:
    """A media type as people call it: “PNG image”, “PDF file”, “File of an unknown kind”."""
    suffix = PurePosixPath(name).suffix.removeprefix(".").upper()
    if not suffix or len(suffix) > _LONGEST_SUFFIX or kind == "application/octet-stream":
        return _KINDS.get(kind.partition("/")[0], "file of an unknown kind").capitalize()
    return f"{suffix} {_KINDS.get(kind.partition('/')[0], 'file')}"


def may_be_opened(name: str, head: bytes) -> bool:
    """Whether another program may be asked to show it; `head` is how the file begins."""
    suffix = PurePosixPath(name).suffix.removeprefix(".").casefold()
    return suffix in _OPENED and not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_PROGRAMS)


def size_words(size: int) -> str:
    """A size as people read it: "812 bytes", "14 KB", "2.4 MB"."""
    if size < 1_000:
        return "1 byte" if size == 1 else f"{size} bytes"
    if size < 999_500:
        return f"{size / 1_000:.0f} KB"
    return f"{size / 1_000_000:.1f} MB"


def _kept(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind == "Zs":
        return " "
    return "_" if kind in _UNSEEN or letter in _FOREIGN else letter


def _shortened(name: str, most: int) -> str:
    if len(name.encode()) <= most:
        return name
    stem, dot, suffix = name.rpartition(".")
    end = (dot + suffix).encode()
    if not stem or len(end) > _LONGEST_SUFFIX:
        stem, end = name, b""
    cut = stem.encode()[: most - len(end)].decode(errors="ignore")
    return cut.rstrip(" .") + end.decode()
