"""Make an edition of the data from the edited file: `python -m tools.edition`.

Edit `src/korean_armistice/data/korean_armistice.json`, then run this. It checks the file, gives it
the name of the next edition and writes it in canonical form. It adds the SHA-256 to `_version.py`,
new ids to the list that a test compares, and the beginning of an explanation to `EDITIONS.md`.
With `--again` it replaces the newest edition, which must not have been released yet.
"""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date
from pathlib import Path

from attrs import evolve

import korean_armistice as ka
from korean_armistice._collection import ordered
from korean_armistice._file import fingerprint
from tools import ROOT

DATA = Path("src/korean_armistice/data/korean_armistice.json")
EXPLAINED = Path("src/korean_armistice/data/EDITIONS.md")
VERSION = Path("src/korean_armistice/_version.py")
IDS = Path("tests/data/ids.txt")
STUB = "TO BE WRITTEN: what changed and why, for those who use the data."

_LISTED = re.compile(r'^    "([0-9.]+)": "([0-9a-f]{64})",\n', re.MULTILINE)
_BEGINNING = "EDITIONS = {\n"


class CannotBeAnEditionError(Exception):
    """The file cannot become an edition; the text says why and what to do."""


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Make an edition; if that is not possible, return 1 and print a sentence on standard error."""
    parser = argparse.ArgumentParser(prog="python -m tools.edition", description=__doc__)
    parser.add_argument(
        "--again",
        action="store_true",
        help="replace the newest edition, because it has not been released yet",
    )
    again: bool = parser.parse_args(arguments).again
    try:
        print(make(root, again=again))
    except (CannotBeAnEditionError, ka.InvalidDataError) as error:
        print(f"{DATA}: {error}", file=sys.stderr)
        return 1
    return 0


def make(root: Path = ROOT, *, again: bool = False) -> str:
    """Make an edition in a folder of the project; return sentences that say what was done."""
    docs = ka.read(root / DATA)
    editions = published(root)
    newest = list(editions)[-1]
    unchanged = named(docs, newest)
    if fingerprint(unchanged.encode()) == editions[newest]:
        write(root / DATA, unchanged)
        return f"These are the data of edition {newest}, so there is no new edition."
    keep_ids(root, docs)
    edition = newest if again else after(newest, date.today().year)  # noqa: DTZ011  the editor's
    text = named(docs, edition)
    write(root / DATA, text)
    write(root / VERSION, listed(root, edition, fingerprint(text.encode())))
    explain(root, edition)
    return (
        f"This is edition {edition}. Say in {EXPLAINED} what changed and why; then run "
        "`nox -s quick`, and commit what `git status` shows."
    )


def published(root: Path) -> dict[str, str]:
    """Read the editions and their hashes from the folder, the newest last."""
    return dict(_LISTED.findall((root / VERSION).read_text(encoding="utf-8")))


def after(newest: str, year: int) -> str:
    """Name the next edition: the first of a later year, or the next of the same year."""
    last, _, number = newest.partition(".")
    return f"{year}.1" if year > int(last) else f"{last}.{int(number) + 1}"


def named(docs: ka.Collection, edition: str) -> str:
    """Write the data under the name of an edition, in canonical form."""
    about = evolve(docs.about, edition=edition)
    documents = [evolve(doc, about=about) for doc in docs]
    return ka.dumps(ordered(about, docs.involved, documents))


def listed(root: Path, edition: str, digest: str) -> str:
    """Return the text of `_version.py` with the edition as its last."""
    text = (root / VERSION).read_text(encoding="utf-8")
    others = {name: known for name, known in published(root).items() if name != edition}
    lines = [f'    "{name}": "{known}",\n' for name, known in {**others, edition: digest}.items()]
    beginning, _, rest = text.partition(_BEGINNING)
    _, closing, end = rest.partition("}\n")
    return "".join([beginning, _BEGINNING, *lines, closing, end])


def explain(root: Path, edition: str) -> None:
    """Begin the explanation of the edition, above that of the previous edition."""
    path = root / EXPLAINED
    text = path.read_text(encoding="utf-8")
    if f"\n## {edition}\n" not in text:
        head, mark, rest = text.partition("\n## ")
        write(path, f"{head}\n## {edition}\n\n{STUB}\n{mark}{rest}")


def keep_ids(root: Path, docs: ka.Collection) -> None:
    """Add new ids to the list of all that were ever published; none of these may disappear."""
    path = root / IDS
    known = path.read_text(encoding="utf-8").split()
    ids = {doc.id for doc in docs}
    if gone := sorted({*known} - ids):
        msg = (
            f"the id {gone[0]!r} was published and is gone. People cite by it: give it back to "
            "its document. A changed title does not change the id."
        )
        raise CannotBeAnEditionError(msg)
    write(path, "".join(f"{name}\n" for name in sorted({*known} | ids)))


def write(path: Path, text: str) -> None:
    """Write a file in the repository's form: UTF-8, with line feeds on every system."""
    path.write_bytes(text.encode())


if __name__ == "__main__":
    sys.exit(main())
