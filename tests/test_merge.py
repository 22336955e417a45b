"""Joining collections: equal records become one, and different ones stay two."""

from __future__ import annotations

import logging
from typing import Any, cast

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import korean_armistice as ka

from .samples import ANN, UNTOLD, changed, collection, content, put

DOCS = ka.load()
ABOUT = ka.About("Both")
IDS = [doc.id for doc in DOCS]
DAY = ka.Span.parse("1953-07-27")
STATE = ka.Actor("avalon", "Avalon", "state")


def made(*documents: ka.Document, title: str = "A page") -> ka.Collection:
    """Make a collection of documents."""
    return ka.collect(documents, about=ka.About(title, archive="An Archive"))


def letter(name: str, title: str = "A letter", **more: Any) -> ka.Document:
    """Make a bare document of one day."""
    return ka.Document(**{"id": name, "title": title, "date": DAY, **more})


def by(actor: ka.Actor, name: str = "by", **more: Any) -> ka.Document:
    """Make a document that an actor wrote."""
    claim = ka.Claim("author", actor, "title", "A letter", "stated")
    return letter(name, claims=(claim,), **more)


def follows(to: str, quote: str) -> ka.Link:
    """Make a link from a letter to another document."""
    return ka.Link("follows", to, "title", "letter", "title", quote, "stated")


def merged(*collections: ka.Collection, **more: Any) -> ka.Collection:
    """Merge, and check that the result can be written and read again."""
    docs = ka.merge(*collections, about=ABOUT, **more)
    again = ka.read(ka.dumps(docs).encode())
    assert again == docs
    assert [doc.about for doc in again] == [
        attrs.evolve(ABOUT, sources=docs.about.sources) if same else about_of(doc)
        for doc in docs
        for same in [about_of(doc) == about_of_header(docs.about)]
    ]
    assert again.involved == docs.involved
    return docs


def about_of(doc: ka.Document) -> ka.About:
    """Return what a document keeps of its own collection's header."""
    return about_of_header(doc.about)


def about_of_header(about: ka.About) -> ka.About:
    """Return what of a header a citation needs."""
    return ka.About(about.title, archive=about.archive, publisher=about.publisher, url=about.url)


def problems(*collections: ka.Collection, **more: Any) -> tuple[str, ...]:
    """Return what a merge names as wrong."""
    with pytest.raises(ka.InvalidDataError) as caught:
        ka.merge(*collections, about=ABOUT, **more)
    return caught.value.problems


def test_merge() -> None:
    """Merging joins documents and their actors under the given header, in date order."""
    mao = DOCS.by_actor("Mao").by_date("1953")
    docs = merged(mao, collection(), mao)
    assert [str(d.date) for d in docs] == ["1951-01", "1953-07-27", "1953-07-29"]
    assert docs.about.title == "Both"
    assert docs.by_actor("Mao")[0] == mao[0]
    assert docs.actor("ann") == collection().actor("ann")
    again = ka.read(ka.dumps(docs).encode())
    assert (docs | again) == docs  # they are selections of one and the same


def test_citations_do_not_change() -> None:
    """A document is cited after a merge, and after a file of it, as it was before."""
    docs = merged(DOCS, collection())
    again = ka.read(ka.dumps(docs).encode())
    for doc in (*DOCS, *collection()):
        assert docs[doc.id].cite() == again[doc.id].cite() == doc.cite()
    assert not docs.is_shipped


def test_sources_are_joined() -> None:
    """The header gets the sources that its documents name, and keeps its own."""
    book = ka.Source("a-book", "A book", "edition")
    docs = ka.merge(DOCS[2:3], collection(), about=attrs.evolve(ABOUT, sources=(book,)))
    ids = [source.id for source in docs.about.sources]
    assert ids[0] == "a-book"
    assert {"page", "book"} < set(ids)
    assert len(ids) == len(set(ids))
    page = ka.Source("page", "Another page", "mirror")
    other = made(letter("d", excerpts=(ka.Excerpt("body", "Words", page),)))
    assert problems(collection(), other) == ("about.sources: 'page' is not the same everywhere",)


