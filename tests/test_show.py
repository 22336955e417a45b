"""What a person sees: reprs, the listing, the notebook's table, citations."""

from __future__ import annotations

import hashlib
import json
from html.parser import HTMLParser
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import korean_armistice as ka
from korean_armistice import _show

from .samples import collection, content

DOCS = ka.load()


def test_reprs() -> None:
    """A collection says how many and from when to when, a document date and title, an actor years."""
    assert repr(DOCS) == "<Collection: 20 documents, 1953-06-06/1954-06-28>"
    assert repr(DOCS[:1]) == "<Collection: 1 document, 1953-06-06>"
    assert repr(DOCS[9]) == "<Document: 1953-07-27, Report, Malenkov to Kim Il Sung>"
    assert str(DOCS[9]) == "1953-07-27  Report, Malenkov to Kim Il Sung"
    assert repr(DOCS.actor("Mao")) == "<Actor: Mao Zedong (1893–1976)>"
    assert repr(DOCS.actor("Korobov")) == "<Actor: Korobov>"
    assert attrs.evolve(DOCS.actor("Mao"), died=None).years == "1893–"


def test_repr_of_open_dates() -> None:
    """Where the first date has no beginning and the last no end, the repr says so."""
    data = content()
    data["documents"][0]["date"] = "1953/.."
    assert repr(collection(data)) == "<Collection: 2 documents, 1951-01-01/..>"
    data["documents"][1]["date"] = "1951/1955"
    data["documents"][0]["date"] = "1953-07-27"
    assert repr(collection(data)) == "<Collection: 2 documents, 1951-01-01/1955-12-31>"
    data["documents"][0]["date"] = "1953/.."
    data["documents"][1]["date"] = "../1951"
    assert repr(collection(data)) == "<Collection: 2 documents, ../..>"


def test_listing() -> None:
    """Printing lists every document with date, title, parties and origin, in 80 columns."""
    text = str(DOCS)
    assert max(map(len, text.splitlines())) <= 80
    assert (
        "1953-07-27  Report, Malenkov to Kim Il Sung\n            Georgy Malenkov → Kim Il Sung\n"
        in text
    )
    assert sum(line[:2] == "19" for line in text.splitlines()) == 20
    assert "            meeting of Mark W. Clark, Syngman Rhee, Ellis O. Briggs\n" in text


def test_evidence_is_laid_out() -> None:
    """Summary, then each claim: role and actor in two columns, words and note beneath the actor."""
    untold, doc = collection()
    assert _show.evidence(untold) == "1951-01     Untold"
    far = attrs.evolve(doc, title="Title " * 20, summary="Summary " * 20)
    lines = _show.evidence(far).split("\n")
    assert lines[:2] == [
        "1953-07-27  " + "Title " * 10 + "Title",
        " " * 12 + "Title " * 8 + "Title",
    ]
    assert lines[2:] == [
        "            Ann Lee → Bob Lee",
        "            origin: Avalon",
        "",
        "  " + " ".join(["Summary"] * 9),
        "  " + " ".join(["Summary"] * 9),
        "  Summary Summary",
        "",
        "  author      Ann Lee",
        "              title: “Ann to”",
        "  recipient   Bob Lee",
        "              record: “to: Bob”",
        "  origin      Avalon (inferred)",
        "              notes: “Ann is of Avalon”",
        "              She is.",
    ]
    claim = attrs.evolve(doc.claims[0], quote="q " * 60, note="n " * 60, role="participant")
    lines = _show.evidence(attrs.evolve(doc, claims=(claim,), summary=None)).split("\n")
    assert lines[:2] == ["1953-07-27  Ann to Bob", "            meeting of Ann Lee"]
    assert all(line.startswith(" " * 14) for line in lines[4:])


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300))
def test_wrapping(title: str) -> None:
    """A title of any script is wrapped within 80 columns where it can be, and loses no letter."""
    document = ka.Document("a", DOCS[0].date, title)
    text = _show.listing([document])
    assert "".join(text.split()) == "1953-06-06" + "".join(title.replace("\n", " ").split())


