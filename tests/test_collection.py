"""Results: immutable sequences in catalogue order, with the algebra of sets."""

from __future__ import annotations

import copy
import pickle
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from typing import Any, cast, get_args

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import korean_armistice as ka
from korean_armistice._index import (
    Positions,
    Root,
    contains,
    difference,
    intersection,
    union,
)
from korean_armistice._model import ROLES
from korean_armistice._names import close

from .samples import ANN, UNTOLD, changed, collection, content, drop, put

DOCS = ka.load()
SIZE = len(DOCS)
IDS = [doc.id for doc in DOCS]
BASES: tuple[ka.Basis, ...] = get_args(ka.Basis)
COUNTED: tuple[ka.Counted, ...] = get_args(ka.Counted)

some = st.sets(st.integers(0, 60))
positions = st.one_of(
    st.builds(lambda a, n: range(a, a + n), st.integers(0, 40), st.integers(0, 20)),
    some.map(lambda found: tuple(sorted(found))),
)
actors = st.sampled_from(DOCS.involved)
roles = st.sampled_from([None, *ROLES])
bases = st.sampled_from([None, *BASES])
selections = st.sets(st.sampled_from(IDS)).map(DOCS.select)


def about(title: str) -> ka.About:
    """Make a header of nothing but a title."""
    return ka.About(title)


def made(*texts: str, **more: Any) -> ka.Collection:
    """Make a collection of documents with these titles."""
    documents = [ka.Document(id=f"d{n}", title=text, **more) for n, text in enumerate(texts)]
    return ka.collect(documents, about=about("Made"))


def titles(docs: ka.Collection) -> list[str]:
    """List the titles of some documents."""
    return [doc.title for doc in docs]


@given(positions, positions)
@example(range(2), range(5, 7))
@example(range(5, 7), range(2))
def test_positions(one: Positions, other: Positions) -> None:
    """Set operations on positions are those of sets, in order, for ranges and for tuples."""
    assert list(intersection(one, other)) == sorted(set(one) & set(other))
    assert list(union(one, other)) == sorted(set(one) | set(other))
    assert list(difference(one, other)) == sorted(set(one) - set(other))
    assert all(contains(one, at) is (at in set(one)) for at in range(-1, 62))


@given(selections, selections)
def test_algebra(one: ka.Collection, other: ka.Collection) -> None:
    """`|`, `&` and `-` are union, intersection and difference, in catalogue order."""
    first, second = {d.id for d in one}, {d.id for d in other}
    for result, expected in (
        (one | other, first | second),
        (one & other, first & second),
        (one - other, first - second),
    ):
        assert [d.id for d in result] == [one_id for one_id in IDS if one_id in expected]
        assert result.about is DOCS.about
        assert result.whole == DOCS


@given(actors, roles, bases, selections)
def test_by_actor(
    actor: ka.Actor, role: ka.Role | None, basis: ka.Basis | None, docs: ka.Collection
) -> None:
    """Actor, role and basis are tested in the same claim, each of them only if it is given."""

    def fits(claim: ka.Claim) -> bool:
        return claim.actor == actor and role in (None, claim.role) and basis in (None, claim.basis)

    assert list(docs.by_actor(actor.id, role=role, basis=basis)) == [
        doc for doc in docs if any(map(fits, doc.claims))
    ]
    assert docs.claims(actor, role=role, basis=basis) == tuple(
        claim for doc in docs for claim in doc.claims if fits(claim)
    )


@given(actors, bases)
def test_by_origin(actor: ka.Actor, basis: ka.Basis | None) -> None:
    """By origin finds the documents of a state, on a basis, and refuses all other actors."""
    if actor.kind == "state":
        assert ka.by_origin(actor, basis=basis) == DOCS.by_actor(actor, role="origin", basis=basis)
        assert list(ka.by_origin(actor)) == [doc for doc in DOCS if actor in doc.origins]
    else:
        with pytest.raises(ka.UnknownNameError):
            ka.by_origin(actor)


