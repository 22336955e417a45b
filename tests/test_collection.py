"""Results: immutable sequences in catalogue order, with the algebra of sets."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from typing import Any, cast

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import korean_armistice as ka
from korean_armistice._index import Places, Positions, Root, both, contains, either, only
from korean_armistice._model import ROLES
from korean_armistice._names import close

from .samples import collection, content

DOCS = ka.load()
IDS = [doc.id for doc in DOCS]

# Near the beginning, so that they meet; and some far away, where few are sought one by one.
places = st.sets(st.one_of(st.integers(0, 60), st.integers(0, 5_000)))
positions = st.one_of(
    st.builds(lambda a, n: range(a, a + n), st.integers(0, 40), st.integers(0, 20)),
    places.map(lambda found: Places(sorted(found))),
    places.map(lambda found: Places(bits=sum(1 << place for place in found))),
)
actors = st.sampled_from(DOCS.root.actors)
roles = st.sampled_from(ROLES)
selections = st.sets(st.sampled_from(IDS)).map(lambda ids: DOCS.where(lambda doc: doc.id in ids))


@given(positions, positions)
@example(range(3, 6), Places(bits=0b1111100 | 1 << 5_000))
@example(range(3, 6), Places([2, 3, 4, 5, 6, 5_000]))
@example(Places([2, 4]), Places(bits=0b10101 | 1 << 5_000))
@example(range(2), range(5, 7))
@example(range(5, 7), range(2))
def test_positions(one: Positions, other: Positions) -> None:
    """And, or and not over positions are those of sets, whatever the two are kept in."""
    assert list(both(one, other)) == sorted(set(one) & set(other))
    assert list(either(one, other)) == sorted(set(one) | set(other))
    assert list(only(one, other)) == sorted(set(one) - set(other))
    assert all(contains(one, place) is (place in set(one)) for place in range(62))


@given(positions, st.data())
def test_positions_are_a_sequence(one: Positions, data: st.DataObject) -> None:
    """Positions have the length, items, slices, order and pickle of their list."""
    assert len(one) == 0 or one.stop > max(one)
    listed = sorted(one)
    assert len(one) == len(listed)
    assert list(reversed(one)) == listed[::-1]
    part = data.draw(st.slices(len(listed)))
    assert list(one[part]) == listed[part]
    assert all(one[at] == place for at, place in enumerate(listed))
    assert list(pickle.loads(pickle.dumps(one))) == listed


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


@given(actors, roles)
def test_by_actor(actor: ka.Actor, role: ka.Role) -> None:
    """Actor and role are tested in the same claim; without a role every one counts."""
    same = [d for d in DOCS if any(c.actor == actor and c.role == role for c in d.claims)]
    assert list(DOCS.by_actor(actor, role=role)) == same
    some = [d for d in DOCS if any(c.actor == actor for c in d.claims)]
    assert list(DOCS.by_actor(actor.id)) == some
    claims = DOCS.claims(actor, role=role)
    assert {c.document for c in claims} == {d.id for d in same}
    assert all(c.actor == actor and c.role == role for c in claims)


@given(actors)
def test_by_origin(actor: ka.Actor) -> None:
    """By origin finds the documents of a state, and refuses all other actors."""
    if actor.kind == "state":
        assert list(ka.by_origin(actor)) == [d for d in DOCS if d.origin == actor]
    else:
        with pytest.raises(ka.UnknownNameError):
            ka.by_origin(actor)


@given(selections, actors, roles, st.dates())
def test_chain(docs: ka.Collection, actor: ka.Actor, role: ka.Role, day: Any) -> None:
    """A chain is AND: a query of a selection is the query of the whole, cut to the selection."""
    assert docs.by_actor(actor, role=role) == docs & DOCS.by_actor(actor, role=role)
    assert docs.by_date(until=day) == docs & DOCS.by_date(until=day)
    assert docs.search("korea") == docs & ka.search("korea")


@given(st.slices(20).filter(lambda cut: (cut.step or 1) > 0), selections)
def test_slices_are_selections(cut: slice, docs: ka.Collection) -> None:
    """A slice, with steps or without, has the algebra of any other selection."""
    part, listed = DOCS[cut], IDS[cut]
    assert [doc.id for doc in part] == listed
    assert [doc.id for doc in part & docs] == [d.id for d in docs if d.id in listed]
    assert [doc.id for doc in docs - part] == [d.id for d in docs if d.id not in listed]
    assert (part | docs) - docs == part - docs
    assert all((one_id in cast("Any", part)) is (one_id in listed) for one_id in IDS)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (ka.search, "search takes text, not 3"),
        (DOCS.where, "where takes a function of a document, not 3"),
        (ka.by_actor, "a name is text or an Actor, not 3"),
        (DOCS.actor, "a name is text or an Actor, not 3"),
        (ka.by_origin, "a name is text or an Actor, not 3"),
        (ka.Span.parse, "Span.parse reads text, not 3"),
        (ka.by_date, "a date is text, a Span or a datetime.date without a time of day, not 3"),
        (ka.read, "read takes a path, an open binary file or bytes, not 3"),
        (ka.dumps, "this takes a Collection, not 3"),
    ],
)
def test_wrong_types(call: Callable[[Any], object], words: str) -> None:
    """What cannot be taken is a TypeError that says what can, and what was given."""
    with pytest.raises(TypeError) as caught:
        call(3)
    assert str(caught.value) == words


def test_role_of_another() -> None:
    """A document that Molotov only is mentioned in is not one that he wrote."""

    def ids(role: ka.Role) -> list[str]:
        return [doc.id for doc in ka.by_actor("Molotov", role=role)]

    assert "1953-07-20-cpsu-central-committee-decision" in ids("mentioned")
    assert "1953-07-20-cpsu-central-committee-decision" not in ids("author")


def test_unknown_role() -> None:
    """A role that does not exist is a ValueError that lists those that do."""
    for call in (DOCS.by_actor, DOCS.claims):
        with pytest.raises(ValueError, match="'author', 'recipient', 'participant'"):
            call("Mao", role=cast("Any", "boss"))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("mutual defense pact", 2),
        ("MUTUAL défense", 2),
        ("pact mutual", 2),
        ("armist", 14),
        ("U.S. appropriations", 1),
        ("people's volunteer", 1),
        ("kim il-sung", 5),
        ("mistice", 0),
        ("xyzzy", 0),
    ],
)
def test_search(text: str, count: int) -> None:
    """Search finds every word, in any order, where it begins a word of title or summary."""
    assert len(ka.search(text)) == count


@pytest.mark.parametrize("text", ["", "  ", "?!", "\ud800"])
def test_search_without_a_word(text: str) -> None:
    """A search without a word is a ValueError."""
    with pytest.raises(ValueError, match=r"^there is no word in ") as caught:
        ka.search(text)
    assert str(caught.value).endswith(f" in {text!r}: give at least one letter or digit")


def test_sequence() -> None:
    """Index, slice, id, `in`, iteration and `reversed` do what a sequence does."""
    assert [doc.id for doc in DOCS] == IDS
    assert [doc.id for doc in reversed(DOCS)] == IDS[::-1]
    assert DOCS[-1] is DOCS[IDS[-1]]
    assert DOCS.index(DOCS[3]) == 3
    assert DOCS.count(DOCS[3]) == 1
    assert [doc.id for doc in DOCS[2:9:3]] == IDS[2:9:3]
    assert [doc.id for doc in DOCS[5:][1:3]] == IDS[6:8]
    assert [doc.id for doc in DOCS.by_origin("USSR")[::2]] == [
        doc.id for doc in list(DOCS.by_origin("USSR"))[::2]
    ]
    assert DOCS[0] in DOCS
    assert DOCS[0] not in DOCS[1:]
    assert IDS[0] in cast("Any", DOCS)
    assert IDS[0] not in cast("Any", DOCS[1:])
    assert attrs.evolve(DOCS[0], title="x") not in DOCS
    assert "no-such-id" not in cast("Any", DOCS)
    assert 3 not in cast("Any", DOCS)
    with pytest.raises(IndexError):
        DOCS[20]
    with pytest.raises(ValueError, match=r"^a Collection is .* reversed\(docs\) to go backwards$"):
        DOCS[::-1]
    with pytest.raises(ValueError, match="zero"):
        DOCS[::0]
    with pytest.raises(TypeError):
        DOCS[cast("Any", 1.5)]


@pytest.mark.parametrize(
    ("docs", "wanted", "where", "near"),
    [
        (DOCS, "1953-07-27-report-malenkov-to-kim", "collection", IDS[9]),
        (DOCS[1:], IDS[0], "selection", ""),
        (DOCS, "x", "collection", ""),
    ],
)
def test_unknown_id(docs: ka.Collection, wanted: str, where: str, near: str) -> None:
    """An id that is not there is an UnknownNameError that says where, and suggests the nearest."""
    with pytest.raises(ka.UnknownNameError) as caught:
        docs[wanted]
    error = caught.value
    article = "this" if where == "selection" else "the"
    assert error.reason == f"there is no document with the id {wanted!r} in {article} {where}"
    assert error.name == wanted
    assert error.suggestions[:1] == ((near,) if near else ())
    assert str(error).startswith(error.reason)


def test_suggestions_are_few_and_near() -> None:
    """At most five texts are suggested, the likest first, none that is little alike, and soon."""
    assert close("armistice", ["truce", "armistise", "armistice"]) == ("armistice", "armistise")
    assert len(close("armistice", [f"armistice{n}" for n in range(9)])) == 5
    assert close("armistice", ["armistxxxx", "armistyyyyy"]) == ()
    assert close("a" * 5_000, ["a" * 1_000]) == ("a" * 1_000,)
    assert close("truce", repeat("truce"))[0] == "truce"


def test_empty() -> None:
    """An empty result is falsy, still knows its header, and can be asked and joined."""
    none = ka.by_date("1900")
    assert not none
    assert none.about == DOCS.about
    assert none.actors == ()
    assert none.by_actor("Mao") == none
    assert none | DOCS == DOCS
    assert repr(none) == "<Collection: 0 documents>"


def test_actors() -> None:
    """Actors come by the number of documents that name them, ties by name."""
    docs = ka.by_date("1953-07-27")
    counts = {a: sum(a in {c.actor for c in d.claims} for d in docs) for a in docs.actors}
    assert list(docs.actors) == sorted(counts, key=lambda a: (-counts[a], a.name))
    assert [a.name for a in docs.actors[:2]] == ["Dwight D. Eisenhower", "Syngman Rhee"]


def test_where() -> None:
    """Any function of a document selects."""
    assert [d.kind for d in DOCS.where(lambda doc: doc.kind == "note")] == ["note"]


@given(selections, selections)
def test_equality(one: ka.Collection, other: ka.Collection) -> None:
    """Equality and hash are by documents, however they were come by."""
    same = [d.id for d in one] == [d.id for d in other]
    assert (one == other) is same
    if same:
        assert hash(one) == hash(other)
    assert one != list(one)


@given(selections)
def test_round_trips(docs: ka.Collection) -> None:
    """Pickled, copied or written and read, a selection is equal and belongs where it did."""
    for again in (pickle.loads(pickle.dumps(docs)), copy.deepcopy(docs)):
        assert again == docs
        assert hash(again) == hash(docs)
        assert again | DOCS == DOCS
        assert again.cite() == docs.cite()
    assert ka.read(ka.dumps(docs).encode()) == docs


def test_values_travel() -> None:
    """Documents, claims, actors, spans, headers and errors pickle, copy and compare."""
    doc = DOCS[8]
    things: tuple[object, ...] = (doc, doc.claims[0], doc.authors[0], doc.date, DOCS.about)
    for thing in things:
        assert pickle.loads(pickle.dumps(thing)) == thing
        assert copy.deepcopy(thing) == thing
        assert hash(copy.copy(thing)) == hash(thing)
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


def test_frozen() -> None:
    """Nothing can be set from outside."""
    doc: Any
    for doc in (DOCS, DOCS[0], DOCS[0].claims[0], DOCS[0].authors[0], DOCS.about, DOCS[0].date):
        for name in ("id", "title", "_at", "first", "anything"):
            with pytest.raises(AttributeError):
                setattr(doc, name, "x")


def test_strangers() -> None:
    """Selections of different collections do not mix, and the error points to merge."""
    other = collection()
    for operation in ("__or__", "__and__", "__sub__"):
        with pytest.raises(
            ValueError, match=r"^these are selections of .* merge\(a, b, about=…\)$"
        ):
            getattr(DOCS, operation)(other)
        with pytest.raises(TypeError):
            DOCS | cast("Any", [1])
    assert collection() | other == other


def test_roots_compare() -> None:
    """Roots are equal by header, actors and documents, and with nothing else."""
    root = collection().root
    assert root == collection().root
    assert hash(root) == hash(collection().root)
    assert root != DOCS.root
    for change in (
        {"about": {"title": "Another"}},
        {"actors": [*content()["actors"], {"id": "cy", "name": "Cy", "kind": "person"}]},
        {"documents": content()["documents"][:1]},
    ):
        assert root != collection(content() | change).root
    assert Root.__eq__(root, 3) is NotImplemented


def test_merge() -> None:
    """Merging joins documents and their actors under the given header, in date order."""
    about = ka.About("Both")
    docs = ka.merge(DOCS.by_actor("Mao"), collection(), DOCS.by_actor("Mao"), about=about)
    assert [str(d.date) for d in docs] == ["1951-01", "1953-07-27", "1953-07-29"]
    assert docs.about is about
    assert all(d.about is about for d in docs)
    assert docs.by_actor("Mao")[0].title == DOCS.by_actor("Mao")[0].title
    again = ka.read(ka.dumps(docs).encode())
    assert again == docs
    assert (docs | again) == docs  # they are selections of one and the same


@pytest.mark.parametrize(
    ("about", "problem"),
    [
        (ka.About(""), "about.title: '' is empty"),
        (ka.About(cast("Any", None)), "about.title: the key 'title' is missing"),
        (ka.About(cast("Any", 3)), "about.title: 3 is not text"),
        (ka.About("x", related=cast("Any", "abc")), "about.related: 'abc' is not a list"),
        (ka.About("x", edition=cast("Any", 3)), "about.edition: 3 is not text"),
        (ka.About("a\0\ud800"), "about.title: 'a\\x00\\ud800' has a control character"),
    ],
)
def test_merge_refuses_what_read_refuses(about: ka.About, problem: str) -> None:
    """A header that could not be read back is refused before anything is joined under it."""
    with pytest.raises(ka.InvalidDataError) as caught:
        ka.merge(DOCS, about=about)
    [found] = caught.value.problems
    assert found.startswith(problem)


def test_merge_names_every_conflict() -> None:
    """What disagrees is named, all of it: documents, actors, and names given twice."""
    data = content()
    data["documents"][0]["title"] = "Ann to Bob!"
    data["actors"][0]["born"] = 1901
    data["actors"][2] |= {"id": "bobby"}
    data["documents"][0]["claims"][1]["actor"] = "bobby"
    with pytest.raises(ka.InvalidDataError) as caught:
        ka.merge(collection(), collection(data), about=ka.About("x"))
    assert caught.value.problems == (
        "actors: 'ann' is not the same in all collections",
        "documents: '1953-07-27-ann-to-bob' is not the same in all collections",
        "actors: the name 'Bob Lee' is given 2 times; it must be unique",
    )


def test_merge_takes_collections() -> None:
    """What is merged are collections, one at least, and the header is an About."""
    wrong: Any
    for wrong in ({"about": None}, {"about": "x"}):
        with pytest.raises(TypeError, match=r"^merge takes one .* and about=About\(…\)$"):
            ka.merge(DOCS, **wrong)
    with pytest.raises(TypeError, match=r"^merge takes one"):
        ka.merge(about=ka.About("x"))
    with pytest.raises(TypeError, match=r"^this takes a Collection, not \["):
        ka.merge(cast("Any", [DOCS[0]]), about=ka.About("x"))


def test_hashes_tell_apart() -> None:
    """Things that differ rarely hash alike, so that sets and dicts of them are quick."""
    assert len(set(map(hash, DOCS))) == len(DOCS)
    assert len(set(map(hash, DOCS.root.actors))) == len(DOCS.root.actors)
    assert len({hash(DOCS[at:]) for at in range(20)}) == 20
    assert hash(DOCS.root) != hash(collection().root)


def test_threads_load_one() -> None:
    """Many threads that load at once get one object."""
    from korean_armistice import _data

    _data._loaded.clear()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: ka.load(), range(64)))
    assert len({id(docs) for docs in found}) == 1


def test_threads_index_once() -> None:
    """Many threads that ask a fresh collection at once get the same answers."""
    fresh = ka.read(ka.dumps(DOCS).encode())
    with ThreadPoolExecutor(32) as pool:
        found = list(
            pool.map(lambda _: fresh.by_actor("Mao").by_date("1953").search("m"), range(64))
        )
    assert all(docs == DOCS.by_actor("Mao") for docs in found)


@pytest.mark.parametrize("role", [3, [], b"author"])
def test_a_role_is_text(role: Any) -> None:
    """A role of another type is refused, with the roles that exist."""
    with pytest.raises(TypeError, match="a role is text, one of 'author', "):
        DOCS.by_actor("Mao", role=role)
