"""The explorer in a real browser: what a reader sees, chooses, hears and copies."""

from __future__ import annotations

import json
import shutil
import sys
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import korean_armistice as ka
from korean_armistice._model import ROLES
from korean_armistice._names import fold, fold_words
from korean_armistice._span import as_span, between
from korean_armistice.export.citations import to_bibtex
from korean_armistice.export.web import to_html

from .samples import collection, content, hostile

pytestmark = pytest.mark.browser

DOCS = ka.load()
STATES = ["USSR", "Soviet Union", "Poland", "ROK", "USA", "China", "Burma"]
NAMES = [
    "Kim Il-sung",
    "金日成",
    "Молотов",
    "Mao",
    "Chou En-lai",
    "UN",
    "malenkov",
    "Robertson",
    "USSR",
]
MARKUP = "</script><img src=x onerror=hacked()><b>bold</b>&amp;{{script}}<!--<script>\"'`${1}"
AXE = Path(__file__).parent / "node" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start Debian's Chromium."""
    from playwright.sync_api import sync_playwright  # the default suite is without it

    path = shutil.which("chromium")
    assert path, "the browser tests need Debian's chromium: apt-get install chromium"
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


class Reader:
    """Somebody at the explorer of a collection."""

    def __init__(self, browser: Any, file: Path, docs: ka.Collection, **options: Any) -> None:
        file.write_text(to_html(docs), "utf-8")
        self.context = browser.new_context(**options)
        self.address = file.as_uri()
        self.faults: list[str] = []
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: self.faults.extend(self.fetched(request.url)))
        self.go()

    def fetched(self, url: str) -> list[str]:
        """Tell of a request that is not for the page itself."""
        return [] if url.partition("#")[0] == self.address else [f"fetched {url}"]

    def go(self, **view: object) -> None:
        """Open a view by its address, as somebody does who was sent the link."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}#{urlencode(view)}")

    def asks(self, code: str, value: object = None) -> Any:
        """Ask the page's own script."""
        return self.page.evaluate(code, value)

    def listed(self) -> list[str]:
        """Read the ids of the documents that the page lists."""
        links = self.page.locator(".documents h3 a")
        hrefs = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
        return [parse_qs(href[1:])["doc"][0] for href in hrefs]

    def arrives(self, tag: str, text: str) -> None:
        """Wait until the keyboard is there: the page follows its address a moment later."""
        self.page.wait_for_function(
            "([tag, text]) => document.activeElement.matches(tag) &&"
            " document.activeElement.innerText === text",
            arg=[tag, text],
        )

    def focused(self) -> str:
        """Read the text of what the keyboard is at."""
        return str(self.asks("document.activeElement.innerText || document.activeElement.id"))


@pytest.fixture(scope="module")
def reader(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Open the explorer of the shipped collection; no test may leave a fault behind."""
    folder = tmp_path_factory.mktemp("explorer")
    reader = Reader(browser, folder / "armistice.html", DOCS)
    yield reader
    reader.context.close()
    assert reader.faults == []


def other(browser: Any, tmp_path: Path, docs: ka.Collection, **options: Any) -> Reader:
    """Open the explorer of another collection, or otherwise."""
    return Reader(browser, tmp_path / "other.html", docs, **options)


# --- what is asked -------------------------------------------------------------------------


def test_folding(reader: Reader) -> None:
    """Every character is folded in the page as in the library."""
    chars = [
        char
        for char in map(chr, range(sys.maxunicode + 1))
        # Cherokee folds to capitals in Python: both ways of writing a word still fold alike.
        if unicodedata.category(char) not in ("Cs", "Cn")
        and "CHEROKEE" not in unicodedata.name(char, "")
    ]
    found = reader.asks("chars => chars.map(char => fold(`a${char}b`))", chars)
    wrong = [
        (hex(ord(char)), mine, theirs)
        for char, mine in zip(chars, found, strict=True)
        if mine != (theirs := fold(f"a{char}b"))
    ]
    assert wrong == []
    texts = [t for doc in DOCS for t in (doc.title, doc.summary or "")]
    texts += [s for actor in DOCS.actors for s in (actor.name, *actor.aliases)]
    texts += [unicodedata.normalize("NFD", "Müller’s Décision, République đặng Ёлка й")]
    texts += ["U.S.A. and the U.N.", "don’t_know snake_case", "Straße ΣΊΣΥΦΟΣ İı", "e\u0301\u0301"]
    assert reader.asks("texts => texts.map(foldWords)", texts) == list(map(fold_words, texts))
    assert reader.asks("texts => texts.map(fold)", texts) == list(map(fold, texts))


DATES = st.one_of(
    st.dates().map(str),
    st.dates().map(lambda day: f"{day:%B} {day.day}, {day.year:04}"),
    st.dates().map(lambda day: f"{day.day} {day:%B} {day.year:04}".lower()),
    st.dates().map(lambda day: f"{day:%B}, {day.year:04}"),
    st.from_regex(r"\A(\.\.|[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)(/(\.\.|[0-9]{4}(-[0-9]{2})?))?\Z"),
    st.text("0123456789-/. JulyFebruary,٣", max_size=12),
)


def ends(text: str) -> dict[str, str | None] | None:
    """Read a date with the library, as the page's script would give it; None if refused."""
    try:
        span = as_span(text)
    except ka.InvalidDateError:
        return None
    first, last = (day.isoformat() if day else None for day in (span.first, span.last))
    return {"first": first, "last": last}


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(DATES, min_size=100, max_size=200))
def test_dates(reader: Reader, texts: list[str]) -> None:
    """A date is read, or refused, in the page as in the library."""
    code = "texts => texts.map(text => { try { return readSpan(text) } catch { return null } })"
    assert reader.asks(code, texts) == list(map(ends, texts))