def test_merge_of_one_with_itself() -> None:
    """A collection merged with itself, or with a part of itself, is itself."""
    for sample in (DOCS, collection()):
        assert merged(sample, sample) == sample
        assert merged(sample[1:], sample) == sample


def test_two_records_of_one_day_and_title_that_one_collection_tells_apart() -> None:
    """Two letters of a day without summaries are merged with a part of themselves, in any order."""
    both = made(letter("d"), letter("e"))
    for one in (both[:1], both[1:]):
        assert merged(both, one) == merged(both, both) == both
        assert sorted(doc.id for doc in merged(one, both)) == ["d", "e"]
    assert len(merged(made(letter("d")), both)) == 2


@settings(max_examples=15)
@given(st.lists(st.sets(st.sampled_from(IDS)), min_size=1, max_size=3))
def test_merge_is_union(several: list[set[str]]) -> None:
    """Selections of one collection are merged to their union, by date, with all their links."""
    docs = ka.merge(*(DOCS.select(ids) for ids in several), about=DOCS.about)
    union = set[str]().union(*several)
    assert sorted(docs, key=lambda doc: IDS.index(doc.id)) == list(DOCS.select(union))
    assert list(docs) == sorted(docs)
    assert set(docs.links()) == set(DOCS.select(union).links())


def test_a_bare_record_gives_way(caplog: pytest.LogCaptureFixture) -> None:
    """A page that repeats annotated records keeps ours, whichever comes first; the log says it."""
    bare = [ka.Document(id=d.id, date=d.date, title=d.title, summary=d.summary) for d in DOCS]
    page = ka.collect(bare, about=DOCS.about)
    for pair in ((DOCS, page), (page, DOCS)):
        caplog.clear()
        with caplog.at_level(logging.WARNING, logger="korean_armistice"):
            docs = merged(*pair)
        assert docs == DOCS
        assert caplog.messages == [f"merge kept the annotated record of {d.id}" for d in DOCS]
    assert merged(page, DOCS, prefer=page) == DOCS


def test_a_record_without_its_summary_is_the_same_one() -> None:
    """A page of search results may leave the summary out: it is still the same record."""
    page = made(*(ka.Document(id=d.id, date=d.date, title=d.title) for d in DOCS[:2]))
    assert merged(DOCS, page) == DOCS


def test_two_annotated_records_that_differ() -> None:
    """`prefer` decides between two annotated records; without it they are named."""
    data = changed(put("documents.0.kind", "note"))
    one, other = collection(), collection(data)
    assert problems(one, other) == (
        f"documents: '{ANN}' is not the same in all collections; prefer= chooses which one is kept",
    )
    assert merged(one, other, prefer=one)[ANN].kind == "letter"
    assert merged(one, other, prefer=other)[ANN].kind == "note"


def test_prefer_speaks_for_its_own_documents() -> None:
    """If two others disagree about a record that the preferred one lacks, this is still named."""
    one, other = made(by(STATE)), made(by(STATE, kind="note"))
    assert len(problems(one, other, made(letter("x", "X")))) == 1
    preferred = made(letter("x", "X"))
    assert len(problems(one, other, preferred, prefer=preferred)) == 1


def test_two_records_of_one_day_and_title_stay_two() -> None:
    """Two records with different summaries are two; the later one's id gets a number."""
    one = made(letter("d", summary="First."))
    other = made(letter("d", summary="Second."), letter("d-2", "Another"))
    docs = merged(one, other)
    assert [(doc.id, doc.summary) for doc in docs if doc.title == "A letter"] == [
        ("d", "First."),
        ("d-2", "Second."),
    ]
    assert len({doc.id for doc in docs}) == 3


