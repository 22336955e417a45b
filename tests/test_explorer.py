"""The explorer in a real browser: what a reader sees, chooses, hears and downloads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs

import pytest

import korean_armistice as ka
from korean_armistice.export.citations import to_bibtex, to_csl
from korean_armistice.export.tables import to_csv
from korean_armistice.export.web import to_html

from .browsing import Reader, browser, made, reader, violations
from .samples import hostile

__all__ = ["browser", "reader"]

pytestmark = pytest.mark.browser

DOCS = ka.load()
LINKED = [doc for doc in DOCS if doc.links]
MARKUP = "</script><img src=x onerror=hacked()><b>bold</b>&amp;{{script}}<!--<script>\"'`${1}"
PHONE = {"width": 320, "height": 568}


@pytest.fixture
def other(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """Open the explorer of another collection, or otherwise; it may leave no fault behind."""
    readers: list[Reader] = []

    def opened(docs: ka.Collection, **options: Any) -> Reader:
        readers.append(Reader(browser, tmp_path / f"{len(readers)}.html", docs, **options))
        return readers[-1]

    yield opened
    for each in readers:
        each.context.close()
        assert each.faults == []


def days(count: int, first: str = "1900-01-01", step: int = 1) -> list[dict[str, Any]]:
    """Make documents of days that follow one another."""
    start = date.fromisoformat(first)
    return [{"date": str(start + timedelta(days=at * step))} for at in range(count)]


def state(key: str) -> dict[str, str]:
    """Make a state."""
    return {"id": key, "name": f"State {key}", "kind": "state"}


def origin(key: str, quote: str = "Title") -> dict[str, str]:
    """Claim a state as the origin."""
    return {"role": "origin", "actor": key, "field": "title", "quote": quote, "basis": "stated"}


# Questions


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
        ("kind", "telegram", (docs := docs.by_kind("telegram"))),
        ("basis", "stated", (docs := docs.by_actor("Malenkov", role="recipient", basis="stated"))),
        ("q", "no such words", docs[:0]),
        ("q", "chairman", docs.search("chairman")),
    ]
    for field, value, expected in steps:
        control = page.locator(f"#{field}")
        if field in ("role", "origin", "kind", "basis"):
            control.select_option(value)
        else:
            control.fill(value)
        assert reader.listed() == [doc.id for doc in expected], (field, value)
        assert page.locator("#said").inner_text() == f"{len(expected)} of {len(DOCS)} documents"
    page.get_by_role("button", name="Clear all").click()
    assert reader.listed() == [doc.id for doc in DOCS]


def test_a_role_without_an_actor_is_answered(reader: Reader) -> None:
    """A role alone keeps the documents in which anybody has it."""
    reader.go(role="copied")
    assert reader.listed() == sorted({claim.document for claim in DOCS.claims(role="copied")})
    assert reader.listed()


def test_refusals(reader: Reader) -> None:
    """What the library refuses is refused in words, and a suggestion can be clicked."""
    reader.go(actor="Molotv", since="1953-07-27", until="1953-06")
    page = reader.page
    assert "ends before it begins" in page.locator("#fault").inner_text()
    assert page.locator("#actor").get_attribute("aria-invalid") == "true"
    assert "fault" in (page.locator("#actor").get_attribute("aria-describedby") or "")
    assert reader.listed() == []
    page.locator("#until").fill("")
    page.locator("#fault").get_by_role("button", name="Vyacheslav Molotov").click()
    expected = DOCS.by_actor("Molotov").by_date(since="1953-07-27")
    assert reader.listed() == [doc.id for doc in expected]
    assert page.locator("#actor").input_value() == "Vyacheslav Molotov"
    reader.go(kind="telegramm")
    page.locator("#fault").get_by_role("button", name="telegram", exact=True).click()
    assert reader.listed() == [doc.id for doc in DOCS.by_kind("telegram")]


def test_refusals_move_nothing(reader: Reader) -> None:
    """When a name is refused, form and timeline stay where and as high as they were."""
    reader.go()
    places = """() => ["questions", "timeline-fold", "main"].map((id) => {
        const { top, height } = document.getElementById(id).getBoundingClientRect();
        return id === "main" ? top : [top, height];
    })"""
    before = reader.asks(places)
    reader.page.locator("#actor").fill("Nobody at all")
    reader.page.locator("#actor").press("Enter")
    assert "Nobody at all" in reader.page.locator("#fault").inner_text()
    assert reader.asks(places) == before


def test_typing_is_not_interrupted(reader: Reader) -> None:
    """Half a name changes nothing until Enter asks; then a wrong name is refused."""
    reader.go()
    field = reader.page.locator("#actor")
    field.press_sequentially("Molotov")
    assert reader.listed() == [doc.id for doc in DOCS.by_actor("Molotov")]
    field.fill("Molotv")
    assert reader.page.locator("#fault").count() == 0
    field.press("Enter")
    assert reader.page.locator("#fault").count() == 1


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
    page.wait_for_timeout(80)  # the time that a hand needs
    page.mouse.up()
    reader.arrives("h2", title)


def test_actors_are_offered_with_counts(reader: Reader) -> None:
    """The actor field offers names that begin with its text, and how many documents each would leave."""
    reader.go(origin="USSR")
    reader.page.locator("#actor").press_sequentially("kim")
    offered = reader.page.locator("#actors-alike option").evaluate_all(
        "all => all.map(option => [option.value, option.label])"
    )
    count = len(DOCS.by_origin("USSR").by_actor("Kim Il Sung"))
    assert ["Kim Il Sung", f"{count} documents"] in offered


def test_back_undoes_one_condition(reader: Reader) -> None:
    """Back takes away the last condition; what was typed into one field is one step."""
    reader.go()
    page = reader.page
    page.locator("#origin").select_option("poland")
    page.locator("#q").press_sequentially("report")
    both = DOCS.by_origin("Poland").search("report")
    assert reader.listed() == [doc.id for doc in both]
    page.go_back()
    page.wait_for_function("() => document.getElementById('q').value === ''")
    assert reader.listed() == [doc.id for doc in DOCS.by_origin("Poland")]
    page.go_back()
    page.wait_for_function("() => document.getElementById('origin').value === ''")
    assert reader.listed() == [doc.id for doc in DOCS]
    page.go_forward()
    page.wait_for_function("() => document.getElementById('origin').value === 'poland'")


def test_conditions_are_chips(reader: Reader) -> None:
    """Each condition is shown, and taken away by its button; the keyboard stays at the next."""
    reader.go(origin="USSR", q="armistice", role="author")
    chips = reader.page.locator(".chip").all_inner_texts()
    assert chips == ["Role: author ×", "Origin: Soviet Union ×", "Words: armistice ×", "Clear all"]
    reader.page.get_by_role("button", name="Take away Words: armistice").press("Enter")
    assert reader.address_of_view() == {"origin": "USSR", "role": "author"}
    assert reader.focused() == "Role: author ×"


def test_what_was_sought_is_lit(reader: Reader) -> None:
    """The words found are marked in titles and summaries, as whole words, whatever their accents."""
    reader.go(q="koréan armist")
    lit = {text.lower() for text in reader.page.locator("mark.hit").all_inner_texts()}
    assert lit == {"korean", "armistice"}
    reader.go(q='"korean war armistice"')
    lit = set(reader.page.locator("mark.hit").all_inner_texts())
    assert {text.lower() for text in lit} == {"korean war armistice"}


def test_words_in_excerpts_are_shown(reader: Reader) -> None:
    """Where all texts are searched, a document found by an excerpt shows that excerpt, lit."""
    found = DOCS.search("letterhead", within=("excerpt",)) - DOCS.search("letterhead")
    assert found
    reader.go(q="letterhead", within="everywhere")
    for doc in found:
        row = reader.page.locator(".documents li").filter(
            has=reader.page.locator(f"[id='row-{doc.id}']")
        )
        assert row.locator("mark.hit").first.text_content() == "letterhead"


def test_a_view_is_a_link(reader: Reader) -> None:
    """The address of a view, opened anew, shows the same view, form and all."""
    reader.go()
    reader.page.locator("#actor").fill("金日成")
    reader.page.locator("#q").fill("armistice")
    listed, view = reader.listed(), reader.address_of_view()
    assert listed == [doc.id for doc in DOCS.by_actor("金日成").search("armistice")]
    reader.go(**view)
    assert reader.listed() == listed
    assert reader.page.locator("#actor").input_value() == "金日成"
    reader.go(doc="no-such-id")
    assert "no document with the id “no-such-id”" in reader.page.locator("#main").inner_text()


# The evidence


def test_every_claim_lights_its_words(reader: Reader) -> None:
    """For every claim, exactly its quote is marked in the text, and shown with words around it."""
    for doc in DOCS:
        for number, claim in enumerate(doc.claims, 1):
            reader.turn(doc=doc.id, claim=number)
            here, there = reader.page.locator("article mark").all()
            claims = reader.page.locator("button.claim[aria-pressed=true] mark")
            assert claims.all_text_contents() == [claim.quote]
            assert [here.text_content(), there.text_content()] == [claim.quote, claim.quote]
            block = reader.page.locator(".words h2, .words .text, .rest .exact").filter(
                has=reader.page.locator("mark")
            )
            assert block.text_content() in doc.texts(claim.field)


def test_a_link_lights_both_sides(reader: Reader) -> None:
    """A link says what the document does to the other, and lights the words of both, at both ends."""
    assert LINKED
    for doc in LINKED:
        for number, link in enumerate(doc.links, 1):
            for here, key, verb, mine, theirs in (
                (doc.id, f"{number}", link.verb, link.quote, link.to_quote),
                (link.to, f"{doc.id}:{number}", link.inverse, link.to_quote, link.quote),
            ):
                reader.turn(doc=here, link=key)
                pressed = reader.page.locator("button.claim[aria-pressed=true]")
                assert pressed.locator("mark").all_text_contents() == [mine, theirs]
                assert verb in pressed.inner_text()
                lit = reader.page.locator(".words mark, .rest mark")
                assert lit.all_text_contents() == [mine]
    reader.page.get_by_role("link", name="Go to that document").click()
    reader.arrives("h2", DOCS[LINKED[-1].id].title)
    assert reader.page.locator("button.claim[aria-pressed=true] mark").count() == 2


def test_a_link_out_of_a_selection(other: Any) -> None:
    """Of a link to a document that is not in the page, the id and the words are shown."""
    doc = LINKED[0]
    reader = other(DOCS.select([doc]))
    reader.go(doc=doc.id, link=1)
    shown = reader.page.locator(".proofs").inner_text()
    for text in (doc.links[0].to, doc.links[0].to_quote, "not in this selection"):
        assert text in shown


def test_choosing_and_letting_go(reader: Reader) -> None:
    """A click marks the words of a claim, and another unmarks them; a screen reader is told."""
    doc = DOCS["1953-07-27-report-malenkov-to-kim-il-sung"]
    reader.go(doc=doc.id)
    page = reader.page
    assert page.locator("mark").count() == 0
    buttons = page.locator("button.claim")
    for number, claim in enumerate(doc.claims):
        buttons.nth(number).click()
        assert page.locator(".words mark, .rest mark").all_text_contents() == [claim.quote]
        assert page.locator("button.claim[aria-pressed=true]").count() == 1
        assert claim.quote in page.locator("#said").inner_text()
    buttons.nth(len(doc.claims) - 1).click()
    assert page.locator("mark").count() == 0


@pytest.mark.parametrize("width", [320, 390])
def test_claim_and_evidence_together_on_a_phone(other: Any, width: int) -> None:
    """On a phone a chosen claim shows actor, role and lit words at once, and the page stays."""
    reader = other(DOCS, viewport={"width": width, "height": 568})
    doc = max(DOCS, key=lambda doc: len(doc.claims))
    reader.go(doc=doc.id)
    for button in reader.page.locator("button.claim").all():
        button.scroll_into_view_if_needed()
        top = button.bounding_box()["y"]
        button.click()
        box, lit = button.bounding_box(), button.locator("mark").first.bounding_box()
        # The page moves only as far as needed to show the claim completely.
        assert box["y"] == pytest.approx(top, abs=1) or box["y"] + box["height"] > 568 - 40
        assert box["y"] >= 0
        assert lit["y"] + lit["height"] <= 568
        assert box["y"] <= lit["y"] <= box["y"] + box["height"]


def test_a_lit_line_covers_no_other(other: Any) -> None:
    """If marked words wrap, the marking of a line is not higher than the line."""
    reader = other(DOCS, viewport=PHONE)
    wrapped = 0
    for doc in DOCS:
        for number, claim in enumerate(doc.claims, 1):
            if claim.field != "title":
                continue
            reader.turn(doc=doc.id, claim=number)
            tops, stripe = reader.page.locator("h2 mark").evaluate(
                "mark => [[...mark.getClientRects()].map(rect => rect.top),"
                " parseFloat(getComputedStyle(mark).backgroundSize.split(' ')[1])]"
            )
            wrapped += len(tops) > 1
            assert all(two - one >= stripe for one, two in pairwise(tops))
    assert wrapped > 3


def test_what_is_inferred_is_seen(reader: Reader) -> None:
    """An inferred claim looks different without colour, says so, and gives its reason."""
    for doc in DOCS:
        reader.turn(doc=doc.id)
        items = (
            reader.page.locator(".claims")
            .first.locator("li")
            .evaluate_all(
                "items => items.map(item => [item.innerText, getComputedStyle(item).borderLeftStyle])"
            )
        )
        for (text, style), claim in zip(items, doc.claims, strict=True):
            inferred = claim.basis == "inferred"
            assert ("inferred" in text) is inferred
            assert style == ("dashed" if inferred else "solid")
            for part in (claim.role, claim.actor.name, claim.note or ""):
                assert part in text


def test_a_record_is_whole(reader: Reader) -> None:
    """A document's page has its texts, record, excerpts and notes, with their sources."""
    for doc in DOCS:
        reader.turn(doc=doc.id)
        article = reader.page.locator("article")
        shown = set(
            article.evaluate(
                "a => [...a.querySelectorAll('h2, .text, dd, .exact')].map(x => x.textContent)"
            )
        )
        record = doc.record
        known = [getattr(record, name) for name in (
            "url", "record_id", "archive", "reference", "language", "classification", "donor",
            "obtained_by", "obtained_for", "translated_by", "translated_for",
        )]  # fmt: skip
        texts = [text for field in ("excerpt", "note") for text in doc.texts(field)]
        assert {doc.title, doc.summary, *known, *texts} - {None} <= shown
        seen = article.inner_text()
        read = (*(e.source for e in doc.excerpts), *(n.source for n in doc.notes), record.source)
        assert all(source.name in seen for source in read if source)


