"""Copied pages of the archive's listing become a collection ready to be annotated."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

import korean_armistice as ka
from korean_armistice.listing import parse

PAGE = (Path(__file__).parent / "data" / "listing.txt").read_bytes().decode("utf-8")
ARCHIVE, MOTTO = "Digital Archive", "International History Declassified"
MASTHEAD = f"{ARCHIVE} {MOTTO}"
HEAD = "A title\n\nAn abstract.\n\n"
RECORD = "July 3, 1953\n\nA letter\n\n"
MONTHS = (
    "January February March April May June July August September October November December"
).split()

Words = tuple[Any, str, "str | None"]


def problems(page: str, title: str | None = None) -> tuple[str, ...]:
    """Return the problems of a page that must be refused."""
    with pytest.raises(ka.InvalidDataError) as caught:
        parse(page, title=title)
    return caught.value.problems


def words(docs: ka.Collection) -> list[Words]:
    """Return the date, the title and the summary of each document."""
    return [(doc.date and str(doc.date), doc.title, doc.summary) for doc in docs]


# --- The page of the shipped collection ------------------------------------------------------


def test_the_page_we_work_from() -> None:
    """The shipped collection's header, ids, dates, titles and summaries come out of its page."""
    docs, shipped = parse(PAGE), ka.load()
    for name in ("title", "abstract", "image", "archive", "motto", "related"):
        assert getattr(docs.about, name) == getattr(shipped.about, name)
    assert [doc.id for doc in docs] == [doc.id for doc in shipped]
    assert words(docs) == words(shipped)
    assert docs.claims() == ()
    assert all(doc.about is docs.about for doc in docs)
    assert ka.read(ka.dumps(docs).encode()) == docs


@pytest.mark.parametrize(
    "copied",
    [
        PAGE.replace("\n", "\r\n"),
        PAGE.replace("\n", "\r"),
        PAGE.replace("\n", " \u00a0\n"),
        "\ufeff" + PAGE,
        PAGE.replace("•", ""),
        PAGE.replace("  • ", "*\t"),
        PAGE.replace("  • ", "- "),
        PAGE.replace("  • ", "·"),
        PAGE.replace("  • ", "-\n"),
        PAGE.replace("  • ", "  •\n\n    "),
        PAGE.replace("\n\n", "\n"),
        PAGE.replace("\n\n", "\n\n\n\n"),
        PAGE.replace("Search in", "Skip to the content\n\nTopics\n\nSearch in"),
        PAGE.replace("Search in", "Search in\nADD SEARCH FILTER CANCEL SEARCH FILTER"),
        PAGE.replace(MASTHEAD, f"{ARCHIVE}\n{MOTTO}"),
        PAGE.replace("July 0", "July "),
        PAGE + "\n\n1 2 3 Next »\n\nBack to top\n\n© An archive",
        PAGE + "\n\nPagination\n\nCurrent page 1\n\nPage 2\n\n3\n\nNext page ››",
        f"{PAGE}\n{PAGE}",
        PAGE + "\n\n" + PAGE[PAGE.index("Korean War Armistice") :],
        PAGE + "\n\n1 2 Next\n\n" + PAGE[PAGE.index("  • July 27") :],
    ],
    ids=range(21),
)
def test_however_it_was_copied(copied: str) -> None:
    """Line ends, bullets, empty lines, the site's own lines and repeated pages change nothing."""
    assert parse(copied) == parse(PAGE)
    assert parse(copied).about == parse(PAGE).about


# --- Listings printed from known records -----------------------------------------------------


class Layout(NamedTuple):
    """How a page is printed."""

    bullet: str
    #: Whether the bullet stands alone on its line.
    alone: bool
    #: The line ends between two paragraphs of a record, and above a record.
    gap: str
    between: str
    #: The spaces before a bullet, and before the texts.
    indents: tuple[str, str]
    zero: bool


class Record(NamedTuple):
    """The parts of a printed record: the ISO date or none, the title's lines, the paragraphs."""

    date: str | None
    title: tuple[str, ...]
    summary: tuple[str, ...]


def in_english(iso: str, *, zero: bool) -> str:
    """Print a date as one of the site's designs does."""
    year, month, day = ([*iso.split("-"), "", ""])[:3]
    if not month:
        return year
    name = MONTHS[int(month) - 1]
    return f"{name} {day if zero else int(day)}, {year}" if day else f"{name}, {year}"


def printed(record: Record, layout: Layout, undated: str) -> str:
    """Print a record; one without a date in one of the ways in which the site may do so."""
    outer, inner = layout.indents
    bullet, when, title = layout.bullet, undated, f"\n{inner}".join(record.title)
    if record.date is not None:
        when = in_english(record.date, zero=layout.zero)
    lines = [f"{bullet} {when}", title]
    if bullet and when == "beside":
        lines = [f"{bullet} {title}"]
    elif bullet and (layout.alone or not when):
        lines = [bullet, when, title] if when else [bullet, title]
    texts = [inner + line for line in (*lines[1:], *record.summary)]
    return layout.gap.join([outer + lines[0].strip(), *texts])


