"""Web pages that need no other file: their sources, the policy that guards them, their values."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pkgutil import get_data

__all__ = ["filled", "in_a_script", "policy", "source"]

# These characters could end a script element, or begin a comment in one.
_CLOSING = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def source(name: str) -> str:
    """Read a file that lies beside this module."""
    raw = get_data("korean_armistice.export", name)
    assert raw is not None  # noqa: S101 - a loader without get_data cannot have loaded us
    return raw.decode()


def filled(page: str, parts: Mapping[str, str]) -> str:
    """Replace each name in double braces in a page by the part that has this name."""
    # One pass, so that such a name inside a part is never replaced.
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], page)


def policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """Allow a page its own styles and scripts, by their hashes, and nothing from anywhere."""
    own = {"style-src": map(_hash, styles), "script-src": map(_hash, scripts)}
    none = ("default-src", "base-uri", "form-action")
    rules = [f"{kind} {' '.join(hashes)}" for kind, hashes in own.items()]
    return "; ".join([*rules, *(f"{kind} 'none'" for kind in none)])


def in_a_script(content: str) -> str:
    """Escape JSON, so that it can stand in a script element as it is."""
    return content.translate(_CLOSING)


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