def test_an_actor_is_whole(reader: Reader) -> None:
    """An actor's page has all spellings, years, addresses elsewhere, and the documents."""
    for actor in DOCS.actors:
        reader.turn(about=actor.id)
        main = reader.page.locator("#main")
        assert main.locator(".spellings li").all_inner_texts() == [actor.name, *actor.aliases]
        assert actor.years in main.inner_text()
        links = main.locator(".links a[href^=http]").evaluate_all(
            "links => links.map(a => a.getAttribute('href'))"
        )
        assert links == list(actor.same_as)
        hrefs = main.locator(".roles a").evaluate_all(
            "links => links.map(a => a.getAttribute('href'))"
        )
        assert {parse_qs(href[1:])["doc"][0] for href in hrefs} == {
            doc.id for doc in DOCS.by_actor(actor)
        }
        assert main.locator(".roles .quote").count() == len(DOCS.claims(actor))


def test_the_actors_of_what_was_found(reader: Reader) -> None:
    """The list of actors is that of the documents found, each with their number."""
    for view, docs in (({}, DOCS), ({"origin": "Poland"}, DOCS.by_origin("Poland"))):
        reader.go(actors="all", **view)
        listed = reader.page.locator(".actors li").all_inner_texts()
        assert len(listed) == len(docs.actors)
        for actor in docs.actors:
            count = len(docs.by_actor(actor))
            assert any(
                text.startswith(actor.name) and f"{count} document" in text for text in listed
            )