def test_by_origin_suggests_origins() -> None:
    """For an actor that is no origin, states that are origins are suggested, but no embassy's host."""
    origins = set(DOCS.counts("origin"))
    for name in ("Polish Embassy", "Soviet Unoin", "Embassy of the USSR in Poland", "Malenkov"):
        with pytest.raises(ka.UnknownNameError) as caught:
            ka.by_origin(name)
        assert set(caught.value.suggestions) <= origins


@given(selections, actors, roles, st.dates())
def test_chain(docs: ka.Collection, actor: ka.Actor, role: Any, day: Any) -> None:
    """A chain is AND: a query of a selection gives the query of all, cut to the selection."""
    assert docs.by_actor(actor, role=role) == docs & DOCS.by_actor(actor, role=role)
    assert docs.by_date(until=day) == docs & DOCS.by_date(until=day)
    assert docs.by_kind("telegram") == docs & ka.by_kind("telegram")
    assert docs.search("korea") == docs & ka.search("korea")


@given(st.slices(SIZE).filter(lambda cut: (cut.step or 1) > 0), selections)
def test_slices_are_selections(cut: slice, docs: ka.Collection) -> None:
    """A slice, with steps or without, has the algebra of any other selection."""
    part, listed = DOCS[cut], IDS[cut]
    assert [doc.id for doc in part] == listed
    assert [doc.id for doc in part & docs] == [d.id for d in docs if d.id in listed]
    assert [doc.id for doc in docs - part] == [d.id for d in docs if d.id not in listed]
    assert (part | docs) - docs == part - docs
    assert all((one_id in part) is (one_id in listed) for one_id in IDS)
    assert docs[cut] == docs.select([doc.id for doc in docs][cut])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (ka.search, "a search is text, not 3"),
        (DOCS.where, "where takes a function of a document, not 3"),
        (ka.by_actor, "a name is text or an Actor, not 3"),
        (ka.actor, "a name is text or an Actor, not 3"),
        (ka.by_origin, "a name is text or an Actor, not 3"),
        (ka.by_kind, "a kind is text, not 3"),
        (ka.counts, "a countable is text, not 3"),
        (DOCS.links, "an id is text, not 3"),
        (lambda value: DOCS.select([value]), "an id is text, not 3"),
        (lambda value: ka.search("x", within=[value]), "a field is text, not 3"),
        (ka.Span.parse, "Span.parse reads text, not 3"),
        (ka.by_date, "a date is text, a Span or a datetime.date without a time of day, not 3"),
        (ka.read, "read takes a path, an open binary file or bytes, not 3"),
        (ka.dumps, "dumps takes a Collection, not 3"),
    ],
)
def test_wrong_types(call: Callable[[Any], object], words: str) -> None:
    """A wrong type is a TypeError that says what is allowed and what was given."""
    with pytest.raises(TypeError) as caught:
        call(3)
    assert str(caught.value) == words


@pytest.mark.parametrize(
    "call",
    [
        ka.search,
        ka.by_actor,
        ka.by_origin,
        ka.by_kind,
        ka.actor,
        ka.counts,
        DOCS.where,
        DOCS.select,
    ],
)
def test_none_is_not_everything(call: Callable[[Any], object]) -> None:
    """None is a TypeError and means neither everything nor nothing."""
    with pytest.raises(TypeError):
        call(None)


