"""The libraries only some exporters need."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

__all__ = ["need"]


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