def test_about_the_collection(reader: Reader) -> None:
    """What the collection is, how its claims were made, and its sources are a page of their own."""
    reader.go()
    reader.page.get_by_role("link", name="About", exact=True).click()
    reader.arrives("h2", "About “Korean War Armistice”")
    shown = reader.page.locator("#main").inner_text()
    about = DOCS.about
    for text in (
        about.abstract,
        about.listing,
        about.annotations,
        about.edition,
        *(s.name for s in about.sources),
    ):
        assert " ".join((text or "").split()) in " ".join(shown.split())


# Copies and downloads


def test_copying(other: Any) -> None:
    """The buttons copy the citation, BibTeX and Python of just what is shown."""
    reader = other(DOCS, permissions=["clipboard-read", "clipboard-write"])

    def copied(label: str) -> str:
        reader.page.get_by_role("button", name=f"Copy {label}").click()
        reader.page.wait_for_function(
            "said => document.getElementById('said').textContent === said", arg=f"{label} copied"
        )
        return str(reader.asks("navigator.clipboard.readText()"))

    reader.go(origin="Poland", until="1953-07")
    docs = DOCS.by_origin("Poland").by_date(until="1953-07")
    assert copied("Citation") == docs.cite()
    assert copied("BibTeX") == to_bibtex(docs)
    names: dict[str, Any] = {}
    exec(copied("Python query"), {}, names)
    assert names["docs"] == docs
    reader.go(doc=docs[0].id, claim=2)
    assert copied("Citation") == docs[0].cite()
    exec(copied("Python query"), {}, names)
    assert (names["doc"], names["claim"]) == (docs[0], docs[0].claims[1])
    reader.go(about="mao-zedong")
    exec(copied("Python query"), {}, names)
    assert names["docs"] == DOCS.by_actor("Mao")