def page_of(records: list[Record], layout: Layout, undated: str) -> str:
    """Print a list of records."""
    return layout.between.join(printed(record, layout, undated) for record in records)


letters = st.characters(categories=["L"])
some = st.text(st.characters(categories=["L", "P"]), min_size=1, max_size=6)
texts = st.builds("{}{}".format, letters, st.lists(some, max_size=3).map(" ".join))
plain = st.from_regex(r"[A-Z][a-z]{1,8}( [a-z]{1,8}){0,3}", fullmatch=True)
days = st.dates().map(date.isoformat)
dates = st.one_of(days, days.map(lambda day: day[:7]), days.map(lambda day: day[:4]))


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """Draw a layout of the older design (with bullets) or of the newer one."""
    bullet = draw(st.sampled_from(["", "•", "*", "-", "·"]))
    gap = draw(st.sampled_from(["\n", "\n\n", "\n\n\n"]))
    return Layout(
        bullet,
        draw(st.booleans()),
        gap,
        gap + "\n" * draw(st.integers(0, 1)),
        draw(st.sampled_from([("", ""), ("  ", "    "), ("", "    ")])),
        draw(st.booleans()),
    )


def listings(most: int, wrapped: int = 1) -> st.SearchStrategy[list[Record]]:
    """Draw dated records, in the order of their dates."""
    record = st.builds(
        Record,
        dates,
        st.lists(texts, min_size=1, max_size=wrapped).map(tuple),
        st.lists(texts, max_size=most).map(tuple),
    )
    return st.lists(record, min_size=1, max_size=4).map(
        lambda listed: sorted(listed, key=lambda record: ka.Span.parse(record.date or ""))
    )


def expected(records: list[Record]) -> list[Words]:
    """Return what must be read: undated records stand last."""
    listed = sorted(records, key=lambda record: record.date is None)
    return [(r.date, " ".join(r.title), "\n\n".join(r.summary) or None) for r in listed]


