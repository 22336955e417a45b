"""The texts that people see: reprs, printed lists, cards, notebook tables, citations."""

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
from korean_armistice.exceptions import shown

from .samples import ANN, changed, collection, content, drop, hostile, put

DOCS = ka.load()
MALENKOV = DOCS["1953-07-27-report-malenkov-to-kim-il-sung"]
VISIT = "1953-07-27-notes-on-visit-of-general-clark-with-president-rhee-8-30-8-55-27-july-1953"
DAY = ka.Span.parse("1953-06-06")


def listed(*documents: ka.Document) -> list[str]:
    """Return the lines of the printed list of some documents."""
    bare = [ka.Document(id=f"d{n}", title="T") for n in range(len(documents))]
    docs = ka.collect(bare, about=ka.About("X"))
    root = type(docs._root)(docs.about, (), documents)
    return str(ka.Collection(root, range(len(documents)))).split("\n")


def test_reprs() -> None:
    """A collection says how many and from when to when, a document date and title, an actor years."""
    extent = f"{DOCS[0].date}/{DOCS[-1].date}"
    assert repr(DOCS) == f"<Collection: {len(DOCS)} documents, {extent}>"
    assert repr(DOCS.by_date("1953-06-06")) == "<Collection: 1 document, 1953-06-06>"
    assert repr(MALENKOV) == "<Document: 1953-07-27, Report, Malenkov to Kim Il Sung>"
    assert str(MALENKOV) == "1953-07-27  Report, Malenkov to Kim Il Sung"
    assert repr(DOCS.actor("Mao")) == "<Actor: Mao Zedong (1893–1976)>"
    assert repr(DOCS.actor("Korobov")) == "<Actor: Korobov>"


@pytest.mark.parametrize(
    ("ann", "untold", "extent"),
    [
        ("1953/..", "1951-01", "2 documents, 1951-01-01/.."),
        ("1953-07-27", "1951/1955", "2 documents, 1951-01-01/1955-12-31"),
        ("1953/..", "../1951", "2 documents, ../.."),
        ("1953-07-27", None, "2 documents, 1953-07-27, 1 undated"),
        (None, None, "2 documents, 2 undated"),
        ("1953~", "1953?", "2 documents, 1953"),
    ],
)
def test_extent(ann: str | None, untold: str | None, extent: str) -> None:
    """The repr says from when to when, where a side is open, and how many are undated."""
    changes = [
        put(f"documents.{n}.date", date) if date else drop(f"documents.{n}.date")
        for n, date in enumerate((ann, untold))
    ]
    docs = collection(changed(*changes))
    assert repr(docs) == f"<Collection: {extent}>"
    # An answer without documents says what the collection has.
    assert str(docs.by_kind("letter")[1:]) == f"No documents. The collection has {extent}."


def test_listing() -> None:
    """Printing lists every document with date, title, parties and origin, in 80 columns."""
    text = str(DOCS)
    assert max(map(len, text.splitlines())) <= 80
    assert (
        "1953-07-27  Report, Malenkov to Kim Il Sung\n            Georgy Malenkov → Kim Il Sung\n"
        "            origin: Soviet Union\n" in text
    )
    assert sum(line[:2] == "19" for line in text.splitlines()) == len(DOCS)
    met = ", ".join(actor.name for actor in DOCS[VISIT].participants[:3])
    assert f"            meeting of {met}" in text


def test_card() -> None:
    """The card has the whole record: summary, kind, holder, address, claims, links, excerpts, notes."""
    untold, ann = collection()
    assert untold.card().split("\n") == [
        "1951-01     Untold, No. 7",
        "",
        "  holder          Another Programme Another Archive",
        "  url             https://example.org/other",
    ]
    lines = ann.card().split("\n")
    assert lines[:6] == [
        "1953-07-27  Ann to Bob",
        "            Ann Lee → Bob Lee",
        "            origin: Avalon",
        "",
        "  Ann of Avalon writes.",
        "",
    ]
    # Each label, however long, ends before the column in which the texts begin.
    assert all(line[:2] == line[16:18] == "  " for line in lines[6:])
    text = "\n".join(lines[6:])
    assert text.startswith(
        "  kind            letter\n"
        "  covers          1953-06-01/1953-07-31\n"
        "  holder          A Programme An Archive\n"
        "  url             https://example.org/1\n"
    )
    for part in (
        "  subjects        Letters; Islands\n",
        "  author          Ann Lee\n                  title: “Ann to”\n",
        "  recipient       Bob Lee\n                  excerpt: “to: Bob”\n",
        "  origin          Avalon (inferred)\n                  note: “Ann is of Avalon”\n                  She is.\n",
        "  answers         1951-01-untold (inferred)\n                  excerpt: “your No. 7”\n"
        "                  title there: “No. 7”\n                  Numbers alike.\n",
        "  continues       1950-elsewhere\n",
        "  address         “to: Bob”\n                  seen in: The record's page, read 2026-01-02\n",
        "  editor's note   Ann is of Avalon.\n                  seen in: A printed book\n",
        "  editor's note   A remark without a source.",
    ):
        assert part in text
    for said in attrs.astuple(ann.record, recurse=False):
        assert not isinstance(said, str) or said in text


