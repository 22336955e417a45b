"""A check of the argument, one-line text, and uncertain dates in words, for several exporters."""

from __future__ import annotations

from collections.abc import Mapping

from korean_armistice._collection import Collection
from korean_armistice._span import Span
from korean_armistice.exceptions import shown

__all__ = ["checked", "one_line", "qualified"]


def checked(docs: Collection) -> Collection:
    """Return the argument, if it is a collection."""
    if not isinstance(docs, Collection):
        msg = f"an exporter takes a Collection, not {shown(docs)}"
        raise TypeError(msg)
    return docs


def one_line(text: str) -> str:
    """Fold white space, because a line break would end the field in some formats."""
    return " ".join(text.split())


def qualified(span: Span, forms: Mapping[str, str], text: str) -> str:
    """Say in words whether a date is approximate or uncertain, as "about 1953" for 1953~."""
    # A stretch may have a mark on one side alone, or two that differ.
    mark = span.qualifier.replace("/", "")
    return forms.get(mark, forms["%"]).format(text)