def test_role_of_another() -> None:
    """A document in which Molotov is only mentioned is not found as one that he wrote."""
    decision = "1953-07-20-cpsu-central-committee-decision"
    assert decision in ka.by_actor("Molotov", role="mentioned")
    assert decision not in ka.by_actor("Molotov", role="author")


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda value: DOCS.by_actor("Mao", role=value), "role; there are 'author', 'recipient', 'copied'"),
        (lambda value: DOCS.claims("Mao", role=value), "role; there are 'author'"),
        (lambda value: DOCS.by_actor("Mao", basis=value), "basis; there are 'stated', 'inferred'"),
        (lambda value: DOCS.by_origin("USSR", basis=value), "basis; there are 'stated', 'inferred'"),
        (lambda value: DOCS.claims(basis=value), "basis; there are 'stated', 'inferred'"),
        (lambda value: DOCS.links(relation=value), "relation; there are 'replies-to', 'follows'"),
        (lambda value: DOCS.links(basis=value), "basis; there are 'stated', 'inferred'"),
        (DOCS.counts, "countable; there are 'origin', 'actor', 'role', 'kind', 'language', 'archive', 'year', 'month'"),
        (lambda value: DOCS.search("x", within=value), "field; there are 'title', 'summary', 'excerpt', 'note'"),
        (lambda value: DOCS.search("x", within=["title", value]), "field; there are 'title'"),
    ],
)  # fmt: skip
def test_an_unknown_choice(ask: Callable[[Any], object], words: str) -> None:
    """A role, basis, relation, countable or field that does not exist is answered with those that do."""
    with pytest.raises(ValueError, match=r"^'boss' is not a ") as caught:
        ask("boss")
    assert words in str(caught.value)
    if words.startswith(("role", "basis", "relation")):
        with pytest.raises(TypeError, match="is text, not"):
            ask(b"boss")


@given(selections, st.sampled_from(COUNTED))
def test_counts(docs: ka.Collection, what: ka.Counted) -> None:
    """Each value is counted once per document, None counts the rest; most first, ties by name."""

    def values(doc: ka.Document) -> set[Any]:
        known: dict[str, Any] = {
            "origin": {actor.name for actor in doc.origins},
            "actor": {claim.actor.name for claim in doc.claims},
            "role": {claim.role for claim in doc.claims},
            "kind": {doc.kind},
            "language": {doc.record.language},
            "archive": {doc.record.archive},
            "year": {str(doc.date)[:4] if doc.date else None},
            "month": {str(doc.date)[:7] if doc.date else None},
        }
        return known[what] or {None}

    found = docs.counts(what)
    assert found == Counter(value for doc in docs for value in values(doc))
    pairs = [(-count, name is None, name or "") for name, count in found.items()]
    assert pairs == sorted(pairs)


def test_counts_of_what_is_not_known() -> None:
    """A stretch of two years has no year, and a stretch of two months no month."""
    docs = made("a", date=ka.Span.parse("1953-06/1953-07"))
    assert docs.counts("year") == {"1953": 1}
    assert docs.counts("month") == {None: 1}
    assert made("a", date=ka.Span.parse("1952/1953")).counts("year") == {None: 1}
    assert made("a", date=ka.Span.parse("0987-03-01")).counts("month") == {"0987-03": 1}
    assert made("a").counts("month") == made("a").counts("role") == {None: 1}
    assert made().counts("kind") == {}
    assert ka.counts("kind") == DOCS.counts("kind")


def test_by_kind() -> None:
    """A kind is found in any case; for an unknown kind, similar ones are suggested."""
    for kind in {doc.kind for doc in DOCS if doc.kind}:
        assert list(ka.by_kind(kind.upper())) == [doc for doc in DOCS if doc.kind == kind]
    assert not ka.by_kind("note").by_kind("telegram")
    with pytest.raises(ka.UnknownNameError) as caught:
        ka.by_kind("telegramm")
    assert caught.value.suggestions == ("telegram",)
    assert str(caught.value).startswith("no document is of the kind 'telegramm'. Did you mean")
    with pytest.raises(ka.UnknownNameError) as caught:
        ka.by_kind("zzz")
    assert set(caught.value.suggestions) <= set(DOCS.counts("kind"))
    with pytest.raises(ka.UnknownNameError, match=r"`\.counts\('actor'\)` lists|nothing similar"):
        made("a").by_kind("letter")


def test_select() -> None:
    """Ids and documents, in any order and again, select these documents in catalogue order."""
    assert DOCS.select([IDS[3], DOCS[1], IDS[3]]) == DOCS[1:4] - DOCS[2:3]
    assert DOCS.select(reversed(DOCS)) == DOCS
    assert not DOCS.select([])
    with pytest.raises(ka.UnknownNameError, match="in this selection"):
        DOCS[:3].select([IDS[5]])
    with pytest.raises(ka.UnknownNameError, match="in the collection"):
        DOCS.select(["no-such-id"])
    for alone in (IDS[0], DOCS[0]):
        with pytest.raises(TypeError, match="select takes several ids or documents, as a list"):
            DOCS.select(cast("Any", alone))


