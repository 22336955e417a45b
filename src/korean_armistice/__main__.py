"""The command line: the same vocabulary as the functions.

`python -m korean_armistice`, also installed as `korean-armistice`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn, cast

from . import _show
from ._collection import Collection
from ._data import dumps, load, read
from ._model import ROLES
from ._version import __version__
from .exceptions import ArmisticeError, InvalidDataError

__all__ = ["main"]

_EXAMPLES = """examples:
  korean-armistice --date 1953-07-27
  korean-armistice --actor "Kim Il-sung" --role author
  korean-armistice --origin USSR --since 1953-07 --until 1953-08
  korean-armistice --search "mutual defense pact" --format json
"""

# Formats that the exporters write: the module, and the function from a Collection to text.
_EXPORTS = {
    "csv": ("tables", "to_csv"),
    "bibtex": ("citations", "to_bibtex"),
    "ris": ("citations", "to_ris"),
    "csl": ("citations", "to_csl"),
    "jsonld": ("linked_data", "to_jsonld"),
    "timelinejs": ("timeline", "to_timelinejs"),
    "html": ("web", "to_html"),
}


# A message longer than this says nothing more.
_LONGEST = 1_000


class _UsageError(Exception):
    """What the user is told in one sentence."""


class _Parser(argparse.ArgumentParser):
    """One that says a fault in a sentence, without the whole usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {_line(message)}; --help shows what there is\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status: 0, or 2 after a fault.

    Raises:
        SystemExit: what `argparse` ends itself: --help and --version (0), and options that do
            not exist or lack their value (2).

    Example:
        >>> from korean_armistice.__main__ import main
        >>> main(["--actor", "Molotov", "--role", "recipient"])  # doctest: +ELLIPSIS
        1953-07-24  Draft Telegram Concerning the Participation of Cde. Kim Il Sung in
        ...
    """
    for stream in (sys.stdout, sys.stderr):
        # Names come in four scripts: an ASCII terminal shows "?" rather than a traceback.
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    try:
        text = _answer(options)
        _write(text, options)
    except (_UsageError, ArmisticeError, OSError, ImportError, ValueError) as error:
        _tell(_sentence(error))
        return 2
    except KeyboardInterrupt:
        return 130  # as shells say it of a program that was interrupted
    return 0


def _tell(sentence: str) -> None:
    # Without a standard error `print` would write among the data.
    if sys.stderr is not None:
        with suppress(OSError):
            print(f"korean-armistice: {sentence}", file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="korean-armistice",
        description="Ask the collection Korean War Armistice. Options given together mean AND.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--date", metavar="D", help="1953, 1953-07, 1953-07-27, a/b, a/.., ../b, “July 1953”")
    add("--since", metavar="D", help="from the first day of D on")
    add("--until", metavar="D", help="up to the last day of D")
    add("--actor", metavar="NAME", type=_name, help="any spelling in any script")
    add("--role", metavar="ROLE", help=f"the actor's role: {', '.join(ROLES)}")
    add("--origin", metavar="NAME", type=_name, help="the state that produced the document")
    add("--search", metavar="TEXT", type=_name, help="every word, in title or summary")
    add("--format", choices=["text", "json", *_EXPORTS], default="text")
    add("--output", metavar="FILE", help="write there instead of to the terminal")
    add("--force", action="store_true", help="overwrite FILE")
    add("--data", metavar="FILE", help="ask a collection of your own (JSON, as `read` takes it)")
    add("--version", action="version", version=f"korean_armistice {__version__}")
    return parser


def _name(argument: str) -> str:
    """Read a name as UTF-8 where the locale, being ASCII, could not."""
    try:
        return os.fsencode(argument).decode()
    except UnicodeError:
        return argument


def _answer(options: argparse.Namespace) -> str:
    if options.role is not None and options.actor is None:
        msg = "--role goes with --actor"
        raise _UsageError(msg)
    bounds = {"since": options.since, "until": options.until}
    bounded = bounds != {"since": None, "until": None}
    if options.date is not None and bounded:
        msg = "give either --date, or --since and --until"
        raise _UsageError(msg)
    docs = load() if options.data is None else read(options.data)
    if options.date is not None:
        docs = docs.by_date(options.date)
    if bounded:
        docs = docs.by_date(**bounds)
    if options.actor is not None:
        docs = docs.by_actor(options.actor, role=options.role)
    if options.origin is not None:
        docs = docs.by_origin(options.origin)
    if options.search is not None:
        docs = docs.search(options.search)
    if not docs:
        _tell("no document answers that")
    return _formatted(docs, options.format)


def _formatted(docs: Collection, name: str) -> str:
    if name == "text":
        return "\n\n".join(map(_show.evidence, docs)) + "\n" * bool(docs)
    if name == "json":
        return dumps(docs)
    module, function = _EXPORTS[name]
    exporter = getattr(import_module(f"{__package__}.export.{module}"), function)
    return cast("Callable[[Collection], str]", exporter)(docs)


def _write(text: str, options: argparse.Namespace) -> None:
    if options.output is not None:
        _save(Path(options.output), text, force=options.force)
        return
    if sys.stdout is None:
        msg = "there is no standard output; --output FILE writes to a file"
        raise _UsageError(msg)
    if options.format != "text":
        _encode(sys.stdout)
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (head, less) has seen enough; keep the interpreter's own flush at exit quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _encode(stream: object) -> None:
    """Write UTF-8: what programs read is the same in every locale."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="strict")


def _save(path: Path, text: str, *, force: bool) -> None:
    """Write a file whole or not at all."""
    if path.exists() and not path.is_file():
        msg = f"{path} is a folder, device or pipe, which is never replaced"
        raise _UsageError(msg)
    if os.path.lexists(path) and not force:  # a link that leads nowhere is there too
        msg = f"{path} exists; --force overwrites it"
        raise _UsageError(msg)
    # Of a long name only the beginning: what is put to it could make it longer than names may be.
    part = path.with_name(f".{path.name[:40]}.{os.getpid()}.part")
    try:
        part.write_bytes(text.encode())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _sentence(error: Exception) -> str:
    if isinstance(error, InvalidDataError):
        more = len(error.problems) - 1
        return _line(error.problems[0]) + (f" (and {more} more)" if more else "")
    if isinstance(error, OSError) and error.filename:
        return _line(f"{error.filename}: {error.strerror}")
    return _line(str(error))


def _line(text: str) -> str:
    """Put a message into one line, and of a long one only the beginning.

    An argument or a file's name may hold what moves a terminal's cursor: it is written out.
    """
    words = " ".join(text[: 2 * _LONGEST].split())
    line = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in words)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


if __name__ == "__main__":
    sys.exit(main())