@pytest.mark.parametrize(
    ("unit", "columns"),
    [("a", 1), ("한", 2), ("停", 2), ("Ａ", 2), ("e\u0301", 1), ("a\u20dd", 1), ("a\u200d", 1)],
)
def test_columns(unit: str, columns: int) -> None:
    """A line is filled to its 80 columns: wide letters count two, combining and unseen marks none."""
    fitting = unit * (66 // columns)
    for title, lines in ((f"{fitting} b", 1), (f"{fitting}{unit} b", 2)):
        document = ka.Document("a", DOCS[0].date, title)
        assert len(_show.listing([document]).split("\n")) == lines


def test_breaks() -> None:
    """A line may be broken at spaces and line feeds, and on either side of a wide letter."""
    for title, first, second in (
        ("a" * 67 + "停" + "b", "a" * 67, "停b"),
        ("停" * 34 + "abc", "停" * 34, "abc"),
        ("a" * 40 + "\n" + "b" * 40, "a" * 40, "b" * 40),
        ("a" * 40 + "   " + "b" * 40, "a" * 40, "b" * 40),
    ):
        document = ka.Document("a", DOCS[0].date, title)
        lines = [f"1953-06-06  {first}", f"            {second}"]
        assert _show.listing([document]).split("\n") == lines
    assert str(ka.Document("a", DOCS[0].date, "a\nb")) == "1953-06-06  a\nb"
    assert _show.listing([ka.Document("a", DOCS[0].date, "a\nb")]) == "1953-06-06  a b"


def test_heading_of_a_meeting_with_letters() -> None:
    """A document may have parties and a meeting; long lists of them go on beneath themselves."""
    ann = collection()[1]
    author, recipient, origin = ann.claims
    met = attrs.evolve(author, role="participant")
    both = attrs.evolve(ann, claims=(author, recipient, met, origin))
    assert _show.listing([both]).split("\n")[1:] == [
        "            Ann Lee → Bob Lee; meeting of Ann Lee",
        "            origin: Avalon",
    ]
    many = attrs.evolve(ann, claims=(author,) * 12)
    assert [line[:14] for line in _show.listing([many]).split("\n")[1:]] == [
        " " * 12 + "An",
        " " * 12 + "Le",
    ]


class Cells(HTMLParser):
    """Collects the text of table cells, and the tags, as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.heads: list[str] = []
        self.other = ""
        self.inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.inside = tag
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag == "td":
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.inside == "th":
            self.heads.append(data)
        elif self.cells:
            self.cells[-1] += data
        else:
            self.other += data


def test_html() -> None:
    """The notebook's table has date, title, parties and origin of each, and links to records."""
    cells = Cells(DOCS._repr_html_())
    assert len(cells.cells) == 20 * 5
    assert cells.cells[9 * 5 : 10 * 5] == [
        "1953-07-27",
        "Report, Malenkov to Kim Il Sung",
        "Georgy Malenkov",
        "Kim Il Sung",
        "Soviet Union",
    ]
    assert cells.cells[12 * 5 + 2] == "meeting of Mark W. Clark; Syngman Rhee; Ellis O. Briggs"
    assert cells.links == [doc.record.url for doc in DOCS if doc.record.url]
    assert cells.heads == ["Date", "Title", "From", "To", "Origin"]
    assert cells.other == repr(DOCS).strip("<>")
    untold, ann = Cells(collection()._repr_html_()).cells[:5], collection()[1]
    assert untold == ["1951-01", "Untold", "", "", ""]
    both = attrs.evolve(ann, claims=(*ann.claims, attrs.evolve(ann.claims[1], role="participant")))
    assert Cells(_show.table([both])).cells[2:] == ["Ann Lee", "Bob Lee", "Avalon"]


def test_html_is_escaped_and_bounded() -> None:
    """Markup in a text stays text, and of very many documents the table shows a hundred."""
    data: dict[str, Any] = content()
    evil = "<script>alert('1')</script>&amp;\"'"
    data["documents"] = [{"id": f"d{n}", "date": "1953", "title": evil} for n in range(103)]
    cells = Cells(collection(data)._repr_html_())
    assert "script" not in cells.tags
    assert cells.cells[1] == evil
    assert len(cells.cells) == 500
    assert collection(data)._repr_html_().endswith("</table><p>… and 3 more.</p>")
    assert collection(data)[:100]._repr_html_().endswith("</tbody></table>")


def test_cite_document() -> None:
    """A citation has the parts of the archive's pattern that are known, in its order."""
    assert DOCS[2].cite() == (
        "“Telegram of the Soviet Chargé to the PRC to the Chairman of the USSR Council of "
        "Ministers,” July 03, 1953, History and Public Policy Program Digital Archive, AP RF, "
        "fond 3, opis 65, delo 830, pages 136-147. Translated for NKIDP by Gary Goldberg. "
        "https://digitalarchive.wilsoncenter.org/document/114956"
    )
    assert DOCS[3].cite() == (
        "“CPSU Central Committee Decision,” July 04, 1953, History and Public Policy Program "
        "Digital Archive, Korean War Armistice. "
        "https://digitalarchive.wilsoncenter.org/collection/169/korean-war-armistice"
    )
    assert ka.Document("a", DOCS[0].date, "T").cite() == "“T,” June 06, 1953."
    sample = collection()[0]
    assert sample.cite() == (
        "“Untold,” 1951-01, A Programme An Archive, Two letters. https://example.org/c"
    )


def test_cite_the_hands() -> None:
    """Who obtained and who translated is said, with the project where it is known."""
    data = content()
    data["about"]["publisher"] = "A Programme, of a centre, of somewhere"
    record = data["documents"][0]["record"]
    head = "“Ann to Bob,” July 27, 1953, A Programme An Archive, A, 1/2."
    assert collection(data)[1].cite() == (
        f"{head} Obtained for P by O and translated for P by T. https://example.org/1"
    )
    del record["obtained_for"], record["translated_for"]
    assert collection(data)[1].cite() == (
        f"{head} Obtained by O and translated by T. https://example.org/1"
    )
    del record["translated_by"], record["url"], data["about"]["url"]
    assert collection(data)[1].cite() == f"{head} Obtained by O."


def test_cite_selection() -> None:
    """A selection's citation names package, version, edition and ids; of other data, the hash."""
    ours = f"edition 2026.1, in: korean_armistice {ka.__version__}. Documents:"
    assert DOCS[:2].cite() == (
        f"“Korean War Armistice” (2 of 20 documents), {ours} {DOCS[0].id}, {DOCS[1].id}."
    )
    assert DOCS.cite().startswith(f"“Korean War Armistice” (20 documents), {ours} {DOCS[0].id}, ")
    assert ka.read(ka.dumps(DOCS).encode()).cite() == DOCS.cite()
    other = collection()
    digest = hashlib.sha256(ka.dumps(other).encode()).hexdigest()
    ids = f"{other[0].id}, {other[1].id}"
    assert other.cite() == (
        f"“Two letters” (2 documents), edition 1, SHA-256 {digest}. Documents: {ids}."
    )
    data = {"about": {"title": "N"}, "actors": [], "documents": []}
    none = ka.read(json.dumps(data).encode())
    digest = hashlib.sha256(ka.dumps(none).encode()).hexdigest()
    assert none.cite() == f"“N” (0 documents), SHA-256 {digest}."
    one = ka.read(json.dumps(data | {"documents": content()["documents"][1:]}).encode())
    assert one.cite().startswith("“N” (1 document), SHA-256 ")


@pytest.mark.parametrize(
    "value",
    ["x" * 10_000_000, ["x" * 100_000], "'" * 500, 10**5000],
    ids=["text", "list", "quotes", "number"],
)
def test_messages_are_short(value: Any) -> None:
    """Messages quote a long input only in part."""
    from korean_armistice.exceptions import shown

    assert len(shown(value)) <= 81


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2**160 - 1, "146150163733090291...6283019655932542975"),
        (2**160, "an integer of 161 bits"),
        ([-(2**160)], "[an integer of 161 bits]"),
    ],
)
def test_long_integers(value: object, text: str) -> None:
    """An integer of some fifty digits is quoted in part, a longer one described."""
    from korean_armistice.exceptions import shown

    assert shown(value) == text