def test_select_does_not_take_another_document_for_ours() -> None:
    """A changed document, or one of another collection, is not taken for the one with its id."""
    other = attrs.evolve(DOCS[0], title="Another title")
    with pytest.raises(ka.UnknownNameError, match="differs from the document of this collection"):
        DOCS.select([other])


def test_links() -> None:
    """Links are found forwards and backwards, by relation and by basis."""
    docs = collection()
    untold, ann = docs
    reply, follows = ann.links
    assert docs.links() == (reply, follows)
    assert docs.links(to=untold) == docs.links(to=UNTOLD) == (reply,)
    assert docs.links(relation="follows") == docs.links(basis="stated") == (follows,)
    assert docs.links(UNTOLD, relation="follows") == ()
    assert docs[:1].links() == ()
    # One that is not in the collection may be linked to, and then it can be asked for.
    assert docs.links(to="1950-elsewhere") == (follows,)
    assert docs[:1].links(to="1950-elsewhere") == ()
    assert docs.links(to=ann) == ()
    with pytest.raises(ka.UnknownNameError) as caught:
        docs.links(to="1951-01-untol")
    assert caught.value.suggestions == (UNTOLD,)


def test_links_of_the_shipped_collection() -> None:
    """Every link is an answer backwards, too."""
    for doc in DOCS:
        assert DOCS.links(to=doc) == tuple(k for d in DOCS for k in d.links if k.to == doc.id)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("mutual defense pact", ["1953-06-06", "1953-08-03"]),
        ("pact MUTUAL défense", ["1953-06-06", "1953-08-03"]),
        ('"mutual DEFENSE" pact', ["1953-06-06", "1953-08-03"]),
        ("“mutual defense”", ["1953-06-06", "1953-08-03"]),
        ('"defense mutual"', []),
        ('"mutual defens"', []),
        ("U.S. appropriations", ["1953-07-27"]),
        ("mutual defence", []),
        ("mistice", []),
        ("xyzzy", []),
    ],
)
def test_search(text: str, dates: list[str]) -> None:
    """Every word, in any order, begins a word of title or summary; a phrase is whole words."""
    assert [str(doc.date) for doc in ka.search(text)] == dates


@given(
    selections,
    st.lists(st.sampled_from("korea armist mao soviet agree delegat x".split()), min_size=1),
)
def test_search_is_and(docs: ka.Collection, words: list[str]) -> None:
    """A search for several words is the intersection of the searches for each."""
    expected = docs
    for word in words:
        expected &= DOCS.search(word)
    assert docs.search(" ".join(words)) == expected


@pytest.mark.parametrize(
    ("texts", "asked", "found"),
    [
        # Chinese, and Korean that is written without spaces, is found inside a run.
        (["停战协定", "a"], "战协", ["停战协定"]),
        (["한국전쟁휴전협정", "a"], "휴전", ["한국전쟁휴전협정"]),
        (["关于停战协定", "协定停战"], '"停战协定"', ["关于停战协定"]),
        (["armistice"], "mistice", []),
        # A fraction is a number of its own.
        (["at ½ past", "at 12 past", "at 1/2 past"], "½", ["at ½ past"]),
        (["at ½ past", "at 12 past"], "12", ["at 12 past"]),
        # The catalogue spells the place in two ways.
        (["Panmunjom", "Panmunjeom", "Pan"], "Panmunjom", ["Panmunjom", "Panmunjeom"]),
        (["Panmunjom", "Panmunjeom", "Pan"], "panmunjeom", ["Panmunjom", "Panmunjeom"]),
        (["Panmunjom", "Panmunjeom", "Pan"], '"Panmunjeom"', ["Panmunjom", "Panmunjeom"]),
        # Letters fold to what they stand for.
        (["Skrzeszewski, Stanisław", "x"], "stanislaw", ["Skrzeszewski, Stanisław"]),
        (["the U. S. S. R. agrees", "x"], "USSR", ["the U. S. S. R. agrees"]),
        (["Mao’s view", "Maoist views"], '"Mao\'s"', ["Mao’s view"]),
        (["a b c", "a bc", "ab c"], '"a b"', ["a b c"]),
        (["a b c", "b x a"], '"b" a', ["a b c", "b x a"]),
    ],
)  # fmt: skip
def test_search_in_scripts(texts: list[str], asked: str, found: list[str]) -> None:
    """Words are found by the rules of their script."""
    assert titles(made(*texts).search(asked)) == found