def test_cards_of_the_shipped_collection() -> None:
    """Every card is 80 columns wide but for addresses, and has every quote, excerpt and note."""
    for doc in DOCS:
        card = doc.card()
        words = "".join(card.split())
        assert all(len(line) <= 80 or "/" in line or "-" in line for line in card.split("\n"))
        texts = [
            doc.title,
            doc.summary or "",
            *(excerpt.words for excerpt in doc.excerpts),
            *(note.text for note in doc.notes),
            *(claim.quote for claim in doc.claims),
            *(link.to for link in doc.links),
        ]
        assert all("".join(text.split()) in words for text in texts)


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Cf", "Zl", "Zp"]), max_size=200)
)
def test_wrapping(title: str) -> None:
    """A title of any script is wrapped and loses no letter."""
    document = ka.Document(id="a", date=DAY, title=f"a{title}")
    assert "".join("".join(listed(document)).split()) == "1953-06-06a" + "".join(title.split())


def test_heading_of_a_meeting_with_letters() -> None:
    """A document may have parties and a meeting; long lists of them are wrapped and indented."""
    ann = collection()[1]
    author, recipient, origin = ann.claims
    met = attrs.evolve(author, role="participant")
    both = attrs.evolve(ann, claims=(author, recipient, met, origin))
    assert listed(both)[1:] == [
        "            Ann Lee → Bob Lee; meeting of Ann Lee",
        "            origin: Avalon",
    ]
    many = attrs.evolve(ann, claims=(author,) * 12)
    assert [line[:14] for line in listed(many)[1:]] == [" " * 12 + "An", " " * 12 + "Le"]


class Page(HTMLParser):
    """Collects the text of cells, the tags and the links, as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.texts: dict[str, str] = {}
        self.inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag == "td":
            self.cells.append("")
        if tag not in ("a", "br"):
            self.inside = tag

    def handle_data(self, data: str) -> None:
        self.texts[self.inside] = self.texts.get(self.inside, "") + data
        if self.inside == "td":
            self.cells[-1] += data


def test_html_of_a_collection() -> None:
    """The notebook's table has date, title, parties and origin of each, and links to records."""
    page, at = Page(DOCS._repr_html_()), DOCS.index(MALENKOV)
    assert len(page.cells) == len(DOCS) * 5
    assert page.cells[at * 5 : at * 5 + 5] == [
        "1953-07-27",
        "Report, Malenkov to Kim Il Sung",
        "Georgy Malenkov",
        "Kim Il Sung",
        "Soviet Union",
    ]
    met = ", ".join(actor.name for actor in DOCS[VISIT].participants)
    assert page.cells[DOCS.index(DOCS[VISIT]) * 5 + 2] == f"meeting of {met}"
    assert page.links == [doc.record.url for doc in DOCS if doc.record.url]
    assert page.texts["th"] == "DateTitleFromToOrigin"
    assert page.texts["caption"] in repr(DOCS)
    docs = collection(changed(drop("documents.1.date")))
    assert Page(docs._repr_html_()).cells[5:] == ["undated", "Untold, No. 7", "", "", ""]


def test_html_of_a_document() -> None:
    """A document in a notebook shows what its card has, with its address as a link."""
    ann = collection()[1]
    page, card = Page(ann._repr_html_()), ann.card()
    assert page.texts["h4"] == "1953-07-27  Ann to Bob"
    assert page.texts["p"] == "Ann of Avalon writes."
    assert page.links == ["https://example.org/1"]
    assert page.tags.count("dt") == page.tags.count("dd") > 20
    for line in (ann.claims[2].note, ann.links[0].quote, ann.notes[1].text, "Letters; Islands"):
        assert line
        assert line in page.texts["dd"]
        assert line in card
    bare = Page(ka.Document(id="a", title="T")._repr_html_())
    assert bare.tags == ["article", "h4", "dl"]


def test_html_is_escaped_and_bounded() -> None:
    """Markup in a text stays text, and of very many documents the table shows a hundred."""
    evil = "<script>alert('1')</script>&amp;\"'"
    for html in (hostile(evil)._repr_html_(), hostile(evil)[1]._repr_html_()):
        page = Page(html)
        assert "script" not in page.tags
        assert evil in "".join(page.texts.values())
    data: dict[str, Any] = changed(drop("elsewhere"))
    data["documents"] = [{"id": f"d{n}", "date": "1953", "title": evil} for n in range(103)]
    docs = collection(data)
    page = Page(docs._repr_html_())
    assert "script" not in page.tags
    assert len(page.cells) == 500
    assert page.cells[1] == evil
    assert docs._repr_html_().endswith("</table><p>… and 3 more.</p>")
    assert docs[:100]._repr_html_().endswith("</tbody></table>")


