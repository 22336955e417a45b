"""The command line. Its options are named like the queries and their arguments.

`python -m korean_armistice`, also installed as `korean-armistice`.
"""

from __future__ import annotations

import argparse
import os
import re
import stat
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

from . import export
from ._collection import Collection, Counted
from ._data import dumps, load, read
from ._model import ROLES, Basis
from ._show import extent
from ._values import printable
from ._version import __version__
from .exceptions import ArmisticeError, InvalidDataError, UnknownNameError, shown

__all__ = ["main"]

_EXAMPLES = """examples:
  korean-armistice --date 1953-07-27
  korean-armistice --actor "Kim Il-sung" --role author --brief
  korean-armistice --origin USSR --since 1953-07 --until 1953-08
  korean-armistice --search '"mutual defense" pact' --output found.bib
  korean-armistice --list actors --origin Poland
  korean-armistice --format review --output review.html
  korean-armistice review kim.json park.json

`korean-armistice review --help` tells of the files that reviewers save.
"""


def _text(docs: Collection) -> str:
    cards = "\n\n".join(document.card() for document in docs)
    return f"{extent(docs)}\n\n{cards}\n" if docs else ""


#: Of each format: the function that makes the text, and the suffix of a file that asks for it.
_FORMATS: dict[str, tuple[Callable[[Collection], str], str]] = {
    "text": (_text, ".txt"),
    "json": (dumps, ".json"),
    "csv": (export.to_csv, ".csv"),
    "bibtex": (export.to_bibtex, ".bib"),
    "biblatex": (export.to_biblatex, ""),
    "ris": (export.to_ris, ".ris"),
    "csl": (export.to_csl, ""),
    "jsonld": (export.to_jsonld, ".jsonld"),
    "timelinejs": (export.to_timelinejs, ""),
    "html": (export.to_html, ".html"),
    "review": (export.to_review, ""),
}
_LISTS: dict[str, Counted] = {
    "origins": "origin", "actors": "actor", "roles": "role", "kinds": "kind",
    "languages": "language", "archives": "archive", "years": "year", "months": "month",
}  # fmt: skip
# A longer message is cut, because it would tell nothing more.
_LONGEST = 1_000
_MEGABYTE = 1_000_000


class _UsageError(Exception):
    """A fault that the user is told in one sentence."""


class _Parser(argparse.ArgumentParser):
    """A parser that tells a fault in one sentence, without the usage text."""

    def error(self, message: str) -> NoReturn:
        _tell(f"{message}; --help lists the options")
        raise SystemExit(2)

    def _print_message(self, message: str, file: object = None) -> None:  # noqa: ARG002
        # --help and --version write here. If their text cannot be printed, one line tells it;
        # the message of Python 3.10, or of the interpreter when it ends, would have several.
        if sys.stdout is not None:
            _print(message)