def test_downloads(reader: Reader) -> None:
    """Each file saved is the one that the library writes of the documents found."""
    reader.go(origin="Poland")
    docs = DOCS.by_origin("Poland")
    files = {"BibTeX": to_bibtex, "CSL-JSON": to_csl, "CSV": to_csv, "JSON": ka.dumps}
    for label, written in files.items():
        with reader.page.expect_download() as saved:
            reader.page.get_by_role("button", name=f"Download {label}", exact=True).click()
        assert Path(saved.value.path()).read_bytes().decode() == written(docs)


def test_print_has_the_citation(reader: Reader) -> None:
    """A print has the documents, the conditions and the citation, and no controls."""
    reader.go(origin="Poland", since="1953-07")
    page = reader.page
    page.emulate_media(media="print")
    docs = DOCS.by_origin("Poland").by_date(since="1953-07")
    assert page.locator("#printed").inner_text() == f"Cite as: {docs.cite()}"
    assert page.locator(".chips").inner_text().split("\n") == [
        "From: 1953-07",
        f"Origin: {docs[0].origin}",
    ]
    for hidden in ("nav", "#questions", ".take", ".hint", ".chip.all", "summary"):
        assert page.locator(hidden).first.is_hidden()
    assert page.pdf()[:5] == b"%PDF-"
    reader.turn(doc=DOCS[2].id, claim=2)
    assert page.locator(".claims").first.locator("li").count() == len(DOCS[2].claims)
    assert page.locator("mark").first.is_visible()
    page.emulate_media(media="screen")


# The timeline

STOPS = """() => [...document.querySelectorAll('#timeline a')].map(a =>
    [a.dataset.key, a.getBoundingClientRect().toJSON(), a.getAttribute('aria-label'), a.tabIndex])"""


def opened(reader: Reader, **view: object) -> list[Any]:
    """Open the timeline of a view, and read its stops."""
    reader.go(**view)
    reader.asks("() => { document.getElementById('timeline-fold').open = true; redraw() }")
    return list(reader.asks(STOPS))


@pytest.mark.parametrize("width", [768, 1280, 2560])
def test_stacks_are_counts_from_the_ground(other: Any, width: int) -> None:
    """Marks stand at their days, near ones one upon the other from the ground, none covers another."""
    reader = other(DOCS, viewport={"width": width, "height": 900})
    stops = opened(reader)
    assert {key for key, *_ in stops} == {doc.id for doc in DOCS}
    columns: dict[float, list[float]] = {}
    for key, box, label, _ in stops:
        day = cast("ka.Span", DOCS[key].date).day
        true = reader.asks(
            "iso => current.scale.x(dayNumber(iso) + 0.5) + PLACE.getBoundingClientRect().x",
            str(day),
        )
        assert box["x"] + box["width"] / 2 == pytest.approx(true, abs=24)
        assert DOCS[key].title in label
        assert (DOCS[key].origin.name if DOCS[key].origin else "not given") in label
        columns.setdefault(round(box["x"]), []).append(box["y"])
    ground = max(max(tops) for tops in columns.values())
    for tops in columns.values():
        assert sorted(tops, reverse=True) == pytest.approx(
            [ground - 24 * at for at in range(len(tops))], abs=0.6
        )
    assert all(two - one >= 24 for one, two in pairwise(sorted(columns)))
    assert reader.asks("document.documentElement.scrollWidth") <= width