VIEWS = st.fixed_dictionaries(
    {},
    optional={
        "since": st.sampled_from(["1953", "1953-07", "1953-07-27", "July 1953", "27 July 1953", "../1953", "x"]),
        "until": st.sampled_from(["1953-07", "July 27, 1953", "1954", "1953-06-30", "1953-02-30"]),
        "actor": st.sampled_from([*NAMES, "Molotv", "Kim"]),
        "role": st.sampled_from(ROLES),
        "origin": st.sampled_from([*STATES, "?", "Molotov"]),
        "kind": st.sampled_from(["telegram", "letter", "decision", "?", "novel"]),
        "q": st.sampled_from(["armistice", "KOREAN war", "mutual defense", "Syngman Rhee’s", "zebra", "?!", "U.S."]),
    },
)  # fmt: skip


def answered(view: dict[str, str]) -> ka.Collection | None:
    """Ask the library what a view asks; None where it refuses."""
    docs = DOCS
    try:
        if "since" in view or "until" in view:
            docs = docs.by_date(between(view.get("since"), view.get("until")))
        if "role" in view and "actor" not in view:
            return None
        if "actor" in view:
            docs = docs.by_actor(view["actor"], role=cast("ka.Role", view.get("role")))
        if view.get("origin") == "?":
            docs = docs.where(lambda doc: doc.origin is None)
        elif "origin" in view:
            docs = docs.by_origin(view["origin"])
        if "kind" in view:
            if view["kind"] not in {"?", *(doc.kind for doc in DOCS)}:
                return None  # the page says so beside the field
            docs = docs.where(lambda doc: (doc.kind or "?") == view["kind"])
        return docs.search(view["q"]) if "q" in view else docs
    except (ka.ArmisticeError, ValueError):
        return None


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(VIEWS, min_size=20, max_size=40))
def test_filters_combined(reader: Reader, views: list[dict[str, str]]) -> None:
    """Any filters together give the documents that the library gives, or no answer with it."""
    code = """views => views.map(view => {
        const { found, faults } = answer(view);
        return [found.map(doc => doc.id), Object.keys(faults).length > 0];
    })"""
    for view, (found, refused) in zip(views, reader.asks(code, views), strict=True):
        docs = answered(view)
        assert refused is (docs is None), view
        assert found == [doc.id for doc in docs or ()], view


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(VIEWS)
def test_the_python_query(reader: Reader, view: dict[str, str]) -> None:
    """The Python query in the page, run, gives the documents of the view or refuses as it does."""
    code = reader.asks("view => pythonOf(view)", view)
    names: dict[str, Any] = {}
    docs = None if "role" in view and "actor" not in view else answered(view)
    try:
        exec(code, {}, names)
    except (ka.ArmisticeError, ValueError):
        assert docs is None
    else:
        assert docs is None or names["docs"] == docs


