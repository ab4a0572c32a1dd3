"""Pictures that came into an article and are not saved yet: kept on this computer till it is."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from models.errors import KnownError
from models.file_names import numbered, safe_name
from models.file_reading import FileContent, ReadFiles, read_files
from ui.drafts import Drafts
from ui.widgets.article_pictures import check_picture, picture_words, pictures_of
from ui.widgets.file_choice import refusals
from ui.widgets.file_preview import encoded
from ui.workspace import Workspace

FIELD: Final = "files"


class _Kept(NamedTuple):
    name: str
    sha256: str


@dataclass(frozen=True)
class _Taken:
    """What became of pictures that were pasted or dropped."""

    files: tuple[_Kept, ...]
    images: Mapping[str, QImage]
    refused: tuple[KnownError, ...]


class NewPictures(QObject):
    """`put` carries the Markdown that shows what came, `refused` a `KnownError`; `changed` after
    either, and as pictures can be shown: `images`, by name."""

    put = Signal(str)
    refused = Signal(object)
    changed = Signal()

    def __init__(self, workspace: Workspace, drafts: Drafts, owner: QObject) -> None:
        super().__init__(owner)
        self._workspace, self._drafts = workspace, drafts
        self._files: tuple[_Kept, ...] = ()
        self._known: dict[str, str] = {}
        self._form = 0
        self.images: dict[str, QImage] = {}

    def begin(self, saved: Mapping[str, str], values: Mapping[str, str]) -> None:
        """Another article: `saved` are the hashes of its files by name, `values` its draft's."""
        self._form += 1
        self._known, self.images = dict(saved), {}
        kept = json.loads(values.get(FIELD) or "[]")
        self._files = tuple(_Kept(str(name), str(sha)) for name, sha in kept)
        if self._files:
            job = partial(_kept_images, self._drafts, self._files)
            self._workspace.run(job, partial(self._show, self._form), self, lambda _: None)

    def values(self) -> dict[str, str]:
        """What a draft keeps of them."""
        return {FIELD: json.dumps(self._files)} if self._files else {}

    def take(self, paths: Sequence[Path]) -> None:
        """Put these files in."""
        self._begin(partial(read_files, tuple(paths)))

    def take_image(self, image: QImage) -> None:
        """Put a copied image in."""
        name = f"pasted-{self._workspace.clock.now():%Y-%m-%d-%H%M%S}.png"
        self._begin(lambda: ReadFiles((encoded(image, name),), ()))

    def reader(self) -> Callable[[], tuple[FileContent, ...]]:
        """What reads those there are now, on a worker's thread: by then the editor may hold another
        article. A `KnownError` where one is gone."""
        files, file = self._files, self._drafts.file
        return lambda: tuple(FileContent(one.name, file(one.sha256)) for one in files)

    def _begin(self, read: Callable[[], ReadFiles]) -> None:
        taken = {**self._known, **dict(self._files)}
        job = partial(_keep, self._drafts, read, taken)
        self._workspace.run(job, partial(self._taken, self._form), self, self._fail)

    def _taken(self, form: int, taken: _Taken) -> None:
        if form != self._form:
            return
        self._files = tuple(dict.fromkeys((*self._files, *taken.files)))
        self.images.update(taken.images)
        if taken.refused:
            self.refused.emit(refusals(ReadFiles((), taken.refused)))
        if taken.files:
            self.put.emit("\n\n".join(picture_words(one.name) for one in taken.files))
        self.changed.emit()

    def _show(self, form: int, images: Mapping[str, QImage]) -> None:
        if form == self._form:
            self.images.update(images)
            self.changed.emit()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self.refused.emit(error)


def _keep(drafts: Drafts, read: Callable[[], ReadFiles], taken: Mapping[str, str]) -> _Taken:
    """Read, look at and keep them, each by a name of its own; on a worker's thread."""
    found = read()
    refused, kept = list(found.refused), list[FileContent]()
    names = dict(taken)
    for file in found.taken:
        try:
            check_picture(file)
        except KnownError as error:
            refused.append(error)
            continue
        name = _free(safe_name(file.name).replace(" ", "-"), file.sha256, names)
        names[name] = file.sha256
        drafts.put_file(file.data)
        kept.append(FileContent(name, file.data))
    files = tuple(_Kept(one.name, one.sha256) for one in kept)
    return _Taken(files, pictures_of(kept), tuple(refused))


def _free(name: str, sha256: str, names: Mapping[str, str]) -> str:
    """The name, with a number where another picture has it."""
    wanted, number = name, 1
    while names.get(wanted, sha256) != sha256:
        number += 1
        wanted = numbered(name, number).replace(" ", "-")
    return wanted


def _kept_images(drafts: Drafts, files: Sequence[_Kept]) -> dict[str, QImage]:
    return pictures_of(FileContent(one.name, drafts.file(one.sha256)) for one in files)