def test_search_within() -> None:
    """`within` says where to look: title and summary, unless other fields are given."""
    docs = collection()
    assert [doc.id for doc in docs.search("untold")] == [UNTOLD]
    assert not docs.search("your")
    assert [doc.id for doc in docs.search("your", within=["excerpt"])] == [ANN]
    assert [doc.id for doc in docs.search("your", within="excerpt")] == [ANN]
    assert [doc.id for doc in docs.search("remark", within=("title", "note"))] == [ANN]
    assert not docs.search("untold", within=("summary", "excerpt", "note"))
    # Words may stand in different fields, a phrase stands in one text.
    assert docs.search("ann remark", within=("title", "note"))
    assert not docs.search('"Bob On"', within="excerpt")
    with pytest.raises(ValueError, match="is not a field"):
        docs.search("ann", within=())


@pytest.mark.parametrize("operator", ["AND", "OR", "NOT", "-pact"])
def test_refused_operators(operator: str) -> None:
    """Operators of other search engines are refused with the way that works here."""
    with pytest.raises(ValueError, match="is no word of a search") as caught:
        ka.search(f"mutual {operator} defense")
    assert repr(operator) in str(caught.value)
    assert 'join answers with & (and), | (or), - (not); "…" is a phrase' in str(caught.value)
    # In lower case, in a phrase and inside a word they are words like any others.
    assert titles(made("this or that", "or").search("or this")) == ["this or that"]
    assert titles(made("AND and", "x").search('"AND and"')) == ["AND and"]
    assert titles(made("on-going", "x").search("on-going")) == ["on-going"]


@pytest.mark.parametrize("text", ['mutual "defense', '"', "mutual ”"])
def test_an_open_quotation(text: str) -> None:
    """A quotation mark that is not closed is refused."""
    with pytest.raises(ValueError, match=r"^a quotation mark is open in "):
        ka.search(text)


@pytest.mark.parametrize("text", ["", "  ", "?!", "\ud800", '""', '"?"'])
def test_search_without_a_word(text: str) -> None:
    """A search without a word is a ValueError."""
    with pytest.raises(ValueError, match=r"^there is no word in ") as caught:
        ka.search(text)
    assert str(caught.value).endswith(f" in {text!r}: give at least one letter or digit")


@settings(max_examples=60)
@given(st.text(max_size=30))
def test_any_search(text: str) -> None:
    """Any text is a search or a ValueError; what it finds has all its words."""
    try:
        found = ka.search(text)
    except ValueError as error:
        assert "there is no word" in str(error) or "join answers with" in str(error)
        return
    assert isinstance(found, ka.Collection)


def test_sequence() -> None:
    """Index, slice, id, `in`, iteration and `reversed` do what a sequence does."""
    assert [doc.id for doc in DOCS] == IDS
    assert [doc.id for doc in reversed(DOCS)] == IDS[::-1]
    assert DOCS[-1] is DOCS[IDS[-1]]
    assert DOCS.index(DOCS[3]) == 3
    assert DOCS.count(DOCS[3]) == 1
    assert [doc.id for doc in DOCS[2:9:3]] == IDS[2:9:3]
    assert [doc.id for doc in DOCS[5:][1:3]] == IDS[6:8]
    assert DOCS[0] in DOCS
    assert DOCS[0] not in DOCS[1:]
    assert IDS[0] in DOCS
    assert IDS[0] not in DOCS[1:]
    assert attrs.evolve(DOCS[0], title="x") not in DOCS
    assert "no-such-id" not in DOCS
    assert 3 not in cast("Any", DOCS)
    assert sorted(DOCS) == list(DOCS) == sorted(DOCS, key=lambda doc: str(doc.date))
    with pytest.raises(ValueError, match=r"^a Collection is .* reversed\(docs\) to go backwards$"):
        DOCS[::-1]
    with pytest.raises(ValueError, match="zero"):
        DOCS[::0]


