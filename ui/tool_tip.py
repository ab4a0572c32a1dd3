"""Tool tips of words that people wrote: Qt reads as markup whatever looks like it."""

from html import escape


def tool_tip(words: str) -> str:
    """The words for `setToolTip` or `ToolTipRole`, so that they are shown as they are."""
    return f'<p style="white-space: pre-wrap">{escape(words)}</p>' if "<" in words else words
