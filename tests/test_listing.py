"""A copied page of the archive's listing becomes a collection ready to be annotated."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

import korean_armistice as ka
from korean_armistice.listing import parse

PAGE = (Path(__file__).parent / "data" / "listing.txt").read_bytes().decode("utf-8")
MASTHEAD = "Digital Archive International History Declassified"
HEAD = "A title\n\nAn abstract.\n\n"
RECORD = "July 3, 1953\n\nA letter\n\n"
MONTHS = (
    "January February March April May June July August September October November December"
).split()


def problems(page: str) -> tuple[str, ...]:
    """Return what is wrong with a page that must be refused."""
    with pytest.raises(ka.InvalidDataError) as caught:
        parse(page)
    return caught.value.problems


def test_the_page_we_work_from() -> None:
    """The shipped collection's header, ids, dates, titles and summaries come out of its page."""
    docs, shipped = parse(PAGE), ka.load()
    for name in ("title", "abstract", "image", "archive", "motto", "related"):
        assert getattr(docs.about, name) == getattr(shipped.about, name)
    assert [(d.id, d.date, d.title, d.summary) for d in docs] == [
        (d.id, d.date, d.title, d.summary) for d in shipped
    ]
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
        PAGE.replace("\n\n", "\n"),
        PAGE.replace("\n\n", "\n\n\n\n"),
        PAGE.replace("Search in", "Skip to the content\n\nTopics\n\nSearch in"),
        PAGE.replace("July 0", "July "),
    ],
    ids=range(12),
)
def test_however_it_was_copied(copied: str) -> None:
    """Line ends, blanks at them, bullets, empty lines and the site's menu change nothing."""
    assert parse(copied) == parse(PAGE)
    assert parse(copied).about == parse(PAGE).about


letters = st.characters(categories=["L"])
words = st.text(st.characters(categories=["L", "P"]), min_size=1, max_size=9)
texts = st.builds("{}{}".format, letters, st.lists(words, max_size=8).map(" ".join))
plain = st.from_regex(r"[A-Z][a-z]{1,8}( [a-z]{1,8}){0,3}", fullmatch=True)
days = st.dates().map(date.isoformat)
dates = st.one_of(days, days.map(lambda day: day[:7]), days.map(lambda day: day[:4]))
records = st.tuples(dates, texts, st.lists(texts, max_size=3))


def printed(iso: str, *, zero: bool) -> str:
    """Print a date as one of the site's designs does."""
    year, month, day = ([*iso.split("-"), "", ""])[:3]
    if not month:
        return year
    name = MONTHS[int(month) - 1]
    return f"{name} {day if zero else int(day)}, {year}" if day else f"{name}, {year}"


@given(
    texts,
    st.lists(records, min_size=1, max_size=6),
    st.sampled_from(["", "• ", "* ", "- ", "· "]),
    st.booleans(),
    st.tuples(st.sampled_from(["\n", "\r\n"]), st.sampled_from(["\n", "\n\n"])),
)
def test_what_is_rendered_is_read(
    title: str,
    listed: list[tuple[str, str, list[str]]],
    bullet: str,
    zero: bool,
    ends: tuple[str, str],
) -> None:
    """Records printed as the site does are read back to the character, whatever the bullets."""
    listed.sort(key=lambda record: ka.Span.parse(record[0]))
    end, gap = ends
    # Beneath another line, one in lower case is refused: it may be a broken paragraph.
    gap = gap if all(t[0].isupper() for _, n, s in listed for t in (n, *s)) else "\n\n"
    parts = [title]
    for iso, name, summary in listed:
        parts += [f"  {bullet}{printed(iso, zero=zero)} ", f"    {name}", *summary]
    docs = parse(gap.join(parts).replace("\n", end))
    assert docs.about == ka.About(title)
    assert [(d.date, d.title, d.summary) for d in docs] == [
        (ka.Span.parse(iso), name, "\n\n".join(summary) or None) for iso, name, summary in listed
    ]
    assert all(doc.id.startswith(f"{doc.date}-") for doc in docs)
    assert ka.read(ka.dumps(docs).encode()) == docs