@pytest.mark.parametrize(
    "at", [SIZE, -SIZE - 1, 10**30, 10**5000], ids=["after", "before", "far", "huge"]
)
def test_no_such_position(at: int) -> None:
    """An index out of range speaks of documents and of how many there are."""
    with pytest.raises(IndexError, match=f"^there is no document .*: this selection has {SIZE}$"):
        DOCS[at]
    with pytest.raises(IndexError, match=r"this selection has 2$"):
        DOCS.select(IDS[3:6:2])[at]


@pytest.mark.parametrize("key", [1.5, None, [1, 2], (1, 2), b"x"])
def test_keys_of_another_type(key: Any) -> None:
    """What is no position, id or slice is a TypeError that points to select."""
    with pytest.raises(
        TypeError, match=r"takes a position, an id or a slice, not .*; docs\.select"
    ):
        DOCS[key]


@pytest.mark.parametrize(
    ("docs", "wanted", "where", "near"),
    [
        (DOCS, "1953-07-27-report-malenkov-to-kim", "the collection", ["1953-07-27-report-malenkov-to-kim-il-sung"]),
        (DOCS, "1953-07-27", "the collection", [one_id for one_id in IDS if one_id[:10] == "1953-07-27"]),
        (DOCS, "1953-07-27-raport-malenkov-to-kim-il-sung", "the collection", ["1953-07-27-report-malenkov-to-kim-il-sung"]),
        (DOCS, "19", "the collection", IDS[:5]),
        (DOCS[1:], IDS[0], "this selection", []),
        (DOCS, "x", "the collection", []),
        (DOCS, "", "the collection", []),
    ],
)  # fmt: skip
def test_unknown_id(docs: ka.Collection, wanted: str, where: str, near: list[str]) -> None:
    """An id that is not there is an UnknownNameError that suggests ids beginning so, or like it."""
    with pytest.raises(ka.UnknownNameError) as caught:
        docs[wanted]
    error = caught.value
    assert error.reason == f"there is no document with the id {wanted!r} in {where}"
    assert error.name == wanted
    assert list(error.suggestions[: len(near)]) == near
    assert len(error.suggestions) <= 5
    assert str(error).startswith(error.reason)


def test_keys_complete() -> None:
    """IPython completes the ids of the selection after `docs["`."""
    assert DOCS._ipython_key_completions_() == IDS
    assert DOCS[3:5]._ipython_key_completions_() == IDS[3:5]


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("to_frame", "pandas.DataFrame(ka.export.rows(docs, 'documents'))"),
        ("filter", "by_kind, by_date, by_actor, by_origin, search and where"),
        ("head", "docs[:5]"),
        ("iloc", "docs[0]"),
        ("groupby", "counts('origin')"),
    ],
)
def test_what_users_of_data_frames_try(name: str, way: str) -> None:
    """For methods that users of data frames try, the error names the method that works here."""
    with pytest.raises(AttributeError) as caught:
        getattr(DOCS, name)
    assert str(caught.value).startswith(f"a Collection has no {name}: ")
    assert way in str(caught.value)


def test_other_attributes() -> None:
    """Another name that a Collection does not have is an AttributeError, as of any object."""
    assert not hasattr(DOCS, "anything")
    with pytest.raises(AttributeError, match=r"^a Collection has no anything$"):
        _ = cast("Any", DOCS).anything
    assert {"by_date", "counts", "whole"} <= set(dir(DOCS))


def test_a_data_frame() -> None:
    """For `pandas.DataFrame(docs)`, which cannot work, the error names the call that works."""
    pandas = pytest.importorskip("pandas")
    with pytest.raises(
        AttributeError, match=r"pandas\.DataFrame\(ka\.export\.rows\(docs, 'documents'\)\)"
    ):
        pandas.DataFrame(DOCS)