def test_the_form(reader: Reader) -> None:
    """Each field of the form narrows the list at once, and the count is said aloud."""
    reader.go()
    page = reader.page
    assert reader.listed() == [doc.id for doc in DOCS]
    steps: list[tuple[str, str, ka.Collection]] = [
        ("since", "1953-07", (docs := DOCS.by_date(since="1953-07"))),
        ("until", "29 July 1953", (docs := docs.by_date(until="1953-07-29"))),
        ("actor", "Мао Цзэдун", docs.by_actor("Mao")),
        ("actor", "Malenkov", (docs := docs.by_actor("Malenkov"))),
        ("role", "recipient", (docs := docs.by_actor("Malenkov", role="recipient"))),
        ("origin", "soviet-union", (docs := docs.by_origin("USSR"))),
        ("kind", "telegram", docs),
        ("q", "no such words", docs[:0]),
        ("q", "chairman", docs.search("chairman")),
    ]
    for field, value, expected in steps:
        control = page.locator(f"#{field}")
        if field in ("role", "origin", "kind"):
            control.select_option(value)
        else:
            control.fill(value)
        assert reader.listed() == [doc.id for doc in expected], (field, value)
        assert page.locator("#said").inner_text() == f"{len(expected)} of 20 documents"
    page.get_by_role("button", name="Clear all").click()
    assert reader.listed() == [doc.id for doc in DOCS]
    assert reader.asks("location.hash") == ""  # "#" alone is no state


def test_refusals(reader: Reader) -> None:
    """What the library refuses, the form refuses in words beside the field; it never guesses."""
    reader.go(actor="Molotv", since="1953-07-27", until="1953-06")
    page = reader.page
    assert "Vyacheslav Molotov" in page.locator("#fault-actor").inner_text()
    assert "ends before it begins" in page.locator("#fault-since").inner_text()
    assert page.locator("#actor").get_attribute("aria-invalid") == "true"
    assert reader.listed() == []
    page.locator("#actor").fill("")
    page.locator("#until").fill("")
    assert page.locator("#fault-actor").inner_text() == ""
    assert reader.listed() == [doc.id for doc in DOCS.by_date(since="1953-07-27")]
    reader.go(kind="novel")
    assert "“novel”" in page.locator("#fault-kind").inner_text()
    assert reader.listed() == []


def test_typing_is_not_interrupted(reader: Reader) -> None:
    """Half a name changes nothing yet; Enter asks, and then a wrong name is refused."""
    reader.go()
    field = reader.page.locator("#actor")
    field.press_sequentially("Molotov")
    assert reader.listed() == [doc.id for doc in DOCS.by_actor("Molotov")]
    field.fill("Molotv")
    field.press("Enter")
    assert "Vyacheslav Molotov" in reader.page.locator("#fault-actor").inner_text()
    assert reader.listed() == []


@pytest.mark.parametrize(("field", "typed"), [("q", "armistice"), ("actor", "Molotov")])
def test_the_first_click_after_typing(reader: Reader, field: str, typed: str) -> None:
    """A link pressed while a field is being written in is followed, at the first click."""
    reader.go()
    page = reader.page
    page.locator(f"#{field}").press_sequentially(typed)
    first = page.locator(".documents h3 a").first
    title = first.inner_text()
    box = first.bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.wait_for_timeout(80)  # a hand needs so long
    page.mouse.up()
    reader.arrives("h2", title)


def test_a_link_fills_the_form(reader: Reader) -> None:
    """A link followed while a field is written in fills the form, and is not written over."""
    reader.go()
    page = reader.page
    page.locator("#q").press_sequentially("Rhee")
    reader.asks("location.hash = '#origin=poland'")
    page.wait_for_function("() => document.getElementById('q').value === ''")
    page.locator("#since").focus()
    assert reader.listed() == [doc.id for doc in DOCS.by_origin("Poland")]
    assert reader.asks("location.hash") == "#origin=poland"


def test_a_selection_says_so(browser: Any, tmp_path: Path) -> None:
    """The header of a selection's page tells that it is one, and of how many."""
    reader = other(browser, tmp_path, DOCS.by_actor("Mao"))
    assert "a selection, 1 of 20" in reader.page.locator("#subtitle").inner_text()
    assert reader.faults == []


def test_a_view_is_a_link(reader: Reader) -> None:
    """The address of a view, opened anew, shows the same view, form and all."""
    reader.go()
    reader.page.locator("#actor").fill("Kim & Söhne #1")
    reader.page.locator("#actor").fill("金日成")
    reader.page.locator("#q").fill("armistice")
    listed, address = reader.listed(), reader.asks("location.hash")
    assert listed == [doc.id for doc in DOCS.by_actor("金日成").search("armistice")]
    reader.page.goto("about:blank")
    reader.page.goto(reader.address + address)
    assert reader.listed() == listed
    assert reader.page.locator("#actor").input_value() == "金日成"
    reader.go(doc="no-such-id")
    assert (
        "There is no document with the id “no-such-id” here."
        in reader.page.locator("#main").inner_text()
    )