@given(texts, st.lists(texts, max_size=3), st.none() | st.tuples(plain, plain),
       st.lists(plain, max_size=4))  # fmt: skip
def test_headers_are_read(
    title: str, abstract: list[str], image: tuple[str, str] | None, related: list[str]
) -> None:
    """A header printed as the site does is read back, with its picture and related collections."""
    if len(related) > 1:
        listed = "; ".join(related[:-1]) + f"; and {related[-1]}"
        abstract = [*abstract, f"For more, see the collections: {listed}."]
    if image:
        abstract = [*abstract, f"The end. (Image, {image[0]}, {image[1]})"]
    about = parse("\n\n".join([MASTHEAD, "No image found.", title, *abstract, RECORD])).about
    assert about == ka.About(
        title,
        abstract="\n\n".join(abstract) or None,
        image=ka.Image(*image) if image else None,
        archive="Digital Archive",
        motto="International History Declassified",
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
    ],
)
def test_dates(shown: str, iso: str) -> None:
    """Both designs of the site print dates that are understood, months and years too."""
    docs = parse(f"{HEAD}{shown}\n\nA letter\n")
    assert (str(docs[0].date), docs[0].id) == (iso, f"{iso}-a-letter")
    assert docs[0].summary is None


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


def test_paragraphs() -> None:
    """An abstract and a summary may have several paragraphs; inner spaces stay."""
    docs = parse("T\n\nOne  two.\n\nthree.\n\nJuly 3, 1953\n\nA\n\nSum.\n\n1) mary\nLast")
    assert docs.about.abstract == "One  two.\n\nthree."
    assert (docs[0].title, docs[0].summary) == ("A", "Sum.\n\n1) mary\n\nLast")


def test_titles_may_look_odd() -> None:
    """A title stands beneath its date, so it may be a number or end in a year."""
    docs = parse(f"Korea 1953\n\n{RECORD}July 4, 1953\n\nResolution 1953\n\nJuly 5, 1953\n\n82")
    assert docs.about.title == "Korea 1953"
    assert [doc.title for doc in docs] == ["A letter", "Resolution 1953", "82"]


@pytest.mark.parametrize(
    "abstract",
    [
        "(Image, x)",
        "(Image, , b)",
        "(Image, a, )",
        "(Image, a, b",
        "see the collections: A; B",
        "see the collections: A and B.",
        "see the collections: Ab; ; Cd.",
        "see the collections: Ab.",
        "none",
    ],
)
def test_half_a_picture(abstract: str) -> None:
    """What only resembles a caption or a list of collections is left in the abstract alone."""
    about = parse(f"T\n\n{abstract}\n\n{RECORD}").about
    assert about == ka.About("T", abstract)


def test_related_with_full_stops() -> None:
    """The full stops of initials do not end the list of collections."""
    abstract = "More: see the collections: U.S. Policy; China, 1950; and the USSR. (Image, A, B)"
    about = parse(f"T\n\n{abstract}\n\n{RECORD}").about
    assert about.related == ("U.S. Policy", "China, 1950", "the USSR")
    assert about.image == ka.Image("A", "B")


