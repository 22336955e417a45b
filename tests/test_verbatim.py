"""The verbatim layer equals the listing, which is read here without the package's help."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

import korean_armistice as ka

LISTING = (Path(__file__).parent / "data" / "listing.txt").read_text(encoding="utf-8")
PARAGRAPHS = [part.strip() for part in LISTING.split("\n\n") if part.strip()]
FIRST = next(n for n, part in enumerate(PARAGRAPHS) if part.startswith("•"))
RECORDS = [PARAGRAPHS[n : n + 3] for n in range(FIRST, len(PARAGRAPHS), 3)]


def test_listing_has_all() -> None:
    """The listing kept with the tests has the twenty records of page 4, and those added later."""
    assert len(RECORDS) == len(ka.load()) >= 20


@pytest.mark.parametrize("number", range(len(RECORDS)))
def test_record(number: int) -> None:
    """Date, title and summary of each record equal the listing to the character."""
    date, title, summary = RECORDS[number]
    doc = ka.load()[number]
    assert doc.date is not None
    assert doc.date.day == datetime.strptime(date.lstrip("• "), "%B %d, %Y").date()
    assert doc.date.qualifier == ""
    assert doc.title == title
    assert doc.summary == summary


def test_header() -> None:
    """Title, abstract, image, archive and motto equal the listing to the character."""
    about = ka.load().about
    assert about.title == PARAGRAPHS[FIRST - 2]
    assert about.abstract == PARAGRAPHS[FIRST - 1]
    assert f"{about.archive} {about.motto}" in PARAGRAPHS
    assert about.image is not None
    assert about.abstract is not None
    assert about.abstract.endswith(f"(Image, {about.image.caption}, {about.image.credit})")


def test_related() -> None:
    """The four related collections are those that the abstract lists, in its order."""
    about = ka.load().about
    assert len(about.related) == 4
    listed = "; ".join(about.related[:3]) + f"; and {about.related[3]}"
    assert f"see the collections: {listed}." in PARAGRAPHS[FIRST - 1]


@pytest.mark.parametrize(
    "slip", ["top 31 July 1953", "serious of events-", "Panmunjeom", "Panmunjom", "June.The"]
)
def test_slips_stay(slip: str) -> None:
    """The catalogue's misprints are kept."""
    assert any(slip in f"{doc.title} {doc.summary}" for doc in ka.load())


def test_says_what_it_is() -> None:
    """The header says that this is one page of the listing, as of which day, and not all of it."""
    listing = ka.load().about.listing or ""
    assert "Page 4" in listing
    assert "not the whole collection" in listing
    assert "twenty" in listing
    assert "the page's own date was not seen" in listing