# --- the evidence --------------------------------------------------------------------------


def test_every_claim_lights_its_words(reader: Reader) -> None:
    """Of every claim in the collection, the first place of exactly its quote lights up."""
    places = {"title": "h2", "summary": ".text"}
    for doc in DOCS:
        for number, claim in enumerate(doc.claims, 1):
            reader.go(doc=doc.id, claim=number)
            [mark] = reader.page.locator("mark").all()
            assert mark.evaluate("mark => mark.textContent") == claim.quote
            place = places.get(claim.field, ".texts li:has(mark)")
            block = reader.page.locator(f".words {place}").first
            before = block.evaluate(
                "block => { const r = document.createRange(); r.selectNodeContents(block);"
                " r.setEndBefore(block.querySelector('mark')); return [r.toString(), block.textContent] }"
            )
            assert before[1].index(claim.quote) == len(before[0])
            assert before[1] in (doc.title, doc.summary, *doc.record.seen, *doc.notes)


def test_choosing_and_letting_go(reader: Reader) -> None:
    """A click lights a claim, another puts it out; a screen reader is told both times."""
    doc = DOCS["1953-07-27-report-malenkov-to-kim-il-sung"]
    reader.go(doc=doc.id)
    page = reader.page
    assert page.locator("mark").count() == 0
    buttons = page.locator("button.claim")
    assert buttons.count() == len(doc.claims)
    for number, claim in enumerate(doc.claims):
        buttons.nth(number).click()
        assert page.locator("mark").inner_text() == claim.quote
        assert buttons.nth(number).get_attribute("aria-pressed") == "true"
        assert page.locator("button.claim[aria-pressed=true]").count() == 1
        assert claim.quote in page.locator("#said").inner_text()
    buttons.nth(len(doc.claims) - 1).click()
    assert page.locator("mark").count() == 0


def test_what_is_inferred_is_seen(reader: Reader) -> None:
    """An inferred claim looks different without colour, says so, and gives its reason."""
    for doc in DOCS:
        reader.go(doc=doc.id)
        items = reader.page.locator(".claims li")
        for number, claim in enumerate(doc.claims):
            item = items.nth(number)
            text = item.inner_text()
            inferred = claim.basis == "inferred"
            assert ("inferred" in text) is inferred
            assert claim.role in text
            assert claim.actor.name in text
            assert (claim.note or "") in text
            style = item.evaluate("item => getComputedStyle(item).borderLeftStyle")
            assert style == ("dashed" if inferred else "solid")


def test_a_record_is_whole(reader: Reader) -> None:
    """A document's page has its title, summary, record and notes, to the character."""
    for doc in DOCS:
        reader.go(doc=doc.id)
        words = reader.page.locator(".words")
        shown = words.evaluate(
            "words => [...words.querySelectorAll('h2, .text, dd, li')].map(x => x.textContent)"
        )
        known = [getattr(doc.record, name) for name in (
            "url", "record_id", "archive", "reference", "language", "classification", "donor",
            "obtained_by", "obtained_for", "translated_by", "translated_for",
        )]  # fmt: skip
        assert {doc.title, doc.summary, *known, *doc.record.seen, *doc.notes} - {None} <= set(shown)
        assert reader.page.title() == f"{doc.title} – Korean War Armistice"


def test_an_actor_is_whole(reader: Reader) -> None:
    """An actor's page has all spellings, years, Wikidata where verified, and the documents."""
    for actor in DOCS.actors:
        reader.go(about=actor.id)
        main = reader.page.locator("#main")
        assert main.locator(".spellings li").all_inner_texts() == [actor.name, *actor.aliases]
        assert actor.years in main.inner_text()
        links = main.locator("a[href*='wikidata']").evaluate_all("links => links.map(a => a.href)")
        known = actor.wikidata and f"https://www.wikidata.org/wiki/{actor.wikidata}"
        assert links == ([known] if known else [])
        hrefs = main.locator(".roles a").evaluate_all(
            "links => links.map(a => a.getAttribute('href'))"
        )
        ids = {parse_qs(href[1:])["doc"][0] for href in hrefs}
        assert ids == {doc.id for doc in DOCS.by_actor(actor)}
        assert main.locator(".roles .quote").count() == len(DOCS.claims(actor))