def test_dense_times_are_bars(other: Any) -> None:
    """Many documents are bars of round stretches; a bar's label and height are counts; it can be opened."""
    documents = days(900, step=3)
    for at, each in enumerate(documents):
        each["claims"] = [origin("a" if at % 3 else "b")]
    docs = made(documents, state("a"), state("b"))
    reader = other(docs)
    stops = opened(reader)
    assert 10 < len(stops) < 60
    sums = [
        int(text.replace(",", ""))
        for text in reader.page.locator("a.column .sum").all_inner_texts()
    ]
    assert sum(sums) == 900
    heights = reader.page.locator("a.column").evaluate_all(
        "all => all.map(a => [...a.querySelectorAll('.part')].reduce((sum, part) => sum + part.getBoundingClientRect().height, 0))"
    )
    assert max(heights) == pytest.approx(120, abs=1)
    for count, height in zip(sums, heights, strict=True):
        assert height == pytest.approx(120 * count / max(sums), abs=1)
    key, _, label, _ = stops[3]
    assert "State a" in label
    assert key.endswith("-01")
    reader.page.locator(f"#timeline a[data-key='{key}']").click()
    reader.page.wait_for_function("() => location.hash.includes('since')")
    view = reader.address_of_view()
    expected = docs.by_date(since=view["since"], until=view["until"])
    assert len(expected) == sums[3]
    assert f"{sums[3]} of 900" in reader.page.locator("#main h2").inner_text()


def test_ticks_are_round(reader: Reader) -> None:
    """Whatever the stretch, ticks stand at the first of a year or month, a Monday, or each day."""
    for first, last in (("1953-06-06", "1954-06-28"), ("0099-01-01", "1951-06-05"), ("1953-07-20", "1953-08-02"),
                        ("1950-02-03", "1951-11-20"), ("1953-07-27", "1953-07-27"), ("1900-01-01", "1999-12-31")):  # fmt: skip
        ticks = reader.asks(
            "ends => ticksOf(scaleOf({ first: dayNumber(ends[0]), last: dayNumber(ends[1]) }, roomOf()))"
            ".map(([day, text]) => [isoOf(day), text])",
            [first, last],
        )
        whole = [date.fromisoformat(iso) for iso, _ in ticks]
        assert whole
        steps = {(two - one).days for one, two in pairwise(whole)}
        assert (
            all(day.day == 1 for day in whole)
            or all(day.weekday() == 0 for day in whole)
            or steps <= {1}
        )


def test_dragging_a_stretch(reader: Reader) -> None:
    """Dragging over the timeline chooses the days from the one end to the other."""
    opened(reader)
    page = reader.page
    box = page.locator("#timeline").bounding_box()
    x = reader.asks(
        "() => ['1953-07-20', '1953-08-05'].map(iso => current.scale.x(dayNumber(iso) + 0.5))"
    )
    page.mouse.move(box["x"] + x[0], box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + x[1], box["y"] + 60, steps=4)
    assert page.locator("#stretch").is_visible()
    page.mouse.up()
    assert reader.address_of_view() == {"since": "1953-07-20", "until": "1953-08-05"}
    assert reader.listed() == [
        doc.id for doc in DOCS.by_date(since="1953-07-20", until="1953-08-05")
    ]


def test_the_timeline_is_one_tab_stop(reader: Reader) -> None:
    """Tab reaches one mark; arrow keys go through all; Shift and an arrow key choose a stretch."""
    stops = opened(reader)
    assert [tab for *_, tab in stops].count(0) == 1
    page = reader.page
    page.locator("#timeline a[tabindex='0']").focus()
    page.keyboard.press("End")
    page.keyboard.press("Home")
    seen = [reader.asks("document.activeElement.dataset.key")]
    for _ in DOCS:
        key = "ArrowUp" if reader.asks("nextStop('ArrowUp') !== current.at") else "ArrowRight"
        page.keyboard.press(key)
        seen.append(reader.asks("document.activeElement.dataset.key"))
    assert set(seen) == {doc.id for doc in DOCS}
    page.keyboard.press("Home")
    page.keyboard.down("Shift")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert "to" in page.locator("#said").inner_text()
    page.keyboard.up("Shift")
    view = reader.address_of_view()
    assert view["since"] == str(DOCS[0].date)
    assert reader.listed() == [
        doc.id for doc in DOCS.by_date(since=view["since"], until=view["until"])
    ]
    assert reader.asks("document.activeElement.closest('#timeline') !== null")


def test_the_legend_filters(reader: Reader) -> None:
    """Each origin in the legend has the number of documents that it would leave, and filters by it."""
    opened(reader, until="1953-07")
    found = DOCS.by_date(until="1953-07")
    counts = found.counts("origin")
    for name, count in counts.items():
        shown = f"{name or 'origin not given'} ({count})"
        assert (
            reader.page.locator("#legend").get_by_role("button", name=shown, exact=True).count()
            == 1
        )
    key = reader.page.locator("#legend button", has_text="Soviet Union")
    key.click()
    assert key.get_attribute("aria-pressed") == "true"
    assert reader.listed() == [doc.id for doc in found.by_origin("USSR")]
    key.click()
    assert reader.listed() == [doc.id for doc in found]


