"""Values put back into fields: nobody is told of what nobody typed."""

from PySide6.QtWidgets import QWidget


class Silent:
    """Widgets that tell nobody meanwhile."""

    def __init__(self, *widgets: QWidget) -> None:
        self._widgets = widgets

    def __enter__(self) -> None:
        for widget in self._widgets:
            widget.blockSignals(True)

    def __exit__(self, *_: object) -> None:
        for widget in self._widgets:
            widget.blockSignals(False)