def test_all_actors_are_listed(reader: Reader) -> None:
    """The list of actors leads to each, with the number of its documents."""
    reader.go(actors="all")
    listed = reader.page.locator(".actors li").all_inner_texts()
    for actor in DOCS.actors:
        count = len(DOCS.by_actor(actor))
        assert any(actor.name in text and f"{count} document" in text for text in listed)
    assert len(listed) == len(DOCS.actors)


# --- taking it along -----------------------------------------------------------------------


def copied(reader: Reader, label: str) -> str:
    """Open one of the samples, press its button, and read the clipboard."""
    sample = reader.page.locator(".take details", has_text=label)
    if sample.get_attribute("open") is None:
        sample.locator("summary").click()
    sample.get_by_role("button").click()
    sample.get_by_text(f"{label} copied").wait_for()
    return str(reader.asks("navigator.clipboard.readText()"))


def test_copying(browser: Any, tmp_path: Path) -> None:
    """The buttons copy the citation, BibTeX and Python of just what is shown."""
    permissions = ["clipboard-read", "clipboard-write"]
    reader = other(browser, tmp_path, DOCS, permissions=permissions)
    reader.go(origin="Poland", until="1953-07")
    docs = DOCS.by_origin("Poland").by_date(until="1953-07")
    assert copied(reader, "Citation") == docs.cite()
    assert copied(reader, "BibTeX").split() == to_bibtex(docs).split()
    names: dict[str, Any] = {}
    exec(copied(reader, "Python query"), {}, names)
    assert names["docs"] == docs
    reader.go(doc=docs[0].id, claim=2)
    assert copied(reader, "Citation") == docs[0].cite()
    assert copied(reader, "BibTeX").split() == to_bibtex(docs[:1]).split()
    exec(copied(reader, "Python query"), {}, names)
    assert (names["doc"], names["claim"]) == (docs[0], docs[0].claims[1])
    reader.go(about="mao-zedong")
    exec(copied(reader, "Python query"), {}, names)
    assert names["docs"] == DOCS.by_actor("Mao")
    reader.go()
    assert copied(reader, "Citation") == DOCS.cite()
    assert reader.faults == []


# --- the timeline --------------------------------------------------------------------------


def marks(reader: Reader) -> list[tuple[str, dict[str, float]]]:
    """Read each mark's document and place."""
    links = reader.page.locator(".marks a")
    found = links.evaluate_all(
        "links => links.map(a => [a.getAttribute('href'), a.getBoundingClientRect().toJSON()])"
    )
    return [(parse_qs(href[1:])["doc"][0], box) for href, box in found]


@pytest.mark.parametrize("width", [320, 1280, 2400])
def test_true_scale(browser: Any, tmp_path: Path, width: int) -> None:
    """Marks stand where their days are, none upon another, whatever the width."""
    reader = other(browser, tmp_path, DOCS, viewport={"width": width, "height": 900})
    found = marks(reader)
    assert {doc for doc, _ in found} == {doc.id for doc in DOCS}
    days = {doc.id: cast("date", doc.date.first).toordinal() for doc in DOCS}
    points = sorted((days[doc], box["x"] + box["width"] / 2) for doc, box in found)
    (first, left), (last, right) = points[0], points[-1]
    for day, x in points:
        assert x == pytest.approx(left + (day - first) * (right - left) / (last - first), abs=1)
    armistice = reader.page.locator(".armistice").bounding_box()
    signed = date(1953, 7, 27).toordinal()
    assert armistice["x"] == pytest.approx(
        left + (signed - first) * (right - left) / (last - first), abs=2
    )
    boxes = [box for _, box in found]
    for at, one in enumerate(boxes):
        assert min(one["width"], one["height"]) >= 24
        for two in boxes[at + 1 :]:
            apart = abs(one["x"] - two["x"]) >= 23.5 or abs(one["y"] - two["y"]) >= 23.5
            assert apart, (one, two)
    assert reader.asks("document.documentElement.scrollWidth") <= width
    assert reader.faults == []


def test_a_month_and_an_open_date(browser: Any, tmp_path: Path) -> None:
    """A date that is a month or open is a bar as long as its days; a year asked for zooms in."""
    data = content()
    days = ["1953-06/1953-08", "1953-07", "1953-07-10", "1953-07-20/.."]
    data["documents"] = [{"id": f"d{at}", "date": day, "title": day} for at, day in enumerate(days)]
    reader = other(browser, tmp_path, collection(data))
    width = {doc: box["width"] for doc, box in marks(reader)}
    assert width["d0"] > width["d1"] > width["d2"] == 24
    assert width["d0"] / width["d1"] == pytest.approx(92 / 31, rel=0.02)
    reader.go(since="1953-07-20", until="1953-07-21")
    assert {doc for doc, _ in marks(reader)} == {"d0", "d1", "d3"}
    reader.go(since="1953-08-15")
    assert {doc for doc, _ in marks(reader)} == {"d0", "d3"}
    assert reader.faults == []