@given(texts, listings(1), layouts(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_what_is_printed_is_read(
    title: str, records: list[Record], layout: Layout, end: str
) -> None:
    """Records of at most one paragraph are read to the character in every layout of the site."""
    # Without empty lines a paragraph in lower case may be the rest of a broken line, and one that
    # says the collection's title may be the head of a further page.
    records = [r._replace(summary=tuple(f"Of {text}" for text in r.summary)) for r in records]
    title = f"On {title}"
    page = f"{title}\n\n{page_of(records, layout, '')}"
    docs = parse(page.replace("\n", end))
    assert docs.about == ka.About(title)
    assert words(docs) == expected(records)
    assert all(doc.id.startswith(f"{doc.date}-") for doc in docs)
    assert ka.read(ka.dumps(docs).encode()) == docs


HEADS = [
    "",
    "Search in\n\n",
    f"Search in\nADD SEARCH FILTER CANCEL SEARCH FILTER\n\n{MASTHEAD}\n\nNo image found.\n\n",
    f"Home\nBrowse\nTopics\n\n{MASTHEAD}\n\n",
    "Skip to content\n\n",
    "Skip to main content\nHome\nBrowse\nTopics\nSearch\n\n",
]
TAILS = [
    "",
    "\n\n1 2 3 Next »",
    "\n\nPagination\n\nPage 1\n\nCurrent page 2\n\nNext page ››\n\nLast page Last »",
    "\n\nLoad more\n\nBack to top\n\n© An archive. All rights reserved.",
    # What follows is not known.
    "\n\nWrite to us\n\nWho we are",
    "\n\n\nWrite to us\n\nWho we are",
    "\nWrite to us\nWho we are",
    "\n\n1 2 3 Next »\n\nWrite to us",
]
UNDATED = ["", "Undated", "n.d.", "beside"]


def without_dates(records: list[Record], keep: list[bool]) -> list[Record]:
    """Leave out the dates of some records, but not of the first."""
    dated = [True, *keep]
    return [r if k else r._replace(date=None) for r, k in zip(records, dated, strict=False)]


def with_summaries(records: list[Record]) -> list[Record]:
    """Give each record a summary, because not every layout shows where one without it ends."""
    return [record._replace(summary=record.summary or ("A summary.",)) for record in records]


def union(pages: list[list[Record]]) -> Counter[Words]:
    """Count what must be read: a record that two pages list is one, one listed twice is two."""
    listed: Counter[Words] = Counter()
    for records in pages:
        listed |= Counter(expected(records))
    return listed


several = st.lists(listings(2, wrapped=2).map(with_summaries), min_size=1, max_size=2)
kept = st.lists(st.booleans(), min_size=3, max_size=3)


@given(
    several,
    layouts().filter(lambda layout: layout.gap != "\n"),
    kept,
    st.sampled_from(HEADS),
    st.sampled_from(TAILS[:4]),
    st.sampled_from(UNDATED),
)
def test_the_older_design(
    pages: list[list[Record]], layout: Layout, keep: list[bool], head: str, tail: str, undated: str
) -> None:
    """With bullets and indentation, undated records and all paragraphs are read right."""
    layout = layout._replace(bullet=layout.bullet or "•", indents=("  ", "    "))
    pages = [without_dates(records, keep) for records in pages]
    header = f"{head}My collection\n\nAbout these papers.\n\n"
    text = "\n\n".join(header + page_of(records, layout, undated) + tail for records in pages)
    assert Counter(words(parse(text))) == union(pages)


@given(
    several,
    st.sampled_from(["\n\n", "\n\n\n"]),
    st.integers(0, 1),
    kept,
    st.sampled_from(HEADS),
    st.sampled_from(TAILS[:4]),
    st.sampled_from(["", "Undated"]),
)
def test_the_newer_design(
    pages: list[list[Record]],
    gap: str,
    more: int,
    keep: list[bool],
    head: str,
    tail: str,
    undated: str,
) -> None:
    """Without bullets, records of one paragraph are read right, undated ones between others too."""
    layout = Layout(
        "", alone=False, gap=gap, between=gap + more * "\n", indents=("", ""), zero=False
    )
    one = [[r._replace(summary=r.summary[:1]) for r in records] for records in pages]
    pages = [
        [*without_dates(records, keep), Record("9999", ("End",), ("It ends.",))] for records in one
    ]
    header = f"{head}My collection\n\nAbout these papers.\n\n"
    text = "\n\n".join(header + page_of(records, layout, undated) + tail for records in pages)
    assert Counter(words(parse(text))) == union(pages)


@given(
    several,
    st.tuples(layouts(), layouts()),
    kept,
    st.tuples(st.sampled_from(HEADS), st.sampled_from(TAILS), st.sampled_from(UNDATED)),
    st.sampled_from(["", "(Image: Two men, An army)", "Photo: Two men"]),
)
def test_never_other_records(
    pages: list[list[Record]],
    drawn: tuple[Layout, Layout],
    keep: list[bool],
    around: tuple[str, str, str],
    picture: str,
) -> None:
    """In every layout, and with any lines around them, records are read correctly, or refused."""
    head, tail, undated = around
    header = f"{head}My collection\n\n{'About these papers. ' + picture if picture else ''}\n\n"
    pages = [without_dates(records, keep) for records in pages]
    text = "\n\n".join(
        header + page_of(records, layout, undated) + tail
        for records, layout in zip(pages, drawn, strict=False)
    )
    try:
        docs = parse(text)
    except ka.InvalidDataError as error:
        assert all(problem.startswith("line ") for problem in error.problems)
    else:
        assert Counter(words(docs)) == union(pages)


# --- What the layout tells -------------------------------------------------------------------

POEM = "A poem\n\nWhat the poem says.\n\n"
NOTE = "July 5, 1953\n\nA note\n\nWhat the note says.\n"
LETTER = "July 3, 1953\n\nA letter\n\nWhat the letter says.\n\n"
THREE: list[Words] = [
    ("1953-07-03", "A letter", "What the letter says."),
    ("1953-07-05", "A note", "What the note says."),
    (None, "A poem", "What the poem says."),
]


def bulleted(page: str, before: str = "  • ", inner: str = "    ") -> str:
    """Print records as the older design does, with bullets and indented texts."""
    lines = (
        before + line if "1953" in line else line and inner + line for line in page.split("\n")
    )
    return "\n".join(lines)


@pytest.mark.parametrize(
    "records",
    [
        f"{LETTER}\n{POEM}{NOTE}",
        f"{LETTER}Undated\n\n{POEM}{NOTE}",
        f"{LETTER}{NOTE}\nn.d.\n\n{POEM}",
        f"{bulleted(LETTER)}  • A poem\n\n    What the poem says.\n\n{bulleted(NOTE)}",
        f"{bulleted(LETTER)}  •\n\n    A poem\n\n    What the poem says.\n\n{bulleted(NOTE)}",
        f"  •\n\n    A poem\n\n    What the poem says.\n\n{bulleted(LETTER)}{bulleted(NOTE)}",
        bulleted(LETTER) + bulleted(NOTE) + "\n  • A poem\n\n    What the poem says.",
        bulleted(LETTER, "- ", "") + bulleted(NOTE, "- ", "") + "\n- Undated\n\n" + POEM,
        f"-\n{LETTER}-\n{POEM}-\n{NOTE}".replace("\n\n", "\n"),
    ],
    ids=range(9),
)
def test_undated_records(records: str) -> None:
    """A record without a date is one of its own where the layout shows where it begins."""
    docs = parse(HEAD + records)
    assert words(docs) == THREE
    assert docs[-1].id == "undated-a-poem"
    assert docs.about.abstract == "An abstract."
    assert ka.read(ka.dumps(docs).encode()) == docs


@pytest.mark.parametrize(
    ("records", "line"),
    [
        # Nothing shows that the poem is not a part of the letter's summary.
        (f"{LETTER}{POEM}{NOTE}", 11),
        (f"{LETTER}{POEM}{NOTE}".replace("\n\n", "\n"), 8),
        # The gaps differ elsewhere, so that a larger one shows nothing.
        (f"{LETTER}\n{POEM}{NOTE}".replace("\n\nA note", "\n\n\nA note"), 12),
        # What stands last may be the site's.
        (f"{LETTER}{NOTE}\n\n{POEM}", 18),
        (f"{LETTER}{NOTE}\n{POEM}", 17),
        # A larger gap above a summary, or above one paragraph alone.
        (f"{LETTER}{NOTE}".replace("\n\nWhat", "\n\n\nWhat"), 10),
        (f"{LETTER}\nA poem\n\n{NOTE}", 12),
        # The letter has no summary, so that the poem may be one.
        (f"July 3, 1953\n\nA letter\n\n\n{POEM}{NOTE}", 10),
        # Without bullets the indentation of the texts shows nothing.
        (bulleted(f"{LETTER}{POEM}{NOTE}", ""), 11),
        # Without empty lines even a bullet does not show a wrapped title.
        (bulleted(f"{LETTER}{POEM}{NOTE}", "• ", "").replace("\n\n", "\n"), 8),
        # Where the records are not indented, a bullet may be a part of the summary.
        (bulleted(LETTER, "- ", "") + "- A poem\n\n" + bulleted(NOTE, "- ", ""), 11),
        (bulleted(LETTER) + "      • A poem\n\n" + bulleted(NOTE), 11),
        (bulleted(LETTER) + "  • Sept 1953 or later\n\n" + bulleted(NOTE), None),
        (bulleted(LETTER) + "  • Juyl 1953\n\n" + bulleted(NOTE), 11),
        # Two ways to begin a record do not stand on one page.
        (bulleted(LETTER) + NOTE, 11),
        (LETTER + bulleted(NOTE), 11),
    ],
    ids=range(16),
)
def test_undated_or_not(records: str, line: int | None) -> None:
    """If nothing shows whether a record begins, the line is refused, and no record is lost."""
    if line is None:
        assert [doc.title for doc in parse(HEAD + records)][-1] == "Sept 1953 or later"
        return
    assert any(problem.startswith(f"line {line}: ") for problem in problems(HEAD + records))


def test_the_head_swallows_no_record() -> None:
    """An undated record above all others, which may be a part of the abstract, is refused."""
    assert problems(f"{HEAD}\n{POEM}{NOTE}")[0].startswith("line 6: 'A poem' may be a record")


@pytest.mark.parametrize(
    ("records", "title"),
    [
        ("July 3, 1953\n\nReport of the Embassy of the\nRepublic of Avalon\n\nWhat it says.", None),
        ("  • July 3, 1953\n\n    Report of the Embassy of\n    the Republic\n    of Avalon\n\n"
         "    What it says.", None),
        # No summary, or no empty lines: the second line may be the summary.
        ("July 3, 1953\n\nReport of the Embassy of the\nRepublic of Avalon", 8),
        ("July 3, 1953\nReport of the Embassy of the\nRepublic of Avalon\nWhat it says.", 8),
        ("July 3, 1953\nReport of the Embassy of\nthe Republic of Avalon", 7),
        ("July 3, 1953\n\nReport of the Embassy\n\nWhat it says,\nAnd more.", 10),
        ("• July 3, 1953\n\nReport\n\nWhat it says,\nAnd more.\n\n• July 4, 1953\n\nA note", 10),
    ],
    ids=range(7),
)  # fmt: skip
def test_wrapped_titles(records: str, title: int | None) -> None:
    """The lines of a title are joined where an empty line above and below shows that they are."""
    if title is None:
        docs = parse(HEAD + records)
        assert docs[0].title == "Report of the Embassy of the Republic of Avalon"
        assert docs[0].summary == "What it says."
    else:
        assert problems(HEAD + records)[0].startswith(f"line {title}: ")


def test_paragraphs_of_a_summary() -> None:
    """A summary may have several paragraphs where bullets or indentation show where it ends."""
    two = LETTER + "More of it.\n\n"
    docs = parse(HEAD + bulleted(two + NOTE, "• ", ""))
    assert docs[0].summary == "What the letter says.\n\nMore of it."
    assert parse(HEAD + bulleted(two))[0].summary == docs[0].summary
    assert problems(HEAD + bulleted(two, "• ", ""))[0].startswith("line 11: 'More of it.' may be")
    assert problems(HEAD + two + NOTE)[0].startswith("line 11: 'More of it.' may be a record")


@pytest.mark.parametrize(
    "tail",
    [
        "1 2 3 Next »", "« First ‹ Previous 1 2 3 … 9 Next › Last »", "Page 1 of 3\nNext page",
        "Load more", "Back to top", "©", "© 2026 An archive. All rights reserved.",
        "Copyright © An archive", "Copyright 2026 An archive", "Pagination\n\nCurrent page 1\n\n2\n\n3\n\n››", "Next",
    ],
)  # fmt: skip
def test_known_lines_beneath_a_list(tail: str) -> None:
    """Pagers and footers that are known are left out, in each layout and between pages."""
    for one, two in ((LETTER, NOTE), (bulleted(LETTER), bulleted(NOTE))):
        assert words(parse(f"{HEAD}{one}\n{tail}\n\n{two}\n{tail}")) == THREE[:2]


@pytest.mark.parametrize(
    ("tail", "line"),
    [
        ("Write to us", 17),
        ("\nWrite to us", 18),
        ("Next »\n\nWrite to us", 19),
        ("1\n\n2\n\nNext", 17),
        ("Documents", 17),
        ("No image found.", 17),
        ("Search in\n\nAnother title", 19),
        ("A title\n\nAnother abstract.", 17),
        ("Home\n\nWrite to us", 19),
    ],
)
def test_unknown_lines_beneath_a_list(tail: str, line: int) -> None:
    """Other lines beneath a list are refused, and never become a part of its last record."""
    for records in (LETTER + NOTE, bulleted(LETTER + NOTE)):
        found = problems(f"{HEAD}{records}\n{tail}\n")
        assert any(problem.startswith(f"line {line}: ") for problem in found)


def test_a_footer_is_not_indented() -> None:
    """Where the records are indented, a line that is not does not become a summary."""
    page = HEAD + bulleted("July 3, 1953\n\nA letter\n\n") + "Write to us"
    assert problems(page) == (
        "line 9: 'Write to us' is not indented like the title of its record; take it out",
    )


# --- Several pages ---------------------------------------------------------------------------


def test_several_pages() -> None:
    """Pages of one collection, in either design, are one collection with each record once."""
    old = (
        f"Search in\n\n{MASTHEAD}\n\nNo image found.\n\n{HEAD}{bulleted(LETTER + NOTE)}\n1 2 Next\n"
    )
    new = f"Skip to content\n\n{HEAD}Popular Documents\n\n{NOTE}\n\n{POEM}July 6, 1953\n\nThe end\n\nIt ends.\n\n"
    docs = parse(f"{old}\n{new}{HEAD}{LETTER}")
    assert words(docs) == [*THREE[:2], ("1953-07-06", "The end", "It ends."), THREE[2]]
    assert docs.about == ka.About("A title", "An abstract.", archive=ARCHIVE, motto=MOTTO)


def test_a_record_listed_twice() -> None:
    """Equal records on one page are several records; on two pages they are the same records."""
    twice = bulleted("July 3, 1953\n\nA note\n\n" * 2)
    assert len(parse(HEAD + twice)) == 2
    assert len(parse(f"{HEAD}{twice}\nNext page\n\n{twice}\nNext page\n\n{bulleted(NOTE)}")) == 3


def test_another_collection() -> None:
    """A page of another collection, and a title that may be a summary, are refused."""
    page = f"{HEAD}{LETTER}Search in\n\nB title\n\n{NOTE}"
    assert problems(page)[0].startswith("line 13: 'B title' begins another collection")
    for line in ("A title\n\nAn abstract.", "Browse"):
        found = problems(f"{HEAD}{RECORD}{line}\n\n{NOTE}")[0]
        assert "may be the summary, or begin a page" in found
        assert found.startswith("line 9: ")


# --- Results of a search ---------------------------------------------------------------------

NEW = "Skip to content\n\nResults:\n\n1 - 10 of 1,470\n\nDocuments\n\n"
OLD = f"Search in\nADD SEARCH FILTER CANCEL SEARCH FILTER\n\n{MASTHEAD}\n\nSEARCH RESULTS\n\n"


@pytest.mark.parametrize(
    ("head", "archive"),
    [
        (NEW, None),
        (NEW.replace("Results:\n\n", "\n").replace("Documents\n\n", "\n"), None),
        (OLD, ARCHIVE),
        (OLD.replace("SEARCH RESULTS\n\n", "\n"), ARCHIVE),
        (OLD.replace("\n\n", "\n"), ARCHIVE),
        ("SEARCH RESULTS\n", None),
        ("", None),
    ],
)
def test_results_of_a_search(head: str, archive: str | None) -> None:
    """Results of a search take the title that is given, and never one of the site's lines."""
    for records in (LETTER + NOTE, bulleted(LETTER + NOTE), bulleted(LETTER + NOTE, "-\n", "")):
        docs = parse(head + records, title="On letters")
        assert words(docs) == THREE[:2]
        assert (docs.about.title, docs.about.abstract, docs.about.archive) == (
            "On letters", None, archive,
        )  # fmt: skip
        pages = head + records + "\n\n" + head + records
        assert not head or parse(pages, title="On letters") == docs
        assert problems(head + records) == (
            "line 1: no title of a collection stands before the first record; give one as title=",
        )


def test_a_title_of_its_own() -> None:
    """A title that is given must not replace a text of the page, which may be the abstract."""
    assert parse(HEAD + LETTER, title="A title").about == parse(HEAD + LETTER).about
    assert problems(HEAD + LETTER, "Mine")[0].startswith("line 1: 'A title' is a title or an abs")
    assert problems(f"{NEW}Sorted by date\n\n{LETTER}", "Mine")[0].startswith("line 9: 'Sorted by")
    assert problems(f"{NEW}Sorted by date\n\n{LETTER}")[0].startswith("line 9: 'Sorted by date'")
    assert problems(LETTER, "")[0].startswith("line 1: no title of a collection")
    assert problems(LETTER, " ")[0].startswith("title: ' ' is ")


# --- Heads, dates, ids -----------------------------------------------------------------------


@given(texts, st.lists(texts, max_size=3), st.none() | st.tuples(plain, st.none() | plain),
       st.sampled_from(["(Image, {})", "(Image: {})", "(Photo, {})", "(Photo: {})"]),
       st.lists(plain, max_size=4))  # fmt: skip
def test_headers_are_read(
    title: str,
    abstract: list[str],
    picture: tuple[str, str | None] | None,
    form: str,
    related: list[str],
) -> None:
    """A header printed as the site does is read back, with its picture and related collections."""
    if len(related) > 1:
        listed = "; ".join(related[:-1]) + f"; and {related[-1]}"
        abstract = [*abstract, f"For more, see the collections: {listed}."]
    if picture:
        abstract = [*abstract, f"The end. {form.format(', '.join(filter(None, picture)))}"]
    about = parse("\n\n".join([MASTHEAD, "No image found.", title, *abstract, RECORD])).about
    assert about == ka.About(
        title,
        abstract="\n\n".join(abstract) or None,
        image=ka.Image(*picture) if picture else None,
        archive=ARCHIVE,
        motto=MOTTO,
        related=tuple(related) if len(related) > 1 else (),
    )


@pytest.mark.parametrize(
    ("shown", "iso"),
    [
        ("June 06, 1953", "1953-06-06"),
        ("July 3, 1953", "1953-07-03"),
        ("28 July 1953", "1953-07-28"),
        ("January, 1951", "1951-01"),
        ("January 1951", "1951-01"),
        ("1951", "1951"),
        ("• 1951", "1951"),
        ("•\u00a0July\u00a03,  1953\u00a0", "1953-07-03"),
        ("1953-07-03", "1953-07-03"),
    ],
)
def test_dates(shown: str, iso: str) -> None:
    """Both designs of the site print dates that are understood, months and years too."""
    docs = parse(f"{HEAD}{shown}\n\nA letter\n")
    assert (str(docs[0].date), docs[0].id) == (iso, f"{iso}-a-letter")
    assert docs[0].summary is None


@pytest.mark.parametrize(
    ("shown", "iso", "start"),
    [
        ("1953-07~", "1953-07~", "1953-07"),
        ("June 25, 1953 - July 27, 1953", "1953-06-25/1953-07-27", "1953-06-25-1953-07-27"),
    ],
)
def test_dates_with_marks(shown: str, iso: str, start: str) -> None:
    """A date that is approximate, or a range of days, leaves only letters and digits in the id."""
    docs = parse(f"{HEAD}{shown}\n\nA letter\n")
    assert (str(docs[0].date), docs[0].id) == (iso, f"{start}-a-letter")


def test_ids() -> None:
    """Records of one date and title get ids of their own; so does a title without ASCII words."""
    titles = ("Note", "Note 2", "Note", "Note", "Note 2", "편지", "Письмо")
    page = HEAD + "".join(f"July 3, 1953\n\n{title}\n\n" for title in titles)
    assert [doc.id.removeprefix("1953-07-03-") for doc in parse(page)] == [
        "note",
        "note-2",
        "note-3",
        "note-4",
        "note-2-2",
        "document",
        "document-2",
    ]


def test_ids_keep_letters_that_fold() -> None:
    """Letters with a stroke become plain letters in an id, and are not left out."""
    docs = parse(f"{HEAD}July 3, 1953\n\nWałęsa to Đặng and Brøndsted\n")
    assert docs[0].id == "1953-07-03-walesa-to-dang-and-brondsted"


def test_inner_spaces_stay() -> None:
    """Spaces within a line, and the paragraphs of an abstract, are kept."""
    docs = parse("T\n\nOne  two.\n\nthree.\n\nJuly 3, 1953\n\nA  b\n\n1)  mary")
    assert docs.about.abstract == "One  two.\n\nthree."
    assert words(docs) == [("1953-07-03", "A  b", "1)  mary")]


def test_titles_may_look_odd() -> None:
    """A title stands beneath its date, so it may be a number, end in a year, or be a heading."""
    docs = parse(
        f"Korea 1953\n\n{RECORD}July 4, 1953\n\nResolution 1953\n\nJuly 5, 1953\n\n82\n\n"
        "July 6, 1953\n\nDocuments\n\nJuly 7, 1953\n\nNext"
    )
    assert docs.about.title == "Korea 1953"
    assert [doc.title for doc in docs] == ["A letter", "Resolution 1953", "82", "Documents", "Next"]


@pytest.mark.parametrize(
    ("abstract", "image"),
    [
        ("(Image, x)", ka.Image("x")),
        ("About. (Photo: Two men)", ka.Image("Two men")),
        ("Image: Two men, An army", ka.Image("Two men", "An army")),
        ("Photo: Two men.", ka.Image("Two men.")),
        ("(Image, , b)", None),
        ("(Image, a, )", None),
        ("(Image, )", None),
        ("(Image, a, b", None),
        ("(Image, a) and more", None),
        ("see the collections: A; B", None),
        ("see the collections: A and B.", None),
        ("see the collections: Ab; ; Cd.", None),
        ("see the collections: Ab.", None),
        ("none", None),
    ],
)
def test_pictures(abstract: str, image: ka.Image | None) -> None:
    """A picture has a caption and may have a credit; what only resembles one is abstract alone."""
    about = parse(f"T\n\n{abstract}\n\n{RECORD}").about
    assert about == ka.About("T", abstract, image=image)


def test_related_with_full_stops() -> None:
    """The full stops of initials do not end the list of collections."""
    abstract = "More: see the collections: U.S. Policy; China, 1950; and the USSR. (Image, A, B)"
    about = parse(f"T\n\n{abstract}\n\n{RECORD}").about
    assert about.related == ("U.S. Policy", "China, 1950", "the USSR")
    assert about.image == ka.Image("A", "B")


def test_the_last_picture_counts() -> None:
    """Of two pictures the last is taken; its credit follows the last comma; so with the words."""
    abstract = (
        "(Image, A, B) Then see the collections: see the collections: Cc; and Dd. (Photo: E, F, G)"
    )
    about = parse(f"T\n\n{abstract}\n\n{RECORD}").about
    assert about.image == ka.Image("E, F", "G")
    assert about.related == ("see the collections: Cc", "Dd")


# --- What is refused -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("", "line 1: no title of a collection"),
        (f"{MASTHEAD}\n{RECORD}", "line 1: no title of a collection"),
        (RECORD, "line 1: no title of a collection"),
        (HEAD, "line 1: no record follows"),
        (f"{HEAD}July 32, 1953\n\nA letter", "line 5: 'July 32, 1953' looks like a date, but"),
        (f"{HEAD}0000\n\nA letter", "line 5: '0000' looks like a date, but"),
        (f"{HEAD}July 3, 1953\n\nJuly 4, 1953\n\nA letter", "line 5: 'July 3, 1953' has no title"),
        (f"{HEAD}July 3, 1953\n", "line 5: 'July 3, 1953' has no title"),
        (f"{HEAD}July 3, 1953\n\nSearch in", "line 5: 'July 3, 1953' has no title"),
        (f"{HEAD}July 3, 1953\n\n1 2 Next", "line 5: 'July 3, 1953' has no title"),
        (f"{HEAD}{RECORD}•\n\n", "line 9: '•' has no title"),
        (f"{HEAD}Juyl 2, 1953\n\nX\n\n{RECORD}", "line 5: 'Juyl 2, 1953' looks like a date, but"),
        (f"{HEAD}{RECORD}circa 1953?\n\nX", "line 9: 'circa 1953?' looks like a date, but"),
        (f"{HEAD}{RECORD}June 25-26, 1953\n\nX", "line 9: 'June 25-26, 1953' looks like a date"),
        (f"{HEAD}{RECORD}25/26 July 1953\n\nX", "line 9: '25/26 July 1953' looks like a date"),
        (f"{HEAD}{RECORD}27 July\n\nX", "line 9: '27 July' looks like a date, but"),
        (f"{HEAD}{RECORD}03.07.1953\n\nX", "line 9: '03.07.1953' looks like a date, but"),
        (f"{HEAD}{RECORD}1 2 3\n", "line 9: '1 2 3' has no word"),
        (f"{HEAD}{RECORD}It says\nno more.", "line 10: 'no more.' may go on from the line above"),
        (f"A title\nAn abstract\nof these.\n\n{RECORD}", "line 3: 'of these.' may go on from"),
        (f"{HEAD}{RECORD}\n\nIt says.", "line 11: 'It says.' may be a record without a date"),
        (f"{HEAD}July 3, 1953\n\nA\0letter", "line 7: 'A\\x00letter' has a control character"),
        (f"{HEAD}{RECORD}Sum\x1bmary", "line 9: 'Sum\\x1bmary' has a control character"),
        (f"A\ud800title\n\n{RECORD}", "line 1: 'A\\ud800title' has a control character"),
        (f"A\ud83d\ude00title\n\n{RECORD}", "line 1: 'A\\ud83d\\ude00title' has a control"),
        (f"{HEAD}• July 3, 1953\n\n• A letter", "line 7: '• A letter' begins with the bullet"),
        (f"{HEAD}• X\n\n• {RECORD}", "line 5: '• X' begins with the bullet of a record"),
    ],
)
def test_not_understood(page: str, words: str) -> None:
    """What cannot be understood is an InvalidDataError that names the line."""
    found = problems(page)
    assert any(problem.startswith(words) for problem in found)
    assert all(problem.startswith("line ") for problem in found)