def test_two_origins_are_counted_alike(other: Any) -> None:
    """A document of two states is counted, shown and found as a document of each."""
    claims = [origin("a"), origin("b")]
    docs = made(
        [{"date": "1951-01-01", "claims": claims}, {"date": "1951-01-02", "claims": claims[1:]}],
        state("a"),
        state("b"),
    )
    reader = other(docs)
    opened(reader)
    assert reader.page.locator("#legend").all_inner_texts()[0].split("\n") == [
        "State b (2)",
        "State a (1)",
    ]
    options = reader.page.locator("#origin option").all_inner_texts()
    assert options == ["any", "State b (2)", "State a (1)"]
    row = reader.page.locator(".documents li").first
    assert "State a and State b" in row.inner_text()
    assert row.locator("svg").count() == 2
    assert reader.page.locator("#timeline a").first.locator("svg").count() == 2
    for key in "ab":
        reader.go(origin=key)
        assert reader.listed() == [doc.id for doc in docs.by_origin(key)]


def test_longer_dates_are_bars_over_their_days(other: Any) -> None:
    """A month or an open stretch is a bar over its days; the page says which undated ones it omits."""
    dates = ("1953-06/1953-08", "1953-07", "1953-07-10", "1953-07-20/..")
    docs = made([{"date": when} for when in dates] + days(0) + [{}])
    reader = other(docs)
    width = {key: box["width"] for key, box, *_ in opened(reader)}
    assert width["d0"] / width["d1"] == pytest.approx(92 / 31, rel=0.02)
    assert width["d2"] == 24
    assert "1 document without a date is not drawn" in reader.page.locator("#undrawn").inner_text()
    assert {key for key, *_ in opened(reader, since="1953-08-15")} == {"d0", "d3"}
    assert reader.listed() == ["d0", "d3"]


def test_many_origins(other: Any) -> None:
    """Each of forty origins has a colour and shape that no other has."""
    documents = [{"date": "1953-07-27", "claims": [origin(f"s{at}")]} for at in range(40)]
    reader = other(made(documents, *(state(f"s{at}") for at in range(40))))
    symbols = reader.page.locator("#legend svg").evaluate_all(
        "all => all.map(svg => svg.getAttribute('class') + svg.firstChild.getAttribute('href'))"
    )
    assert len(set(symbols)) == len(symbols) == 40
    # So many on one day are a bar, and the list is not pushed off the screen.
    assert reader.page.locator("#timeline").bounding_box()["height"] < 300


# Other collections


@pytest.mark.parametrize(
    ("dates", "subtitle"),
    [
        (["1953-07-27"], "1 document, 27 July 1953"),
        (["1953-07"], "1 document, July 1953"),
        (["1953-07~"], "1 document, about July 1953"),
        (["1953-07-01/.."], "1 document, from 1 July 1953 on"),
        ([None], "1 document, undated"),
        (["1953", "1954-02"], "2 documents, 1953 to February 1954"),
        (["1953-07-27", "1953-07-27"], "2 documents, 27 July 1953"),
        (
            ["../1950", "1953-07-27", None],
            "3 documents, before 31 December 1950 to 27 July 1953, 1 undated",
        ),
        ([], "0 documents"),
    ],
)
def test_the_subtitle(other: Any, dates: list[str | None], subtitle: str) -> None:
    """The subtitle has the number of documents and their first and last date, as exactly as known."""
    reader = other(made([{"date": each} if each else {} for each in dates]))
    assert reader.page.locator("#subtitle").inner_text() == subtitle
    assert reader.page.locator("#timeline-fold").is_visible() is any(dates)


def test_a_selection_says_so(other: Any) -> None:
    """The header of a selection's page tells that it is one, and of how many."""
    reader = other(DOCS.by_actor("Mao"))
    assert (
        f"a selection, 1 of {len(DOCS)} documents" in reader.page.locator("#subtitle").inner_text()
    )


def test_nothing_of_the_shipped_collection(other: Any) -> None:
    """In another collection's page, examples are its own, and no armistice is drawn."""
    author = {
        "role": "author",
        "actor": "ann",
        "field": "title",
        "quote": "Title",
        "basis": "stated",
    }
    documents: list[dict[str, Any]] = [
        {"date": "1953-06-01", "claims": [author]},
        {"date": "1953-09-01"},
    ]
    reader = other(made(documents, {"id": "ann", "name": "Ann Lee", "kind": "person"}))
    opened(reader)
    assert reader.page.locator(".event").count() == 0
    holders = reader.page.locator("[placeholder]").evaluate_all(
        "all => all.map(x => x.placeholder)"
    )
    assert holders == ["e.g. 1953-06", "e.g. September 1953", "e.g. Ann Lee"]
    for text in ("Armistice", "Kim", "Wilson"):
        assert text not in reader.page.locator("body").inner_text()
    assert other(DOCS).page.locator(".event-label").inner_text() == "Armistice signed, 27 July 1953"


def test_a_large_collection(other: Any) -> None:
    """Of 20,000 documents a page lists 50, and draws bars; Back returns to the row that was left."""
    reader = other(made(days(20_000), title="Large"))
    assert reader.asks("document.querySelectorAll('*').length") < 3000
    assert len(reader.listed()) == 50
    reader.page.locator("#q").fill("Title 19999")
    assert reader.listed() == ["d19999"]
    reader.go(**{"from": 601})
    assert reader.listed()[0] == "d600"
    row = reader.page.locator("#row-d649")
    row.scroll_into_view_if_needed()
    before = row.bounding_box()["y"]
    row.click()
    reader.arrives("h2", "Title 649")
    reader.page.go_back()
    reader.arrives("h3 a", "Title 649")
    assert row.bounding_box()["y"] == pytest.approx(before, abs=2)
    reader.go(doc="d700")
    reader.page.get_by_role("link", name="Back to the 20,000 documents found").click()
    reader.arrives("h3 a", "Title 700")
    reader.page.get_by_role("link", name="Later →").click()
    reader.arrives("h2", "20,000 of 20,000 documents")
    assert reader.listed()[0] == "d750"