def test_the_last_picture_counts() -> None:
    """Of two pictures the last is taken; its credit follows the last comma; so with the words."""
    abstract = (
        "(Image, A, B) Then see the collections: see the collections: Cc; and Dd. (Image, E, F, G)"
    )
    about = parse(f"T\n\n{abstract}\n\n{RECORD}").about
    assert about.image == ka.Image("E, F", "G")
    assert about.related == ("see the collections: Cc", "Dd")


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("", "line 1: no title of a collection"),
        (f"{MASTHEAD}\n{RECORD}", "line 1: no title of a collection"),
        (RECORD, "line 1: no title of a collection"),
        (HEAD, "line 1: no record follows"),
        (f"{HEAD}July 32, 1953\n\nA letter", "line 5: 'July 32, 1953' is not a date"),
        (f"{HEAD}0000\n\nA letter", "line 5: '0000' is not a date"),
        (f"{HEAD}July 3, 1953\n\nJuly 4, 1953\n\nA letter", "line 5: no title follows"),
        (f"{HEAD}July 3, 1953\n", "line 5: no title follows"),
        (f"{HEAD}Juyl 2, 1953\n\nX\n\n{RECORD}", "line 5: 'Juyl 2, 1953' stands where a date"),
        (f"{HEAD}{RECORD}Sept. 6, 1953\n\nX", "line 9: 'Sept. 6, 1953' stands where a date"),
        (f"{HEAD}{RECORD}July 3rd 1953\n\nX", "line 9: 'July 3rd 1953' stands where a date"),
        (f"{HEAD}{RECORD}circa 1953?\n\nX", "line 9: 'circa 1953?' stands where a date"),
        (f"{HEAD}{RECORD}June 25-26, 1953\n\nX", "line 9: 'June 25-26, 1953' stands where a date"),
        (f"{HEAD}{RECORD}25/26 July 1953\n\nX", "line 9: '25/26 July 1953' stands where a date"),
        (f"{HEAD}{RECORD}1953 July 27\n\nX", "line 9: '1953 July 27' stands where a date"),
        (f"{HEAD}{RECORD}May 1951-July 1953\n\nX", "line 9: 'May 1951-July 1953' stands where"),
        (f"{HEAD}• {RECORD}• Undated\n\nX", "line 9: '• Undated' stands where a date"),
        (f"{HEAD}{RECORD}03.07.1953\n\nX", "line 9: '03.07.1953' has no word"),
        (f"{HEAD}{RECORD}1 2 3 »\n", "line 9: '1 2 3 »' has no word"),
        (f"{HEAD}{RECORD}It says\nno more.", "line 10: 'no more.' goes on from the line above"),
        (f"{HEAD}July 3, 1953\n\nA\0letter", "line 7: documents[0].title: 'A\\x00letter' has"),
        (f"{HEAD}{RECORD}Sum\x1bmary", "line 9: documents[0].summary: 'Sum\\x1bmary' has a"),
        (f"A\ud800title\n\n{RECORD}", "line 1: about.title: 'A\\ud800title' has"),
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
    """What is not text is a TypeError."""
    with pytest.raises(TypeError, match="parse takes the text of a page"):
        parse(cast("Any", thing))


@given(st.lists(st.text() | st.sampled_from([RECORD, HEAD, MASTHEAD, "•", "1953"])).map("\n".join))
def test_any_text(text: str) -> None:
    """Any text is a collection that can be written and read, or an error naming lines."""
    try:
        docs = parse(text)
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
    ],
)
def test_long_lines(part: str) -> None:
    """Ten megabytes in one line are read, whatever they repeat."""
    long = f"A {part * (10_000_000 // len(part))}z"
    docs = parse(f"T\n\n{long}\n\nJuly 3, 1953\n\nTitle\n\n{long}")
    assert docs.about.abstract == docs[0].summary == long


@pytest.mark.parametrize("part", [RECORD, "July 3, 1953\n\n편지\n\n", "1953\n\nNote 2\n\n"])
def test_many_records(part: str) -> None:
    """Twenty thousand records of one date and title get as many ids."""
    docs = parse(HEAD + part * 20_000)
    assert len({doc.id for doc in docs}) == 20_000


def test_a_month_is_a_word() -> None:
    """A title or paragraph with other words than a date's is none, however like one it looks."""
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
    ],
)
def test_long_nonsense(part: str) -> None:
    """Megabytes of faults are refused, each line named."""
    count = 1_000_000 // len(part)
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
    assert [doc.date.first for doc in docs] == [date(1951, 5, 1), date(1953, 7, 3)]