def test_many_origins(browser: Any, tmp_path: Path) -> None:
    """Each of forty origins has a colour and shape that no other has."""
    data = content()
    data["actors"] = [{"id": f"s{at}", "name": f"State {at}", "kind": "state"} for at in range(40)]
    data["documents"] = [
        {
            "id": f"d{at}",
            "date": "1953-07-27",
            "title": f"State {at}",
            "claims": [{"actor": f"s{at}", "role": "origin", "basis": "stated", "field": "title", "quote": f"State {at}"}],
        }
        for at in range(40)
    ]  # fmt: skip
    reader = other(browser, tmp_path, collection(data))
    symbols = reader.page.locator("#legend svg").evaluate_all(
        "all => all.map(svg => svg.getAttribute('class') + svg.firstChild.getAttribute('href'))"
    )
    assert len(set(symbols)) == len(symbols) == 40
    # So many on one day are drawn small, and the list is not pushed off the screen.
    assert reader.page.locator("#timeline").bounding_box()["height"] < 400
    assert reader.faults == []


def test_empty_and_undated_ends(browser: Any, tmp_path: Path) -> None:
    """A collection without a document has a page that says so, and no timeline."""
    reader = other(browser, tmp_path, DOCS[:0])
    assert "0 of 0 documents" in reader.page.locator("#main").inner_text()
    assert not reader.page.locator(".timeline").is_visible()
    assert reader.faults == []


