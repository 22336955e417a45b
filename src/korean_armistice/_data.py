"""Functions that read and write collections: `load`, `read` and `dumps`.

cattrs and importlib_resources are imported only when they are needed, because a program that
only imports the types should not wait for them.
"""

from __future__ import annotations

import os
from threading import Lock
from typing import Any, BinaryIO, Union

from ._collection import Collection, ordered
from ._file import fingerprint, to_text
from ._rules import broken
from ._version import EDITIONS
from .exceptions import InvalidDataError, refuse, shown

#: Where `read` takes a collection from.
Readable = Union[str, "os.PathLike[str]", bytes, BinaryIO]

_lock = Lock()
_loaded: list[Collection] = []


def load() -> Collection:
    """Return the shipped collection: read once, shared and frozen.

    Raises `InvalidDataError` if the installed data file is not a published one, or not there.
    """
    with _lock:
        if not _loaded:
            _loaded.append(read(_shipped()))
    return _loaded[0]


def read(source: Readable) -> Collection:
    """Read a collection of your own, in the format of the shipped file.

    `source` is a path, an open binary file, or the bytes themselves (UTF-8 JSON). Raises
    `InvalidDataError`, whose `.problems` name every fault; `OSError` if the file cannot be read;
    `ValueError` if no file can have such a path; and `TypeError` if `source` is something else.

    Example:
        >>> import korean_armistice as ka
        >>> mine = ka.read(b'{"about": {"title": "Mine"}, "actors": [], "documents": []}')
        >>> mine.about.title, len(mine)
        ('Mine', 0)
    """
    from ._shape import parsed, shaped

    about, actors, documents, elsewhere = shaped(parsed(_bytes(source)))
    refuse(broken(about, actors, documents, elsewhere))
    return ordered(about, actors, documents)


def dumps(docs: Collection) -> str:
    """Write a collection as the text that `read` takes, in canonical form.

    For a selection it writes the documents, the actors their claims name, and their states. The
    text of the shipped collection is the shipped file, byte for byte.
    """
    if not isinstance(docs, Collection):
        msg = f"dumps takes a Collection, not {shown(docs)}"
        raise TypeError(msg)
    return to_text(docs.to_dict())


def _bytes(source: Readable) -> bytes:
    if isinstance(source, (str, os.PathLike)):
        with open(source, "rb") as file:  # noqa: PTH123  pathlib costs the import 3 ms
            return file.read()
    content: Any = source if isinstance(source, bytes) else getattr(source, "read", lambda: None)()
    if not isinstance(content, bytes):
        msg = f"read takes a path, an open binary file or bytes, not {shown(source)}"
        raise TypeError(msg)
    return content


def _shipped() -> bytes:
    from importlib_resources import files

    try:
        raw = files(__package__).joinpath("data", "korean_armistice.json").read_bytes()
    except OSError as error:
        reason = f"the installed data file cannot be read ({error.strerror}): reinstall"
        raise InvalidDataError((reason,)) from error
    # A damaged file can still be valid JSON, and the library must not misquote.
    if fingerprint(raw) not in EDITIONS.values():
        reason = (
            "the data file is not a published edition. If you edited it in a clone, make an "
            "edition of it: python -m tools.edition. If you did not, reinstall korean-armistice"
        )
        raise InvalidDataError((reason,))
    return raw
