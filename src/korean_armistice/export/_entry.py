"""A check of the argument, and text without line breaks, for several exporters."""

from __future__ import annotations

from korean_armistice._collection import Collection
from korean_armistice.exceptions import shown

__all__ = ["checked", "one_line"]


def checked(docs: Collection) -> Collection:
    """Return the argument, if it is a collection."""
    if not isinstance(docs, Collection):
        msg = f"an exporter takes a Collection, not {shown(docs)}"
        raise TypeError(msg)
    return docs


def one_line(text: str) -> str:
    """Fold white space, because a line break would end the field in some formats."""
    return " ".join(text.split())
