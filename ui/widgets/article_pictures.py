"""Pictures of articles: looked at before they are decoded, read off the GUI thread."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageReader

from models.errors import KnownError
from models.file_reading import FileContent
from models.queries.article import ArticleDetail, ArticleFileRow
from models.queries.article_sources import files_called
from models.queries.attachments import content
from ui.messages import tr
from ui.widgets.file_preview import preview_of

_MOST_PIXELS, _LONGEST_SIDE = 60_000_000, 30_000
"""Of a picture: a small file may claim a thousand times as many."""

_FORMATS: Final = frozenset((b"png", b"jpeg", b"jpg", b"gif", b"bmp", b"webp"))
_ENDINGS: Final = (".png", ".jpeg", ".jpg", ".gif", ".bmp", ".webp")


def check_picture(file: FileContent) -> FileContent:
    """The file, where its head says that it is a picture of a size that can be shown; nothing of
    it is decoded. Raises KnownError; called on a worker's thread."""
    buffer = QBuffer()
    buffer.setData(QByteArray(file.data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    kind, size = bytes(reader.format().data()), reader.size()
    wide, high = claimed_size(file.data) or (size.width(), size.height())
    if kind not in _FORMATS or wide < 1 or high < 1:
        raise KnownError(
            "Not a picture", f"{file.name} is no picture that can be shown here.",
            "Save it as PNG or JPEG, then drop that.",
        )  # fmt: skip
    if max(wide, high) > _LONGEST_SIDE or wide * high > _MOST_PIXELS:
        raise KnownError(
            "Too large a picture",
            f"{file.name} says that it has {wide:,} × {high:,} pixels; at most "
            f"{_LONGEST_SIDE:,} on a side and {_MOST_PIXELS:,} in all can be shown.",
            "Cut out the part that matters.",
        )
    return file


def pictures_of(files: Iterable[FileContent]) -> dict[str, QImage]:
    """What can be shown of these, by name, scaled down where it is large; on a worker's thread."""
    found = {}
    for file in files:
        image = preview_of(file.data).image
        if image is not None:
            found[file.name] = image
    return found


def article_pictures(session: Any, article: ArticleDetail) -> dict[str, QImage]:
    """The pictures of an article by all that its text calls them by."""
    found = stored_pictures(session, article.files)
    return found | {
        called: found[name] for called, name in files_called(article.fields, article.body).items()
        if name in found
    }  # fmt: skip


def stored_pictures(session: Any, files: Sequence[ArticleFileRow]) -> dict[str, QImage]:
    """The pictures among an article's files; one that is gone or damaged is left out, and its name
    stands in its place."""
    return pictures_of(_stored(session, files))


def _stored(session: Any, files: Sequence[ArticleFileRow]) -> Iterable[FileContent]:
    for file in files:
        if file.name.casefold().endswith(_ENDINGS):
            try:
                yield FileContent(file.name, content(session, file.sha256))
            except KnownError:
                continue


def claimed_size(data: bytes) -> tuple[int, int] | None:
    """(wide, high) as the head of a PNG or BMP says, though it be more than Qt believes."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if data.startswith(b"BM"):
        wide, high = (int.from_bytes(data[at : at + 4], "little", signed=True) for at in (18, 22))
        return abs(wide), abs(high)
    return None


def picture_words(name: str) -> str:
    """The Markdown that shows a picture of this name."""
    address = name.replace("%", "%25").replace(" ", "%20").replace("(", "%28").replace(")", "%29")
    return f"![{tr('Picture')}]({address})"