def test_every_fault_is_named() -> None:
    """All faults of a page are reported at once, with the lines an editor counts."""
    page = PAGE.replace("July 20, 1953", "July 32, 1953").replace("August 03,", "Agust 03,")
    lines = [page[: page.index(text)].count("\n") + 1 for text in ("• July 32", "• Agust")]
    found = problems(page.replace("\n", "\r\n"))
    assert [problem.partition(":")[0] for problem in found] == [f"line {n}" for n in lines]


@pytest.mark.parametrize("thing", [PAGE.encode(), None, Path("listing.txt"), 3])
def test_not_text(thing: object) -> None:
    """What is not text is a TypeError, as the pages and as the title."""
    with pytest.raises(TypeError, match="parse takes the text of a page"):
        parse(cast("Any", thing))
    if thing is not None:
        with pytest.raises(TypeError, match="and a title as text"):
            parse(HEAD + RECORD, title=cast("Any", thing))


PARTS = [
    RECORD, HEAD, LETTER, POEM, MASTHEAD, "•", "-", "1953", "Undated", "Search in", "Next »", "82",
    "  • July 3, 1953", "    A letter", "  • A poem", "", "\n", "Documents", "1 - 2 of 2", "july",
]  # fmt: skip


@given(st.lists(st.text() | st.sampled_from(PARTS)).map("\n".join), st.sampled_from([None, "T"]))
def test_any_text(text: str, title: str | None) -> None:
    """Any text is a collection that can be written and read, or an error naming lines."""
    try:
        docs = parse(text, title=title)
    except ka.InvalidDataError as error:
        assert all(problem.startswith("line ") for problem in error.problems)
    else:
        assert ka.read(ka.dumps(docs).encode()) == docs