def test_links_follow_a_renamed_record() -> None:
    """A link to a record that got another id leads to it under the new one."""
    one = made(letter("d", "First"))
    other = made(letter("d", "Second"), letter("e", links=(follows("d", "Second"),)))
    [link] = merged(one, other).links()
    assert merged(one, other)[link.to].title == "Second"
    # So does the link of an annotated record that stands in the place of a bare one.
    [link] = merged(made(letter("d", "First"), letter("e")), other).links()
    assert (link.document, link.to) == ("e", "d-2")


def test_a_link_that_meets_another_record_is_refused() -> None:
    """A link out of a selection may not come to lead to a stranger with the same id."""
    ours = made(letter("d", "First"), letter("e", links=(follows("d", "First"),)))
    [problem] = problems(ours.select(["e"]), made(letter("d", "Another")))
    assert problem.endswith(".to_quote: 'First' is not in the title of 'd'")


def test_links_out_of_selections_are_kept() -> None:
    """Selections with links out of them are merged with their links."""
    docs = merged(collection().select([ANN]), DOCS[:1])
    assert [link.to for link in docs.links()] == [UNTOLD, "1950-elsewhere"]
    assert docs.to_dict()["elsewhere"] == ["1950-elsewhere", UNTOLD]


def test_one_record_under_two_ids() -> None:
    """The same record under another id is named, with the id to use."""
    assert problems(made(letter("d")), made(letter("e"))) == (
        "documents: 'e' and 'd' are one record under two ids: use the id 'd'",
    )


def test_undated_records() -> None:
    """Undated records are the same by title and summary, and come last."""
    one = made(letter("d", date=None), letter("e", "Dated"))
    docs = merged(one, made(letter("d", date=None)))
    assert [doc.id for doc in docs] == ["e", "d"]


def test_aliases_and_addresses_are_united() -> None:
    """The records of one actor are united: one gives what the other leaves out."""
    ann = collection().actor("ann")
    more = attrs.evolve(
        ann, aliases=("Lee", "Li An"), same_as=("https://example.org/x",), born=None, note=None
    )
    docs = merged(collection(), made(by(more)))
    assert docs.actor("Li An") == attrs.evolve(
        ann,
        aliases=("Lee", "안리", "Li An"),
        same_as=(*ann.same_as, "https://example.org/x"),
    )
    assert docs["by"].authors == docs[ANN].authors == (docs.actor("ann"),)


def test_aliases_can_be_added_to_shipped_actors() -> None:
    """A spelling of one's own is added to a shipped actor without copying the file."""
    mao = attrs.evolve(DOCS.actor("Mao"), aliases=("Great Helmsman",))
    docs = merged(DOCS, made(by(mao)))
    assert docs.actor("the great helmsman").id == mao.id
    assert set(docs.actor("Mao").aliases) == {*DOCS.actor("Mao").aliases, "Great Helmsman"}
    found = [doc.id for doc in docs.by_actor("great helmsman")]
    assert sorted(found) == sorted(["by", *(doc.id for doc in DOCS.by_actor("Mao"))])


def test_actors_that_disagree() -> None:
    """Two records of one actor that disagree are named with what differs; `prefer` decides."""
    other = collection(changed(put("actors.0.born", 1901), put("actors.0.kind", "office")))
    words = "actors: 'ann' has records that differ in kind and born"
    assert words in problems(collection(), other)
    docs = ka.merge(collection(), other, about=ABOUT, prefer=other)
    assert (docs.actor("ann").born, docs.actor("ann").kind) == (1901, "office")
    moved = changed(put("actors.0.affiliation", "isle"))
    moved["actors"].append({"id": "isle", "name": "Isle of Man", "kind": "state"})
    assert "actors: 'ann' has records that differ in affiliation" in problems(
        collection(), collection(moved)
    )


