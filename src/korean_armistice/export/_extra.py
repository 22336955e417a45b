"""Libraries of extras, licences, and dicts without empty values, for several exporters."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any

from korean_armistice import Collection

__all__ = ["known", "licences", "need"]


def need(module: str, extra: str) -> ModuleType:
    """Import a library of an extra.

    Raises:
        ImportError: it is not installed; the message names the extra that brings it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        msg = f"{module} is not installed: pip install 'korean-armistice[{extra}]' brings it"
        raise ImportError(msg, name=module) from error


def known(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out the values that are not known: None and empty ones."""
    return {key: value for key, value in values.items() if value not in (None, "", (), [], {})}


def licences(docs: Collection) -> list[dict[str, str]]:
    """List the licences of a collection in the form of a Data Package: name, title and path."""
    rights = docs.about.rights
    if not docs.is_shipped:
        return [{"name": "LicenseRef-rights", "title": rights}] if rights else []
    ours = "Kinds, claims, links, spellings and notes; their quotations are the catalogue's words"
    return [
        {"name": "LicenseRef-Wilson-Center-Catalogue", "title": str(rights)},
        {"name": "MIT", "path": "https://opensource.org/license/mit", "title": ours},
    ]