@pytest.mark.parametrize(
    "part",
    [
        "(Image, ",
        "see the collections: ",
        "; and ",
        "- ",
        "July ",
        " \u00a0",
        "U.S. ",
        "a\u0301",
        ", ",
        "Next ",
        "1953 ",
    ],
)
def test_long_lines(part: str) -> None:
    """A megabyte in one line is read, whatever they repeat."""
    long = f"A {part * (1_000_000 // len(part))}z"
    docs = parse(f"T\n\n{long}\n\nJuly 3, 1953\n\nTitle\n\n{long}")
    assert docs.about.abstract == docs[0].summary == long


def test_long_lines_of_the_site() -> None:
    """A line that begins as a date, a bullet or a pager and goes on for long is a text."""
    for start in ("July 3, 1953", "•", "1 2 3 Next", "Search in"):
        long = f"{start}{' ' * 200}and more"
        assert parse(f"T\n\n{RECORD}{long}")[0].summary == long


@pytest.mark.parametrize("part", [RECORD, "July 3, 1953\n\n편지\n\n", "1953\n\nNote 2\n\n"])
def test_many_records(part: str) -> None:
    """Two thousand records of one date and title get as many ids."""
    docs = parse(HEAD + part * 2_000)
    assert len({doc.id for doc in docs}) == 2_000


