"""Size of the installed packages, and their compressed size as in a wheel."""

from __future__ import annotations

import zlib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

__all__ = ["sizes"]

_PACKAGES = (
    "korean-armistice", "pycountry", "us", "vega-datasets", "digitalarchive", "pydantic", "pandas",
    "polars",
)  # fmt: skip


def sizes() -> dict[str, dict[str, int]]:
    """Add up the bytes of each package, and of all it needs."""
    return {
        name: {
            "compressed": _compressed(name),
            "installed": _installed(name),
            "installed, with what it needs": sum(map(_installed, _needed(name))),
        }
        for name in _PACKAGES
    }


def _files(name: str) -> list[bytes]:
    paths = metadata.files(name) or []
    kept = (path for path in paths if path.suffix != ".pyc" and ".." not in path.parts)
    located = (Path(str(path.locate())) for path in kept)
    return [path.read_bytes() for path in located if path.is_file()]


def _installed(name: str) -> int:
    return sum(map(len, _files(name)))


def _compressed(name: str) -> int:
    return sum(len(zlib.compress(content)) for content in _files(name))


def _needed(name: str) -> set[str]:
    """List a package and all installed packages that it requires, directly or not."""
    waiting, found = [name], set[str]()
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            needed = map(Requirement, metadata.requires(one) or ())
            waiting += [_plain(n.name) for n in needed if not n.marker or n.marker.evaluate()]
    return found


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")