def test_suggestions_are_few_and_near() -> None:
    """At most five texts are suggested, quickly, the most similar first, and no dissimilar one."""
    assert close("armistice", ["truce", "armistise", "armistice"]) == ("armistice", "armistise")
    assert len(close("armistice", [f"armistice{n}" for n in range(9)])) == 5
    assert close("armistice", ["armistxxxx", "armistyyyyy"]) == ()
    assert close("truce", repeat("truce"))[0] == "truce"


def test_empty() -> None:
    """An empty result is falsy, still knows its header, and can be asked and joined."""
    none = ka.by_date("1900")
    assert not none
    assert none.about == DOCS.about
    assert (none.actors, none.involved, none.links(), none.claims()) == ((), (), (), ())
    assert none.by_actor("Mao") == none.search("korea") == none.by_kind("report") == none
    assert none | DOCS == DOCS
    assert none.whole == DOCS
    assert repr(none) == "<Collection: 0 documents>"
    assert none.counts("origin") == {}


def test_actors() -> None:
    """Actors come by the number of documents that name them, ties by name."""
    docs = ka.by_date("1953-07-27")
    counts = {a: sum(a in {c.actor for c in d.claims} for d in docs) for a in docs.actors}
    assert list(docs.actors) == sorted(counts, key=lambda a: (-counts[a], a.name))
    assert [a.name for a in docs.actors] == [name for name in docs.counts("actor") if name]


@given(selections)
def test_involved(docs: ka.Collection) -> None:
    """Involved are the actors of the claims and the states these act for, by id."""
    named = set(docs.actors)
    states = {actor.affiliation for actor in named if actor.affiliation}
    assert set(docs.involved) == named | states
    assert [actor.id for actor in docs.involved] == sorted(actor.id for actor in docs.involved)
    assert docs.whole.involved == DOCS.involved


def test_actors_that_nothing_names_are_involved_in_the_whole() -> None:
    """A whole collection has all its actors, those that no claim names included."""
    data = changed()
    data["actors"].append({"id": "cy", "name": "Cy", "kind": "person"})
    docs = collection(data)
    assert "cy" in [actor.id for actor in docs.involved]
    assert "cy" not in [actor.id for actor in docs[1:].involved]
    assert docs.by_actor("Cy") == docs[:0]


def test_where() -> None:
    """Any function of a document selects."""
    assert [d.kind for d in DOCS.where(lambda doc: doc.kind == "note")] == ["note"]
    assert DOCS.by_kind("report").where(lambda doc: doc.covers).whole == DOCS


@given(selections, selections)
def test_equality(one: ka.Collection, other: ka.Collection) -> None:
    """Equality and hash depend only on the documents, not on the queries that found them."""
    same = [d.id for d in one] == [d.id for d in other]
    assert (one == other) is same
    if same:
        assert hash(one) == hash(other)
    assert one != list(one)


@settings(max_examples=10)
@given(selections)
def test_round_trips(docs: ka.Collection) -> None:
    """A selection that is pickled, copied, or written and read is equal, and of the same collection."""
    for again in (pickle.loads(pickle.dumps(docs)), copy.deepcopy(docs), copy.copy(docs)):
        assert again == docs
        assert hash(again) == hash(docs)
        assert again | DOCS == DOCS
        assert again.cite() == docs.cite()
    assert ka.read(ka.dumps(docs).encode()) == docs


def test_errors_travel() -> None:
    """Errors pickle with their facts."""
    errors: tuple[ka.ArmisticeError, ...] = (
        ka.UnknownNameError("a", ("b",), "r"),
        ka.InvalidDateError("a", "r"),
        ka.InvalidDataError(("p",)),
    )
    for error in errors:
        again = pickle.loads(pickle.dumps(error))
        assert type(again) is type(error)
        assert (vars(again), str(again)) == (vars(error), str(error))
        assert again.args == error.args == tuple(vars(error).values())


def test_unknown_names_say_what_is_known() -> None:
    """The error for an unknown name suggests names that work, or says how to list the known ones."""
    with pytest.raises(ka.UnknownNameError, match="Did you mean 'Vyacheslav Molotov'") as caught:
        ka.by_actor("Molotv")
    assert caught.value.suggestions == ("Vyacheslav Molotov",)
    with pytest.raises(ka.UnknownNameError, match=r"nothing similar .* `\.counts\('actor'\)`"):
        ka.actor("Zzyzx")
    assert ka.actor("Molotov") == DOCS.actor("vyacheslav-molotov")