# For everybody


def test_the_first_document_is_on_the_first_screen(other: Any) -> None:
    """On a small phone the first document is seen at once, and a document's page begins with it."""
    reader = other(DOCS, viewport=PHONE)
    first = reader.page.locator(".documents li").first.bounding_box()
    assert first["y"] + 100 < PHONE["height"]
    reader.go(doc=DOCS[0].id)
    assert reader.page.locator(".words .text").bounding_box()["y"] < PHONE["height"] - 50
    assert reader.page.locator("#timeline").is_hidden()


@pytest.mark.parametrize("blocked", ["by the browser", "by the server", "by a fault"])
def test_without_script(browser: Any, blocked: str) -> None:
    """Where the script does not run, or fails, all documents are listed, and no dead form."""
    context = browser.new_context(java_script_enabled=blocked != "by the browser")
    page = context.new_page()
    headers = {"Content-Type": "text/html"}
    body = to_html(DOCS)
    if blocked == "by the server":
        headers["Content-Security-Policy"] = "script-src 'none'"
    if blocked == "by a fault":  # as in a browser that is too old for the script
        policy = body[body.index('<meta http-equiv="Content') : body.index('<meta name="color')]
        body = body.replace(policy, "").replace("\nstart();\n", "\nstart(;\n")
    page.route("**/*", lambda route: route.fulfill(body=body, headers=headers))
    page.goto("http://example.org/")
    assert "script of this page does not run" in page.locator("#plain").inner_text()
    for hidden in ("form", ".timeline", ".take", "nav"):
        assert page.locator(hidden).first.is_hidden()
    items = page.locator("#plain li")
    assert items.count() == len(DOCS)
    for item, doc in zip(items.all(), DOCS, strict=True):
        text = item.text_content() or ""
        for part in (str(doc.date), doc.title, doc.summary or ""):
            assert " ".join(part.split()) in " ".join(text.split())
        assert item.locator("a").count() == (doc.record.url is not None)
    context.close()


def test_keyboard_alone(reader: Reader) -> None:
    """From the first Tab to a lit claim and back, the keyboard is enough, and never lost."""
    reader.go()
    page = reader.page
    page.keyboard.press("Tab")
    assert reader.focused() == "Skip to the documents"
    page.keyboard.press("Enter")
    assert reader.focused() == f"{len(DOCS)} of {len(DOCS)} documents"
    page.keyboard.press("Tab")
    assert reader.focused() == DOCS[0].title
    page.keyboard.press("Enter")
    reader.arrives("h2", DOCS[0].title)
    for _ in range(20):
        page.keyboard.press("Tab")
        if reader.asks("document.activeElement.className") == "claim":
            break
    page.keyboard.press("Space")
    assert page.locator("mark").first.inner_text() == DOCS[0].claims[0].quote
    assert reader.asks("document.activeElement.className") == "claim"
    page.go_back()
    reader.arrives("h3 a", DOCS[0].title)
    page.locator("#origin").focus()
    page.keyboard.press("ArrowDown")
    assert reader.listed() == [doc.id for doc in DOCS.by_origin("USSR")]
    outline = page.locator("#origin").evaluate("select => getComputedStyle(select).outlineStyle")
    assert outline == "solid"


def test_every_control_is_reached(reader: Reader) -> None:
    """Tab reaches each link, field and button of the page, of the timeline's marks one."""
    reader.go(origin="Poland")
    wanted = reader.asks(
        "[...document.querySelectorAll('a[href], button, input, select, summary')]"
        ".filter(x => x.checkVisibility() && x.tabIndex >= 0).length"
    )
    reached = 0
    reader.page.keyboard.press("Tab")
    while reader.asks("document.activeElement !== document.body") and reached < 200:
        reached += 1
        reader.page.keyboard.press("Tab")
    assert reached == wanted


VIEWED: list[dict[str, Any]] = [
    {}, {"origin": "USSR", "q": "armistice"}, {"actor": "Molotv"}, {"doc": DOCS[2].id, "claim": 2},
    {"doc": LINKED[0].id, "link": 1}, {"actors": "all"}, {"about": "kim-il-sung"}, {"collection": "all"},
    {"doc": "none"},
]  # fmt: skip


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_accessible(other: Any, width: int, scheme: str) -> None:
    """axe-core finds no violation of WCAG 2.2 AA nor of good practice, and nothing overflows."""
    reader = other(DOCS, viewport={"width": width, "height": 900}, color_scheme=scheme)
    for view in VIEWED:
        reader.turn(**view)
        reader.asks(
            "() => { for (const part of document.querySelectorAll('details')) part.open = true; redraw() }"
        )
        assert violations(reader.page) == [], view
        assert reader.asks("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "style",
    [
        "html { font-size: 200% }",
        "* { letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important }",
    ],
    ids=["twice as large", "spaced"],
)
def test_larger_text(other: Any, width: int, style: str) -> None:
    """With the reader's own size and spacing of text, no label is cut off or upon another."""
    reader = other(DOCS, viewport={"width": width, "height": 900})
    reader.asks(
        "css => { const [ours] = document.styleSheets; ours.insertRule(css, ours.cssRules.length) }",
        style,
    )
    reader.asks(
        "() => { for (const part of document.querySelectorAll('details')) part.open = true; redraw() }"
    )
    cut = reader.asks(
        "[...document.querySelectorAll('label')].filter(x => x.scrollWidth > x.clientWidth + 1).map(x => x.textContent)"
    )
    assert cut == []
    boxes = reader.page.locator(".tick").evaluate_all(
        "all => all.map(tick => tick.getBoundingClientRect().toJSON())"
    )
    assert all(one["right"] <= two["left"] for one, two in pairwise(boxes))
    place = reader.page.locator("#timeline").bounding_box()
    assert max(box["bottom"] for box in boxes) <= place["y"] + place["height"] + 1
    assert reader.asks("document.documentElement.scrollWidth") <= width