def test_a_large_collection(browser: Any, tmp_path: Path) -> None:
    """Of two thousand documents the list shows 200 and more on request; all can be found."""
    data = content()
    data["documents"] = [
        {
            "id": f"d{at}",
            "date": date.fromordinal(712_000 + at // 3).isoformat(),
            "title": f"Number {at}",
        }
        for at in range(2_000)
    ]
    reader = other(browser, tmp_path, collection(data))
    assert len(reader.listed()) == 200
    assert reader.page.locator("#said").inner_text().endswith(", the first 200 listed")
    reader.page.get_by_role("button", name="Show 200 more").press("Enter")
    assert len(reader.listed()) == 400
    assert reader.focused() == "Number 200"
    reader.page.locator("#q").fill("1999")
    assert reader.listed() == ["d1999"]
    assert reader.faults == []


# --- for everybody -------------------------------------------------------------------------


def test_keyboard_alone(reader: Reader) -> None:
    """From the first Tab to a lit claim and back, the keyboard is enough, and never lost."""
    reader.go()
    page = reader.page
    page.keyboard.press("Tab")
    assert reader.focused() == "Skip to the documents"
    page.keyboard.press("Enter")
    assert reader.focused() == "20 of 20 documents"
    page.keyboard.press("Tab")
    assert reader.focused() == DOCS[0].title
    page.keyboard.press("Enter")
    reader.arrives("h2", DOCS[0].title)
    for _ in range(20):
        page.keyboard.press("Tab")
        if reader.asks("document.activeElement.className") == "claim":
            break
    page.keyboard.press("Space")
    assert page.locator("mark").inner_text() == DOCS[0].claims[0].quote
    assert reader.asks("document.activeElement.className") == "claim"
    page.go_back()
    reader.arrives("h3 a", DOCS[0].title)
    assert reader.listed() == [doc.id for doc in DOCS]
    page.locator("#origin").focus()
    page.keyboard.press("ArrowDown")
    assert reader.listed() == [doc.id for doc in DOCS.by_origin("USSR")]
    outline = page.locator("#origin").evaluate("select => getComputedStyle(select).outlineStyle")
    assert outline == "solid"


def test_every_control_is_reached(reader: Reader) -> None:
    """Tab reaches each link, field and button of the page, in the order they are read."""
    reader.go(origin="Poland")
    wanted = reader.asks(
        "[...document.querySelectorAll('a[href], button, input, select, summary')]"
        ".filter(x => x.checkVisibility()).length"
    )
    reached = 0
    reader.page.keyboard.press("Tab")
    while reader.asks("document.activeElement !== document.body") and reached < 200:
        reached += 1
        reader.page.keyboard.press("Tab")
    assert reached == wanted


VIEWED = {
    "documents": {}, "filtered": {"origin": "USSR", "q": "armistice"}, "refused": {"actor": "Molotv"},
    "document": {"doc": DOCS[2].id, "claim": 2}, "actors": {"actors": "all"},
    "actor": {"about": "kim-il-sung"}, "lost": {"doc": "none"},
}  # fmt: skip


@pytest.mark.parametrize("view", VIEWED.values(), ids=VIEWED)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_accessible(
    browser: Any, tmp_path: Path, view: dict[str, Any], scheme: str, width: int
) -> None:
    """axe-core finds no violation of WCAG 2.2 AA nor of good practice, and nothing overflows."""
    assert AXE.exists(), "the browser tests need axe-core: npm install --prefix tests/node"
    size = {"width": width, "height": 900}
    reader = other(browser, tmp_path, DOCS, viewport=size, color_scheme=scheme)
    reader.go(**view)
    reader.asks("for (const part of document.querySelectorAll('details')) part.open = true")
    reader.asks(AXE.read_text("utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = reader.asks("tags => axe.run({ runOnly: tags })", tags)
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []
    assert len(found["passes"]) > 20
    assert reader.asks("document.documentElement.scrollWidth") <= width
    assert reader.faults == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "style",
    [
        "html { font-size: 200% }",
        "* { letter-spacing: .12em !important; word-spacing: .16em !important;"
        " line-height: 1.5 !important }",
    ],
    ids=["twice as large", "spaced"],
)
def test_larger_text(browser: Any, tmp_path: Path, width: int, style: str) -> None:
    """With the reader's own size and spacing of text, no label is cut off or upon another."""
    reader = other(browser, tmp_path, DOCS, viewport={"width": width, "height": 900})
    reader.asks(
        "css => { const [ours] = document.styleSheets; ours.insertRule(css, ours.cssRules.length) }",
        style,
    )
    reader.asks("redraw()")
    cut = reader.asks(
        "[...document.querySelectorAll('label, .armistice-label')]"
        ".filter(x => x.scrollWidth > x.clientWidth + 1).map(x => x.textContent)"
    )
    assert cut == []
    boxes = reader.page.locator(".tick").evaluate_all(
        "all => all.map(tick => tick.getBoundingClientRect().toJSON())"
    )
    assert all(one["right"] <= two["left"] for one, two in pairwise(boxes))
    bottom = reader.page.locator("#timeline").bounding_box()
    assert max((box["bottom"] for box in boxes), default=0) <= bottom["y"] + bottom["height"]
    label = reader.page.locator(".armistice-label").bounding_box()
    assert all(box["y"] >= label["y"] + label["height"] for _, box in marks(reader))


def test_forced_colours(browser: Any, tmp_path: Path) -> None:
    """Where the system forces its colours, the chosen mark and thin marks are still seen."""
    reader = other(browser, tmp_path, DOCS, forced_colors="active")
    reader.go(doc=DOCS[2].id)
    current = reader.page.locator(".marks a[aria-current]")
    assert current.evaluate("a => getComputedStyle(a).outlineStyle") == "solid"
    colours = reader.asks(
        "['thin', 'thin chosen'].map(name => getComputedStyle(document.body.appendChild("
        "el('span', { class: name }))).backgroundColor).concat("
        "getComputedStyle(document.body).backgroundColor)"
    )
    assert len(set(colours)) == 3


def test_evidence_is_in_sight(browser: Any, tmp_path: Path) -> None:
    """A link to a claim shows the words that prove it, also on a small screen."""
    reader = other(browser, tmp_path, DOCS, viewport={"width": 320, "height": 568})
    doc = max(DOCS, key=lambda doc: len(doc.summary or ""))
    for number, _ in enumerate(doc.claims, 1):
        reader.go(doc=doc.id, claim=number)
        box = reader.page.locator("mark").bounding_box()
        assert 0 <= box["y"] <= 568


def test_hearing_the_structure(reader: Reader) -> None:
    """A screen reader has landmarks with names, one first heading, and no level is left out."""
    for view in VIEWED.values():
        reader.go(**cast("dict[str, Any]", view))
        levels = reader.asks(
            "[...document.querySelectorAll('h1, h2, h3, h4')].filter(x => x.checkVisibility())"
            ".map(x => Number(x.tagName[1]))"
        )
        assert levels.count(1) == 1
        assert all(two - one <= 1 for one, two in pairwise(levels))
        tree = reader.page.locator("body").aria_snapshot()
        assert "main" in tree
        assert 'navigation "Views"' in tree


def test_printing(reader: Reader) -> None:
    """On paper there are the documents and their claims, without the controls."""
    reader.go(doc=DOCS[2].id, claim=2)
    reader.page.emulate_media(media="print")
    assert not reader.page.locator("nav").first.is_visible()
    assert not reader.page.locator("#questions").is_visible()
    assert reader.page.locator(".claims li").count() == len(DOCS[2].claims)
    assert reader.page.locator("mark").is_visible()
    # A sheet is narrower than the screen that the timeline was drawn for.
    right = reader.asks(
        "() => { const timeline = document.getElementById('timeline'); timeline.style.width = '600px';"
        " const last = [...document.querySelectorAll('.marks a')].at(-1).getBoundingClientRect().right"
        " - timeline.getBoundingClientRect().left; timeline.style.width = ''; return last }"
    )
    assert 500 < right <= 600
    assert reader.page.pdf()[:5] == b"%PDF-"
    reader.go(origin="poland", since="1953-07")
    printed = reader.page.locator(".asked")
    assert printed.inner_text().splitlines() == ["From: 1953-07", "Origin: poland"]
    reader.go(about="kim-il-sung")
    assert reader.page.get_by_text("Wikidata Q41117").is_visible()
    reader.page.emulate_media(media="screen")
    reader.go(origin="poland")
    assert not printed.is_visible()


# --- hostile data --------------------------------------------------------------------------


def test_markup_stays_text(browser: Any, tmp_path: Path) -> None:
    """Markup in every field is shown as text in every view, and nothing of it runs."""
    docs = hostile(MARKUP)
    reader = other(browser, tmp_path, docs)
    reader.asks("window.hacked = () => { document.body.dataset.hacked = 'yes' }")
    views: list[dict[str, Any]] = [{}, {"actors": "all"}]
    views += [{"about": actor.id} for actor in docs.root.actors]
    views += [{"doc": doc.id, "claim": number} for doc in docs for number in range(4)]
    seen = ""
    for view in views:
        reader.go(**view)
        reader.asks("for (const part of document.querySelectorAll('details')) part.open = true")
        assert reader.page.locator("img, b:not(.reason b), body script[src]").count() == 0
        assert reader.asks("document.body.dataset.hacked") is None
        seen += reader.page.locator("body").evaluate("body => body.textContent")
    assert seen.count(MARKUP) > 20
    assert reader.faults == []


def test_the_direction_of_writing(browser: Any, tmp_path: Path) -> None:
    """A character that turns writing round turns round its own text, not the page's words."""
    reader = other(browser, tmp_path, hostile("abc\u202edef"))
    places = """([selector, text]) => {
      const found = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
      while (found.nextNode()) {
        const at = found.currentNode.data.indexOf(text);
        if (at < 0) continue;
        const range = document.createRange();
        const x = (offset) => {
          range.setStart(found.currentNode, at + offset);
          range.setEnd(found.currentNode, at + offset + 1);
          return range.getBoundingClientRect().x;
        };
        return [x(0), x(text.length - 1)];
      }
    }"""
    doc = reader.asks("DOCUMENTS.find((doc) => doc.claims.length).id")
    reader.go(doc=doc)
    for selector, text in (
        (".subtitle", "catalogue"),
        (".claims", "title"),
        (".badge", "inferred"),
    ):
        first, last = reader.asks(places, [selector, text])
        assert first < last, selector
    assert reader.faults == []


def test_a_hostile_address(reader: Reader) -> None:
    """Nonsense in the address is refused in words, or passed over; it is never run."""
    for text in (MARKUP, "%", "%E0%A4%A", "__proto__", "\0", "a" * 100_000):
        for key in ("doc", "claim", "about", "actor", "since", "origin", "kind", "q", "x"):
            reader.go(**{key: text})
            assert reader.page.locator("#main h2").count() == 1
            assert reader.page.locator("img").count() == 0
    reader.page.goto("about:blank")
    reader.page.goto(f"{reader.address}#%E0%A4%A&doc=%ZZ")
    assert reader.page.locator("#main h2").count() == 1


def test_a_claim_there_is_not(reader: Reader) -> None:
    """The number of a claim that the document does not have is not in the Python query."""
    reader.go(doc=DOCS[0].id, claim=99)
    assert "doc.claims" not in reader.page.locator("#take pre").last.text_content()


def test_data_island(reader: Reader) -> None:
    """The page's own data, taken out of a browser, is the file that `read` takes."""
    text = reader.asks("document.getElementById('collection').textContent")
    assert ka.read(json.dumps(json.loads(text)).encode()) == DOCS