def test_frozen() -> None:
    """Nothing can be set from outside."""
    ann = collection()[1]
    things: list[Any] = [DOCS, DOCS[0], *ann.claims, *ann.links, *ann.excerpts, *ann.notes,
                         ann.record, ann.authors[0], ann.date, DOCS.about, DOCS.about.sources[0]]  # fmt: skip
    for thing in things:
        for name in ("id", "title", "document", "_at", "first", "words", "anything"):
            with pytest.raises(AttributeError):
                setattr(thing, name, "x")
            with pytest.raises(AttributeError):
                delattr(thing, name)


def test_strangers() -> None:
    """Selections of different collections do not mix, and the error points to merge."""
    other = collection()
    for operation in ("__or__", "__and__", "__sub__"):
        with pytest.raises(
            ValueError, match=r"^these are selections of .* merge\(a, b, about=…\)$"
        ):
            getattr(DOCS, operation)(other)
    with pytest.raises(TypeError, match=r"Collection.*list"):
        DOCS | cast("Any", [1])
    assert collection() | other == other


def test_roots_compare() -> None:
    """Roots are equal if header, actors and documents are, and never equal to anything else."""
    root = collection()._root
    assert root == collection()._root
    assert hash(root) == hash(collection()._root)
    assert root != DOCS._root
    more = changed()
    more["actors"].append({"id": "cy", "name": "Cy", "kind": "person"})
    fewer = changed(drop("documents.1"), put("elsewhere", ["1950-elsewhere", UNTOLD]))
    for data in (changed(put("about.title", "Another")), more, fewer):
        assert root != collection(data)._root
    assert Root.__eq__(root, 3) is NotImplemented


def test_hashes_tell_apart() -> None:
    """Different things rarely have the same hash, so that sets and dicts of them are quick."""
    assert len(set(map(hash, DOCS))) == SIZE
    assert len(set(map(hash, DOCS.involved))) == len(DOCS.involved)
    assert len({hash(DOCS[at:]) for at in range(SIZE)}) == SIZE
    assert hash(DOCS._root) != hash(collection()._root)


def test_threads_index_once() -> None:
    """Many threads that ask a fresh collection at once get the same answers."""
    fresh = ka.read(ka.dumps(DOCS).encode())
    with ThreadPoolExecutor(32) as pool:
        found = list(
            pool.map(lambda _: fresh.by_actor("Mao").by_date("1953").search("m"), range(64))
        )
    assert all(docs == DOCS.by_actor("Mao").by_date("1953").search("m") for docs in found)


def test_to_dict_is_of_your_own() -> None:
    """What `to_dict` gives can be changed without changing the collection."""
    docs = collection()
    text, given_out = ka.dumps(docs), docs.to_dict()
    assert given_out == ka.read(text.encode()).to_dict()
    given_out["documents"][1]["claims"].clear()
    given_out["about"]["sources"][0]["name"] = "x"
    assert ka.dumps(docs) == text
    assert content()["about"]["sources"][0]["name"] != "x"


def test_the_front() -> None:
    """The package's functions ask the shipped collection; `dir` has all public names."""
    assert ka.by_date("1953-07") == DOCS.by_date("1953-07")
    assert ka.by_date(since="1953-08") == DOCS.by_date(since="1953-08")
    assert ka.by_origin("USSR") == DOCS.by_origin("USSR")
    assert ka.search("truce", within="summary") == DOCS.search("truce", within=["summary"])
    assert set(ka.__all__) <= set(dir(ka))
    assert ka.export.__name__ == "korean_armistice.export"
    assert ka.plots.__name__ == "korean_armistice.plots"
    assert list(ka.__all__) == sorted(ka.__all__)
    with pytest.raises(AttributeError, match="module 'korean_armistice' has no attribute 'by_dat'"):
        _ = cast("Any", ka).by_dat