def test_forced_colours(other: Any) -> None:
    """Where the system forces its colours, the chosen mark, claim and lit words are still seen."""
    reader = other(DOCS, forced_colors="active")
    opened(reader, doc=DOCS[2].id, claim=1)
    for chosen in ("#timeline a[aria-current]", ".claim[aria-pressed=true]"):
        style = reader.page.locator(chosen).evaluate("x => getComputedStyle(x).outlineStyle")
        assert style == "solid"
    lit = reader.page.locator("mark").first.evaluate("x => getComputedStyle(x).backgroundImage")
    assert "gradient" in lit


def test_hearing_the_structure(reader: Reader) -> None:
    """A screen reader has landmarks with names, one first heading, and no level is left out."""
    for view in VIEWED:
        reader.go(**view)
        levels = reader.asks(
            "[...document.querySelectorAll('h1, h2, h3, h4')].filter(x => x.checkVisibility()).map(x => Number(x.tagName[1]))"
        )
        assert levels.count(1) == 1
        assert all(two - one <= 1 for one, two in pairwise(levels))
        tree = reader.page.locator("body").aria_snapshot()
        assert "main" in tree
        assert 'navigation "Views"' in tree


# Hostile data


def test_markup_stays_text(other: Any) -> None:
    """Markup in every field is shown as text in every view, and nothing of it runs."""
    docs = hostile(MARKUP)
    reader = other(docs)
    reader.asks("() => { window.hacked = () => { document.body.dataset.hacked = 'yes' } }")
    views: list[dict[str, Any]] = [
        {},
        {"actors": "all"},
        {"collection": "all"},
        {"actor": MARKUP},
        {"q": "script bold"},
    ]
    views += [{"about": actor.id} for actor in docs.whole.involved]
    views += [{"doc": doc.id, "claim": number} for doc in docs for number in range(4)]
    seen = ""
    for view in views:
        reader.turn(**view)
        reader.asks(
            "() => { for (const part of document.querySelectorAll('details')) part.open = true; redraw() }"
        )
        assert reader.page.locator("img, b:not(.reason b), body script[src]").count() == 0
        assert reader.asks("document.body.dataset.hacked") is None
        seen += reader.page.locator("body").evaluate("body => body.textContent")
    assert seen.count(MARKUP) > 20


def test_the_nasty_collections(other: Any) -> None:
    """A state whose name is markup is a name in the legend and in the filter, and nothing runs."""
    name = "<img src=x onerror=alert(1)>"
    docs = made(
        [{"date": "1951-01-01", "claims": [origin("s")]}],
        {"id": "s", "name": name, "kind": "state"},
        title=name,
    )
    reader = other(docs)
    opened(reader)
    for selector in ("h1", "#legend", "#origin", ".documents"):
        assert name in (reader.page.locator(selector).text_content() or "")
    assert reader.page.locator("img").count() == 0


def test_the_direction_of_writing(other: Any) -> None:
    """A character that turns writing round turns round its own text, not the page's words."""
    reader = other(made(
        [{"title": "abc\u202edef", "date": "1953-07-27", "claims": [{**origin("s", "abc"), "basis": "inferred", "note": "x\u202ey"}]}],
        {**state("s"), "name": "abc\u202edef"}, archive="abc\u202edef",
    ))  # fmt: skip
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
    reader.go(doc="d0")
    for selector, text in ((".subtitle", "document"), (".claims", "title"), (".badge", "inferred")):
        first, last = reader.asks(places, [selector, text])
        assert first < last, selector


def test_a_hostile_address(reader: Reader) -> None:
    """Nonsense in the address is refused in words, or ignored; it is never run."""
    for text in (MARKUP, "%", "%E0%A4%A", "__proto__", "\0", "a" * 100_000):
        for key in (
            "doc",
            "claim",
            "link",
            "about",
            "actor",
            "since",
            "origin",
            "kind",
            "q",
            "from",
            "within",
        ):
            reader.turn(**{key: text})
            assert reader.page.locator("#main h2").count() == 1
            assert reader.page.locator("img").count() == 0
    reader.go(doc=DOCS[0].id, claim=99, link="x:1")
    assert reader.page.locator("mark").count() == 0


def test_data_island(reader: Reader) -> None:
    """The page's own data, taken out of a browser, is the file that `read` takes."""
    text = reader.asks("document.getElementById('collection').textContent")
    assert ka.read(json.dumps(json.loads(text)).encode()) == DOCS