def test_only_an_address_is_a_link() -> None:
    """A text with an address in it, or an address of another kind, is text."""
    for text in ("see https://example.org", "javascript:alert(1)", "https://a b"):
        doc = ka.Document(id="a", title="T", notes=(ka.Note(text),))
        assert Page(doc._repr_html_()).links == []


@pytest.mark.parametrize("char", ["\u202e", "\u2066", "\u200f"])
def test_bidi_controls_are_written_out(char: str) -> None:
    """Characters that would change the direction of a terminal's text are written out in any text."""
    docs = hostile(f"a{char}b")
    written = f"a{ascii(char)[1:-1]}b"
    for text in (str(docs), docs[1].card(), str(docs[0]), repr(docs[0])):
        assert char not in text
        assert written in text


def test_cite_document() -> None:
    """A citation has the parts of the archive's pattern that are known, in its order."""
    assert DOCS.by_date("1953-07-03")[0].cite() == (
        "“Telegram of the Soviet Chargé to the PRC to the Chairman of the USSR Council of "
        "Ministers,” July 03, 1953, History and Public Policy Program Digital Archive, AP RF, "
        "F. 3. Op. 65. D. 830. pp. 136-147. Translated for NKIDP by Gary Goldberg. "
        "https://digitalarchive.wilsoncenter.org/document/114956"
    )
    assert DOCS[3].cite() == (
        "“CPSU Central Committee Decision,” July 04, 1953, History and Public Policy Program "
        "Digital Archive, collection “Korean War Armistice”. "
        "https://digitalarchive.wilsoncenter.org/collection/169/korean-war-armistice"
    )
    sample = collection()[0]
    assert sample.cite() == (
        "“Untold, No. 7,” 1951-01, Another Programme Another Archive, "
        "collection “Other letters”. https://example.org/other"
    )


@pytest.mark.parametrize(
    ("date", "said"),
    [
        (None, "undated"),
        ("1953-07-27", "July 27, 1953"),
        ("1953-07-27?", "1953-07-27?"),
        ("1953~", "1953~"),
    ],
)
def test_cite_the_date(date: str | None, said: str) -> None:
    """Only a day that is certain is cited in English; an undated document says so."""
    span = ka.Span.parse(date) if date else None
    assert ka.Document(id="a", date=span, title="T").cite().startswith(f"“T,” {said}, collection")


def test_cite_the_hands() -> None:
    """A citation says who obtained and who translated the document, and for which project."""
    data = content()
    data["about"]["publisher"] = "A Programme, of a centre, of somewhere"
    record = data["documents"][0]["record"]
    head = "“Ann to Bob,” July 27, 1953, A Programme An Archive, A, 1/2."
    assert collection(data)[ANN].cite() == (
        f"{head} Obtained for P by O and translated for P by T. https://example.org/1"
    )
    del record["obtained_for"], record["translated_for"]
    assert collection(data)[ANN].cite() == (
        f"{head} Obtained by O and translated by T. https://example.org/1"
    )
    del record["translated_by"], record["url"], data["about"]["url"]
    assert collection(data)[ANN].cite() == f"{head} Obtained by O."


def test_cite_selection() -> None:
    """A selection's citation names package, version, edition and ids; of other data, the hash."""
    size, edition = len(DOCS), DOCS.about.edition
    ours = f"edition {edition}, in: korean_armistice {ka.__version__}. Documents:"
    assert DOCS[:2].cite() == (
        f"“Korean War Armistice” (2 of {size} documents), {ours} {DOCS[0].id}, {DOCS[1].id}."
    )
    assert DOCS.cite().startswith(
        f"“Korean War Armistice” ({size} documents), {ours} {DOCS[0].id}, "
    )
    assert ka.read(ka.dumps(DOCS).encode()).cite() == DOCS.cite()
    assert DOCS[:0].cite().endswith(f"in: korean_armistice {ka.__version__}.")
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


def test_an_edited_collection_is_not_cited_as_ours() -> None:
    """If one word of the shipped data is changed, the citation has a hash, not the edition."""
    edited = ka.dumps(DOCS).replace("Statement by President", "A statement by President")
    cited = ka.read(edited.encode()).cite()
    assert f"in: korean_armistice {ka.__version__}" not in cited
    assert f"SHA-256 {hashlib.sha256(edited.encode()).hexdigest()}" in cited


@pytest.mark.parametrize(
    "value",
    ["x" * 10_000_000, ["x" * 100_000], "'" * 500, 10**5000],
    ids=["text", "list", "quotes", "number"],
)
def test_messages_are_short(value: Any) -> None:
    """Messages quote a long input only in part."""
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
    assert shown(value) == text