def test_a_month_is_a_word() -> None:
    """A title or paragraph with more words than a date has is no date, even if it looks like one."""
    for text in ("May 1953 be a year of peace", "March on 27 fronts", "Marching 27", "27 Mayors"):
        assert parse(f"T\n\nJuly 3, 1953\n\nX\n\n{text}")[0].summary == text


@pytest.mark.parametrize(
    "part",
    [
        "July 32, 1953\n",
        "1" * 40 + "\n",
        "May" + "1" * 36 + ".\n",
        "\n",
        "•\n",
        "Sept. 6, 1953\n",
        "\0\n",
        "Search in\nX\n",
        "July 3, 1953\nX\n\n\nX\nX\n",
    ],
)
def test_long_nonsense(part: str) -> None:
    """Thousands of faults are refused, each line named."""
    count = 50_000 // len(part)
    assert all(problem.startswith("line ") for problem in problems("T\n" + part * count))


def test_annotated_and_read_back() -> None:
    """A parsed page takes claims by hand and is then asked as the shipped collection is."""
    content = json.loads(ka.dumps(parse(PAGE)))
    shipped = json.loads(ka.dumps(ka.load()))
    content["actors"] = shipped["actors"]
    for document, known in zip(content["documents"], shipped["documents"], strict=True):
        document["claims"] = [c for c in known["claims"] if c["field"] in ("title", "summary")]
    docs = ka.read(json.dumps(content).encode())
    telegrams = docs.by_actor("Molotov", role="author")
    assert [doc.id for doc in telegrams] == [
        doc.id for doc in ka.by_actor("Molotov", role="author")
    ]


def test_days_sort() -> None:
    """Records listed out of order are put in the order of their dates."""
    docs = parse(f"T\n\n{RECORD}May 1, 1951\n\nFirst")
    assert [doc.date and doc.date.first for doc in docs] == [date(1951, 5, 1), date(1953, 7, 3)]