def test_an_actor_under_another_id() -> None:
    """An actor under another id is answered with the id to use, whichever comes first."""
    ann = made(by(ka.Actor("anna", "An Ri", "person")))
    known = collection(changed(put("actors.0.aliases", ["An Ri"])))
    for pair in ((known, ann), (ann, known)):
        assert problems(*pair) == (
            "actors: 'anna' is named 'An Ri', which is a spelling of 'ann': "
            "use the id 'ann', or a fuller name if they are two",
        )
    same = made(by(ka.Actor("annie", "Ann  Lee", "person")))
    assert len(problems(collection(), same)) == len(problems(same, collection())) == 1
    # A body that is called like a person is another actor.
    assert len(merged(collection(), made(by(ka.Actor("lee-company", "Lee", "body"))))) == 3


def test_two_actors_that_one_collection_tells_apart() -> None:
    """Actors that one collection tells apart do not become one in a merge."""
    johnson = ka.Actor("johnson", "Johnson", "person")
    alexis = ka.Actor("alexis", "U. Alexis Johnson", "person", aliases=("Johnson",))
    one = made(by(johnson), by(alexis, "by-2", title="A letter, too"))
    assert len(merged(one, collection())) == 4


def test_what_agrees_and_still_breaks_a_rule() -> None:
    """A merge whose result could not be read is refused: equal names, a death before a birth."""
    born = made(by(ka.Actor("eve", "Eve", "person", born=1950)))
    died = made(by(ka.Actor("eve", "Eve", "person", died=1900), "by-2", title="A letter, too"))
    assert problems(born, died) == ("actors[0].died: 1900 is before 1950, the year of birth",)
    body = made(by(ka.Actor("eve-and-co", "Eve", "body"), "by-3", title="A letter, also"))
    assert problems(born, body) == ("actors: the name 'Eve' is given 2 times; it must be unique",)


def test_merge_names_every_conflict() -> None:
    """Every disagreement is named, of documents and of actors."""
    data = content()
    data["documents"][0]["kind"] = "note"
    data["actors"][0]["born"] = 1901
    data["actors"][2] |= {"id": "bobby"}
    data["documents"][0]["claims"][1]["actor"] = "bobby"
    found = problems(collection(), collection(data))
    assert sorted(found) == [
        "actors: 'ann' has records that differ in born",
        "actors: 'bobby' is named 'Bob Lee', which is a spelling of 'bob': use the id 'bob', or a fuller name if they are two",
        f"documents: '{ANN}' is not the same in all collections; prefer= chooses which one is kept",
    ]


@pytest.mark.parametrize(
    ("collections", "more"),
    [
        ((DOCS,), {"about": None}),
        ((DOCS,), {"about": "x"}),
        ((), {"about": ABOUT}),
        (([DOCS[0]],), {"about": ABOUT}),
        ((DOCS, None), {"about": ABOUT}),
        ((DOCS,), {"about": ABOUT, "prefer": DOCS[:3]}),
        ((DOCS,), {"about": ABOUT, "prefer": 3}),
    ],
)
def test_merge_takes_collections(collections: Any, more: Any) -> None:
    """`merge` takes one collection or more, an About as header, and as prefer one of them."""
    with pytest.raises(TypeError, match=r"^merge takes one .* prefer= one of them$"):
        ka.merge(*collections, **more)
    with pytest.raises(TypeError):
        ka.merge(cast("Any", DOCS))  # type: ignore[call-arg]  # pyright: ignore


def test_own_keys_are_merged() -> None:
    """`extra` of documents and actors comes through a merge; of two that differ it is named."""
    docs = merged(collection(), DOCS[:1])
    assert docs[ANN].extra == {"mine": []}
    assert docs.actor("ann").extra == {"mine": "yes"}
    other = collection(changed(put("actors.0.extra", {"mine": "no"})))
    assert "actors: 'ann' has records that differ in extra" in problems(collection(), other)
