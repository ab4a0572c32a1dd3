"""What can be seen of a file without any other program: an image scaled down, or plain text."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from models.errors import KnownError
from models.file_reading import FileContent, check_size
from ui.messages import tr

WIDTH: Final = 720
HEIGHT: Final = 420
_MOST_PIXELS: Final = 60_000_000
"""Of an image that is decoded: a small file may claim a thousand times as many."""

_MOST_LETTERS: Final = 200_000
_LONGEST_LINE: Final = 4_000
_IMAGES: Final = frozenset((b"png", b"jpeg", b"jpg", b"gif", b"bmp", b"webp"))


@dataclass(frozen=True)
class Preview:
    """One of `image` and `text`, or neither; `said` is what there is to know beside it."""

    image: QImage | None = None
    text: str | None = None
    said: str = ""


def preview_of(data: bytes) -> Preview:
    """By what the file holds, whatever it is called; called on a worker's thread."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    if bytes(QImageReader.imageFormat(buffer).data()) in _IMAGES:
        return _image(buffer)
    head = data[: _MOST_LETTERS * 4]
    if b"\0" not in head:
        try:
            return _text(head.decode("utf-8-sig", "strict" if len(head) == len(data) else "ignore"))
        except UnicodeDecodeError:
            pass
    return Preview(said=tr("Nothing of it can be shown here."))


def encoded(image: QImage, name: str) -> FileContent:
    """The image as a PNG; a `KnownError` where it is too large."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    if image.width() * image.height() > _MOST_PIXELS or not writer.write(image):
        raise KnownError("Not attached", "The image is too large.", "Copy a part of it.")
    data = bytes(buffer.data().data())
    check_size(name, len(data))
    return FileContent(name, data)


def _image(buffer: QBuffer) -> Preview:
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    said = tr("{width} × {height} pixels", width=f"{size.width():,}", height=f"{size.height():,}")
    if not size.isValid() or size.width() * size.height() > _MOST_PIXELS:
        return Preview(said=tr("Too large an image to be shown here: {size}.", size=said))
    fit = size.scaled(WIDTH, HEIGHT, Qt.AspectRatioMode.KeepAspectRatio)
    if fit.width() < size.width():
        reader.setScaledSize(fit.expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        return Preview(said=tr("The image is damaged, or cut off."))
    return Preview(image=image, said=said)


def _text(text: str) -> Preview:
    shown = "\n".join(line[:_LONGEST_LINE] for line in text[:_MOST_LETTERS].split("\n"))
    return Preview(text=shown, said=tr("The beginning of it") if len(shown) < len(text) else "")