class _Once(argparse.Action):
    """An option that can be given only once, because two values cannot both be true."""

    def __call__(self, parser: Any, namespace: Any, values: Any, option: str | None = None) -> None:
        given = getattr(namespace, "given", ())
        if self.dest in given:
            parser.error(f"{option} is given twice, and it takes one value")
        namespace.given = (*given, self.dest)
        setattr(namespace, self.dest, values)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status: 0, or 2 after a fault.

    Raises:
        SystemExit: `argparse` itself ends the program: after --help and --version (0), and
            after options that do not exist or lack their value (2).

    Example:
        >>> from korean_armistice.__main__ import main
        >>> main(["--actor", "Molotov", "--role", "author", "--list", "years"])
            2  1953
        0
    """
    for stream in (sys.stdout, sys.stderr):
        # Names come in four scripts. An ASCII terminal shows "?" for them instead of a traceback.
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(errors="replace")
    given = sys.argv[1:] if arguments is None else arguments
    try:
        if given and given[0] == "review":
            options = _review_parser().parse_args(given[1:])
        else:
            options = _parser().parse_args(given)
        form, text = options.answer(options)
        _write(form, text, options)
    except InvalidDataError as error:
        for problem in error.problems:
            _tell(problem)
        return 2
    except UnknownNameError as error:
        near = f". Did you mean {' or '.join(map(shown, error.suggestions))}?"
        hint = near if error.suggestions else "; --list shows the names that there are"
        _tell((error.reason or f"unknown name {shown(error.name)}") + hint)
        return 2
    except OSError as error:
        _tell(f"{error.filename}: {error.strerror}" if error.filename else str(error))
        return 2
    except (_UsageError, ArmisticeError, ImportError, ValueError) as error:
        _tell(str(error))
        return 2
    except KeyboardInterrupt:
        return 130  # the status that shells give a program that was interrupted
    return 0


def _tell(sentence: str) -> None:
    # Without a standard error, `print` would write to standard output, among the data.
    if sys.stderr is not None:
        with suppress(OSError):
            print(f"korean-armistice: {_line(sentence)}", file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="korean-armistice",
        description=(
            "Ask the collection Korean War Armistice. Options given together mean AND. The "
            "annotations (kinds, actors, roles, links) were made by a language model and have "
            "not been reviewed by a historian."
        ),
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    many: dict[str, Any] = {"action": "append", "type": _name, "default": []}

    add, once = parser.add_argument, partial(_add_once, parser)
    add(
        "--date",
        metavar="D",
        help="1953, 1953-07, a/b, a/.., “July 27, 1953”; given twice: both",
        **many,
    )
    once("--since", "D", "from the first day of D on")
    once("--until", "D", "up to the last day of D")
    add("--actor", metavar="NAME", help="any spelling in any script; given twice: both", **many)
    once("--role", "ROLE", f"the role of the one actor: {', '.join(ROLES)}")
    add("--origin", metavar="NAME", help="the state that produced it; given twice: both", **many)
    once("--kind", "KIND", "telegram, report, letter, …; --list kinds shows all", type=_name)
    add("--search", metavar="TEXT", help='words and "phrases", all in title or summary', **many)
    add(
        "--stated",
        action="store_true",
        help="use only claims that the words state, none that are inferred",
    )
    once("--list", "WHAT", f"count the documents by one of: {', '.join(_LISTS)}", choices=_LISTS)
    add("--brief", action="store_true", help="a short list instead of complete records")
    once(
        "--format",
        "FORMAT",
        f"{', '.join(_FORMATS)}; without it FILE's suffix decides",
        choices=_FORMATS,
    )
    _add_shared(parser)
    add("--version", action="version", version=f"korean_armistice {__version__}")
    parser.set_defaults(answer=_answer)
    return parser


def _add_once(
    parser: argparse.ArgumentParser, name: str, metavar: str, text: str, **more: Any
) -> None:
    parser.add_argument(name, metavar=metavar, help=text, action=_Once, **more)


def _add_shared(parser: argparse.ArgumentParser) -> None:
    once = partial(_add_once, parser)
    once("--output", "FILE", "write there instead of to the terminal")
    parser.add_argument("--force", action="store_true", help="overwrite FILE")
    once("--data", "FILE", "ask a collection of your own (JSON); - reads standard input")
    what = "the largest size of --data, in megabytes (100)"
    once("--limit", "MB", what, type=_megabytes, default=100)


def _megabytes(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text):
        return int(text)
    msg = f"{shown(text)} is not a whole number from 1 on"
    raise argparse.ArgumentTypeError(msg)


def _review_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="korean-armistice review",
        description=(
            "Check files that reviewers saved from the page of --format review. Print how often "
            "they agree with the claims of each role, how often two reviewers agree with each "
            "other (Cohen's kappa), and which claims are disputed. --output FILE.json writes the "
            "collection, in which each claim and link names the reviewers who agree with it."
        ),
        allow_abbrev=False,
    )
    parser.add_argument("files", metavar="FILE", nargs="+", help="a reviewer's file")
    _add_shared(parser)
    parser.set_defaults(answer=_reviewed, format=None)
    return parser


def _reviewed(options: argparse.Namespace) -> tuple[str, str]:
    form = _format(options)
    if form not in ("text", "json"):
        msg = "review writes a report (FILE.txt) or the collection with the reviewers (FILE.json)"
        raise _UsageError(msg)
    docs = _collection(options)
    reviews = export.read_reviews(docs, *options.files)
    if form == "json":
        return form, dumps(export.reviewed(docs, reviews))
    return form, printable(export.report(docs, reviews)) + "\n"


def _name(argument: str) -> str:
    """Read a name as UTF-8, if the locale is ASCII and could not read it."""
    try:
        return os.fsencode(argument).decode()
    except UnicodeError:
        return argument


def _answer(options: argparse.Namespace) -> tuple[str, str]:
    """Return the format and the text."""
    form = _format(options)
    short = "--list" if options.list else "--brief" if options.brief else ""
    if options.list and options.brief:
        msg = "--list and --brief are two different lists: give one of them"
        raise _UsageError(msg)
    if short and form != "text":
        msg = f"{short} writes plain text and not {form}: leave --format out, and let FILE end in .txt"
        raise _UsageError(msg)
    docs = _asked(_collection(options), options)
    if not docs:
        # The first two sentences say which pages these are; the rest would distract from that.
        listing = re.split(r"(?<=\.)\s+", docs.about.listing or "", maxsplit=2)[:2]
        _tell(
            " ".join(["no documents match. The collection has", f"{extent(docs.whole)}.", *listing])
        )
    if options.list:
        counts = docs.counts(_LISTS[options.list]).items()
        lines = [f"{count:>5}  {printable(what or '(not known)')}\n" for what, count in counts]
        return form, "".join(lines)
    if options.brief:
        return form, f"{extent(docs)}\n{docs}\n" if docs else ""
    return form, _FORMATS[form][0](docs)


def _format(options: argparse.Namespace) -> str:
    """Return the format that was asked for, by name or by the suffix of the file."""
    if options.format is not None or options.output in (None, "-"):
        return options.format or "text"
    suffix = Path(options.output).suffix.lower()
    for name, (_, known) in _FORMATS.items():
        if suffix and suffix == known:
            return name
    known = ", ".join(suffix for _, suffix in _FORMATS.values() if suffix)
    msg = f"{shown(options.output)} does not end in one of {known}, and no --format is given"
    raise _UsageError(msg)


def _collection(options: argparse.Namespace) -> Collection:
    if options.data is None:
        return load()
    name = "standard input" if options.data == "-" else options.data
    try:
        return read(BytesIO(_content(options.data, name, options.limit)))
    except InvalidDataError as error:
        raise InvalidDataError(tuple(f"{name}: {fault}" for fault in error.problems)) from None


def _content(data: str, name: str, limit: int) -> bytes:
    """Read what --data names, up to the limit, because a device and a pipe may never end."""
    most = limit * _MEGABYTE + 1
    if data == "-":
        if sys.stdin is None:
            msg = "there is no standard input"
            raise _UsageError(msg)
        raw = sys.stdin.buffer.read(most)
    elif stat.S_ISREG(Path(data).stat().st_mode):
        with Path(data).open("rb") as file:
            raw = file.read(most)
    else:
        msg = f"{shown(data)} is not a regular file: --data takes a file, or - for standard input"
        raise _UsageError(msg)
    if len(raw) == most:
        msg = f"{name} has more than {limit} MB: --limit MB raises the limit"
        raise _UsageError(msg)
    return raw


def _asked(docs: Collection, options: argparse.Namespace) -> Collection:
    if options.role is not None and len(options.actor) != 1:
        msg = "--role goes with one --actor"
        raise _UsageError(msg)
    basis: Basis | None = "stated" if options.stated else None
    if options.stated and not options.actor and not options.origin:
        msg = "--stated goes with --actor or --origin"
        raise _UsageError(msg)
    for date in options.date:
        docs = docs.by_date(date)
    if (options.since, options.until) != (None, None):
        docs = docs.by_date(since=options.since, until=options.until)
    for name in options.actor:
        docs = docs.by_actor(name, role=options.role, basis=basis)
    for name in options.origin:
        docs = docs.by_origin(name, basis=basis)
    if options.kind is not None:
        docs = docs.by_kind(options.kind)
    for text in options.search:
        docs = _searched(docs, text)
    return docs


def _searched(docs: Collection, text: str) -> Collection:
    try:
        return docs.search(text)
    except ValueError:
        msg = (
            f'--search {shown(text)} cannot be answered: give words and "phrases", all of which '
            "must be there. OR, AND, NOT and -word are no words of a search: ask once for each"
        )
        raise _UsageError(msg) from None


def _write(form: str, text: str, options: argparse.Namespace) -> None:
    if options.output in (None, "-"):
        _show(form, text)
        return
    if not Path(options.output).name or options.output.endswith(("/", os.sep)):
        msg = f"{shown(options.output)} is not the name of a file: --output takes one"
        raise _UsageError(msg)
    try:
        export.write_text(Path(options.output), text, overwrite=options.force)
    except FileExistsError as error:
        raise _UsageError(str(error).replace("overwrite=True", "--force")) from None


def _show(form: str, text: str) -> None:
    stream: Any = sys.stdout
    if stream is None:
        msg = "there is no standard output; --output FILE writes to a file"
        raise _UsageError(msg)
    if stream.isatty():
        text = printable(text.replace("\r\n", "\n"))
    elif form != "text" and isinstance(stream, TextIOWrapper):
        # Programs read it, so it is UTF-8 in every locale.
        stream.reconfigure(encoding="utf-8", errors="strict")
    _print(text)


def _print(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # The interpreter would try again when it ends, and print its own message.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):  # the reader (head, less) has seen enough
            msg = f"standard output: {error.strerror}"
            raise _UsageError(msg) from None


def _line(text: str) -> str:
    """Put a message into one line, and of a long one only the beginning.

    An argument or a file's name may hold characters that move a terminal's cursor, so these
    are written out.
    """
    words = " ".join(text[: 2 * _LONGEST].split())
    line = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in words)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


if __name__ == "__main__":
    sys.exit(main())
