"""Bytes to a collection and back: the strict reader, `load`, `read`, `dumps`, `merge`.

The only importer of cattrs and importlib_resources, inside the functions that need them:
who only wants the types waits for neither, who only asks the shipped collection not for cattrs.
Reading has three stages (bytes and JSON; the shape of each value; the rules between things).
Each reports all its faults and, if there are any, ends the reading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from os import PathLike
from threading import Lock
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, Union, cast, get_args

from attrs import evolve, fields

from ._collection import Collection, whole
from ._file import EDITIONS, sha256, to_text
from ._model import (
    About,
    Actor,
    ActorKind,
    Basis,
    Claim,
    Document,
    Field,
    Image,
    Record,
    Role,
)  # fmt: skip
from ._names import fold
from ._span import Span
from .exceptions import InvalidDataError, shown

if TYPE_CHECKING:
    from cattrs import Converter

__all__ = ["Source", "dumps", "load", "merge", "read"]

#: Where `read` takes a collection from.
Source = Union[str, "PathLike[str]", bytes, BinaryIO]

_KEYS = ("about", "actors", "documents")
_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
_URL = r"https?://[^\s\"<>]+"
_WIKIDATA = r"Q[1-9][0-9]*"
# Control characters (but not tab and line feed), surrogates and noncharacters: no catalogue
# prints them, and XML, CSV and terminals choke on them.
_FORBIDDEN = "[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"

_LAST_YEAR = 9999
# Longer lists of keys that are not of the format, and longer paths, say nothing more.
_LISTED = _DEEPEST = 20

_lock = Lock()
_loaded: list[Collection] = []


def load() -> Collection:
    """Return the shipped collection: twenty records, read once, shared and frozen.

    Raises:
        InvalidDataError: the installed data file is not the one that was published, cannot be
            read, or is not there.

    Example:
        >>> import korean_armistice as ka
        >>> ka.load()
        <Collection: 20 documents, 1953-06-06/1954-06-28>
    """
    with _lock:
        if not _loaded:
            _loaded.append(_shipped())
    return _loaded[0]


def read(source: Source) -> Collection:
    """Read a collection of your own, in the format of the shipped file.

    Args:
        source: a path, an open binary file, or the bytes themselves (UTF-8 JSON).

    Raises:
        InvalidDataError: `.problems` names every fault; nothing is loaded.
        OSError: the file cannot be read.
        ValueError: no file can have such a path, as one with a NUL in it.
        TypeError: `source` is none of the above.

    Example:
        >>> import korean_armistice as ka
        >>> mine = ka.read(b'{"about": {"title": "Mine"}, "actors": [], "documents": []}')
        >>> mine.about.title, len(mine)
        ('Mine', 0)
    """
    return _built(_parsed(_bytes(source)))


def dumps(docs: Collection) -> str:
    """Write a collection as the text `read` takes, in canonical form.

    Of a selection: its documents, the actors their claims name, and the states these act
    for. The text of the shipped collection is the shipped file, byte for byte.

    Example:
        >>> import korean_armistice as ka
        >>> docs = ka.by_actor("U Nu")
        >>> ka.read(ka.dumps(docs).encode()) == docs
        True
    """
    return to_text(_collection(docs).about, _involved(docs), docs)


def merge(*collections: Collection, about: About) -> Collection:
    """Join selections, of the same or of different collections, under a header of your own.

    A document or actor that stands in several must be the same in each.

    Raises:
        InvalidDataError: `.problems` names each id or name on which two disagree.
        TypeError: no collection is given, or something else.

    Example:
        >>> import korean_armistice as ka
        >>> both = ka.merge(ka.by_actor("Mao"), ka.by_actor("Zhou"), about=ka.About("The two"))
        >>> both
        <Collection: 2 documents, 1953-07-29/1954-06-28>
    """
    if not collections or not isinstance(about, About):
        msg = "merge takes one collection or more, and about=About(…)"
        raise TypeError(msg)
    problems: list[str] = []
    actors = _agreed("actors", (a for docs in collections for a in _involved(docs)), problems)
    documents = _agreed("documents", (d for docs in collections for d in docs), problems)
    problems += _repeated("actors", "name", (actor.name for actor in actors))
    _refuse([*problems, *_header_faults(about)])
    actors.sort(key=lambda actor: actor.id)
    ordered = sorted(documents, key=lambda document: document.date)
    return whole(about, actors, (evolve(document, about=about) for document in ordered))


def _header_faults(about: About) -> list[str]:
    """Name what `read` would refuse in a header that was not read."""
    import json

    problems: list[str] = []
    _shaped(json.loads(to_text(about, (), ())), "about", About, problems)
    return problems


def _shipped() -> Collection:
    from importlib_resources import files

    try:
        raw = files(__package__).joinpath("data", "korean_armistice.json").read_bytes()
    except OSError as error:
        reason = f"the installed data file cannot be read ({error.strerror}): reinstall"
        raise InvalidDataError((reason,)) from error
    return _verified(raw)


def _verified(raw: bytes) -> Collection:
    """Read bytes that must be the published file: a flipped bit can still be good JSON.

    These very bytes passed every check of `read` before their edition was published, and a
    test reads them both ways. So they are not checked again, and who asks only the shipped
    collection does not wait for cattrs, a fifth of the time to the first answer.
    """
    if sha256(raw) not in EDITIONS.values():
        _refuse(["the installed data file is not the one that was published: reinstall"])
    import json

    content = json.loads(raw)
    about = _tuples(content["about"])
    about["image"] = Image(**about["image"])
    actors = [Actor(**_tuples(actor)) for actor in content["actors"]]
    return _bound(About(**about), actors, [_faultless(each) for each in content["documents"]])


def _faultless(content: dict[str, Any]) -> Document:
    values = _tuples(content)
    values["date"] = Span.parse(values["date"])
    values["claims"] = tuple(Claim(**claim) for claim in values["claims"])
    if "covers" in values:
        values["covers"] = Span.parse(values["covers"])
    if "record" in values:
        values["record"] = Record(**_tuples(values["record"]))
    return Document(**values)


def _tuples(content: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if _is_list(value) else value for key, value in content.items()}


def _collection(docs: object) -> Collection:
    if not isinstance(docs, Collection):
        msg = f"this takes a Collection, not {shown(docs)}"
        raise TypeError(msg)
    return docs


def _involved(docs: Collection) -> list[Actor]:
    """List the actors that claims name, and the states these act for; of a whole, all."""
    if len(_collection(docs)) == len(docs.root.documents):
        return list(docs.root.actors)
    named = {claim.actor.id: claim.actor for doc in docs for claim in doc.claims}
    states = {a.affiliation.id: a.affiliation for a in named.values() if a.affiliation}
    return [actor for _, actor in sorted((states | named).items())]


def _agreed(where: str, things: Iterable[Any], problems: list[str]) -> list[Any]:
    kept: dict[str, Any] = {}
    for thing in things:
        if kept.setdefault(thing.id, thing) != thing:
            problems.append(f"{where}: {shown(thing.id)} is not the same in all collections")
    return list(kept.values())


def _refuse(problems: Iterable[str]) -> None:
    if found := tuple(dict.fromkeys(problems)):
        raise InvalidDataError(found)


# Stage one: bytes and JSON


class _Repeated(dict[str, Any]):
    """A JSON object in which a key was given twice."""

    keys_given_twice: list[str]


class _NotJson(str):
    """NaN or Infinity, which Python's parser takes and JSON does not know."""

    __slots__ = ()


def _bytes(source: Source) -> bytes:
    if isinstance(source, bytes):
        return source
    if isinstance(source, (str, PathLike)):
        with open(source, "rb") as file:  # noqa: PTH123  pathlib costs the import 3 ms
            return file.read()
    content = source.read() if hasattr(source, "read") else None
    if not isinstance(content, bytes):
        msg = f"read takes a path, an open binary file or bytes, not {shown(source)}"
        raise TypeError(msg)
    return content


def _parsed(raw: bytes) -> dict[str, Any]:
    import json

    if raw.startswith(b"\xef\xbb\xbf"):
        _refuse(["bytes 0 to 2: a byte order mark; save the file as UTF-8 without one"])
    marks: list[object] = []
    try:
        content = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=partial(_object, marks),
            parse_constant=partial(_not_json, marks),
        )
    except UnicodeDecodeError as error:
        _refuse([f"byte {error.start}: {raw[error.start]:#04x} is not UTF-8 ({error.reason})"])
    except json.JSONDecodeError as error:
        _refuse([f"line {error.lineno}, column {error.colno}: not JSON ({error.msg})"])
    except RecursionError:
        _refuse(["top level: nested too deeply; the format needs five levels"])
    except ValueError as error:  # an integer of thousands of digits
        _refuse([f"top level: a number out of all bounds ({error})"])
    else:
        if marks:
            _refuse(_marked(content))
        if isinstance(content, dict):
            return cast("dict[str, Any]", content)
        _refuse([f"top level: {shown(content)} is not an object with the keys {', '.join(_KEYS)}"])
    raise AssertionError  # pragma: no cover


def _not_json(marks: list[object], text: str) -> _NotJson:
    marks.append(text)
    return _NotJson(text)


def _object(marks: list[object], pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    repeated = _Repeated(found)
    marks.append(repeated)
    counts = Counter(name for name, _ in pairs)
    repeated.keys_given_twice = [name for name, count in counts.items() if count > 1]
    return repeated


class _Place(NamedTuple):
    """Where a value lies. Written only for a fault: all paths together can outgrow the file."""

    within: _Place | None
    step: str | int


def _marked(content: object) -> Iterator[str]:
    """Name the places of what the parser's hooks marked; without recursion, however deep."""
    waiting: list[tuple[_Place | None, Any]] = [(None, content)]
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, _NotJson):
            yield f"{_path(place)}: {value} is not a JSON value"
        if isinstance(value, _Repeated):
            for name in value.keys_given_twice:
                yield f"{_path(place)}: the key {shown(name)} is given more than once"
        if isinstance(value, dict):
            items = cast("dict[str, Any]", value).items()
            waiting += [(_Place(place, key), item) for key, item in items]
        elif isinstance(value, list):
            listed = enumerate(cast("Iterable[Any]", value))
            waiting += [(_Place(place, number), item) for number, item in listed]


def _path(place: _Place | None) -> str:
    """Write a place, "documents[3].title"; of one too deep for the format, its end."""
    parts: list[str] = []
    while place is not None and len(parts) < _DEEPEST:
        step, place = place.step, place.within
        plain = isinstance(step, str) and step.isidentifier() and len(step) <= _DEEPEST
        parts.append(f"[{step}]" if isinstance(step, int) else f".{step if plain else shown(step)}")
    return ("…" * (place is not None) + "".join(reversed(parts))).lstrip(".") or "top level"


# Stage two: the shape of each value


def _built(content: dict[str, Any]) -> Collection:
    problems = [f"top level: the key {key!r} is missing" for key in _KEYS if key not in content]
    unknown = [key for key in content if key not in _KEYS]
    problems += [
        f"top level: {shown(key)} is not a key; the keys are {_listed(_KEYS)}" for key in unknown
    ]
    about = _shaped(content, "about", About, problems)
    actors = _shaped(content, "actors", Actor, problems)
    documents = _shaped(content, "documents", Document, problems)
    _refuse(problems)
    _refuse(_broken_rules(actors, documents))
    return _bound(about, actors, documents)


def _shaped(content: dict[str, Any], key: str, cls: Any, problems: list[str]) -> Any:
    if key not in content:
        return None
    value: object = content[key]
    if cls is not About and not _is_list(value):
        problems.append(f"{key}: {shown(value)} is not a list")
        return None
    try:
        wanted = cls if cls is About else list[cls]
        return _converter(detailed=False).structure(value, wanted)
    except Exception:  # noqa: BLE001  whatever it is, the slower converter says it in full
        items = [(key, value)] if cls is About else _items(key, value)
        problems += (fault for place, item in items for fault in _faults(place, item, cls))
        return None


def _items(key: str, value: object) -> Iterator[tuple[str, object]]:
    for number, item in enumerate(cast("list[object]", value)):
        yield f"{key}[{number}]", item


def _is_list(value: object) -> bool:
    return type(value) is list


def _faults(key: str, value: object, cls: Any) -> list[str]:
    """Convert once more, now gathering each fault with its place.

    One item at a time: cattrs' errors take a thousand times the room of what they tell.
    """
    from cattrs import transform_error

    try:
        _converter(detailed=True).structure(value, cls)
    except Exception as error:  # noqa: BLE001  transform_error takes any
        found = transform_error(error, path=key, format_exception=_sentence)
        return [f"{place}: {what}" for what, _, place in (text.rpartition(" @ ") for text in found)]
    return []


def _sentence(error: BaseException, _: object) -> str:
    from cattrs import ForbiddenExtraKeysError

    if isinstance(error, ForbiddenExtraKeysError):
        allowed = _listed(_written(error.cl))
        extra = sorted(error.extra_fields)
        more = f" and {len(extra) - _LISTED} more" if len(extra) > _LISTED else ""
        return f"{_listed(extra[:_LISTED])}{more} is not a key; the keys are {allowed}"
    if isinstance(error, KeyError):
        return f"the key {error.args[0]!r} is missing"
    return str(error)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(shown, names))


def _written(cls: Any) -> list[str]:
    return [a.name for a in fields(cls) if (cls, a.name) not in _FILLED_IN]


# Not in the file: a claim lies inside its document, a document inside its collection.
_FILLED_IN = ((Claim, "document"), (Document, "about"))


def _text(value: object, _: object = None) -> str:
    if type(value) is not str:
        msg = f"{shown(value)} is not text"
        raise ValueError(msg)
    if not value.strip():
        msg = f"{shown(value)} is empty: leave the key out where nothing is known"
        raise ValueError(msg)
    if not value.isprintable() and re.search(_FORBIDDEN, value):
        msg = f"{shown(value)} has a control character, a surrogate or a noncharacter in it"
        raise ValueError(msg)
    return value


def _matching(pattern: str, form: str) -> Callable[[object, object], str]:
    compiled = cache(re.compile)  # when first needed: `load` does without

    def hook(value: object, _: object) -> str:
        text = _text(value)
        if not compiled(pattern).fullmatch(text):
            msg = f"{shown(text)} is not {form}"
            raise ValueError(msg)
        return text

    return hook


def _year(value: object, _: object) -> int:
    if type(value) is not int or not 1 <= value <= _LAST_YEAR:
        msg = f"{shown(value)} is not a year from 1 to 9999"
        raise ValueError(msg)
    return value


def _span(value: object, _: object) -> Span:
    return Span.parse(_text(value))


def _one_of(allowed: Any) -> Callable[[object, object], Any]:
    names = get_args(allowed)

    def hook(value: object, _: object) -> Any:
        if type(value) is not str or value not in names:
            msg = f"{shown(value)} is not one of {_listed(names)}"
            raise ValueError(msg)
        return value

    return hook


_slug = _matching(_SLUG, "an id: lower-case ASCII letters and digits, joined by single hyphens")
_url = _matching(_URL, "a URL beginning with http:// or https://")
_wikidata = _matching(_WIKIDATA, "a Wikidata id such as 'Q41117'")

# The keys whose values must have more than their type; a part stands before what it is part of,
# because cattrs looks its hook up when the whole's is made.
_FORMS: dict[type, dict[str, Callable[[Any, Any], Any]]] = {
    Image: {},
    About: {"url": _url},
    Actor: {
        "id": _slug, "affiliation": _slug, "kind": _one_of(ActorKind), "wikidata": _wikidata,
    },
    Record: {"url": _url},
    Claim: {
        "actor": _slug, "role": _one_of(Role), "field": _one_of(Field), "basis": _one_of(Basis),
    },
    Document: {"id": _slug},
}  # fmt: skip


@cache
def _converter(*, detailed: bool) -> Converter:
    """Make the strict converter: cattrs alone would turn None and 3 into text, text into letters.

    `detailed` gathers every fault with its place, and is half as fast: only a faulty file
    meets it.
    """
    from cattrs import Converter
    from cattrs.gen import make_dict_structure_fn, override

    make: Any = make_dict_structure_fn

    converter = Converter(detailed_validation=detailed, forbid_extra_keys=True)
    converter.register_structure_hook(str, _text)
    converter.register_structure_hook(int, _year)
    converter.register_structure_hook(Span, _span)
    converter.register_structure_hook_factory(_is_optional, partial(_present, converter))
    converter.register_structure_hook_factory(_is_tuple, partial(_many, converter))
    for cls, forms in _FORMS.items():
        keys: dict[str, Any] = {name: override(struct_hook=hook) for name, hook in forms.items()}
        keys |= {name: override(omit=True) for owner, name in _FILLED_IN if owner is cls}
        converter.register_structure_hook(cls, _object_only(make(cls, converter, **keys)))
    return converter


def _is_optional(cls: Any) -> bool:
    return type(None) in get_args(cls)


def _is_tuple(cls: Any) -> bool:
    return getattr(cls, "__origin__", None) is tuple


def _present(converter: Converter, cls: Any) -> Callable[[Any, Any], Any]:
    """Read the type that may be absent; a null is a fault: absent is absent."""
    kind = next(arg for arg in get_args(cls) if arg is not type(None))
    hook = converter.get_structure_hook(kind)
    return lambda value, _: hook(value, kind)


def _many(converter: Converter, cls: Any) -> Callable[[Any, Any], Any]:
    listed: Any = list.__class_getitem__(get_args(cls)[0])
    hook = converter.get_structure_hook(listed)

    def structure(value: object, _: object) -> Any:
        if not _is_list(value):
            msg = f"{shown(value)} is not a list"
            raise ValueError(msg)
        return tuple(hook(value, listed))

    return structure


def _object_only(hook: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def structure(value: object, cls: Any) -> Any:
        if not isinstance(value, dict):
            msg = f"{shown(value)} is not an object"
            raise ValueError(msg)
        return hook(value, cls)

    return structure


# Stage three: the rules between things. Actors are still named by their ids.


def _broken_rules(actors: list[Actor], documents: list[Document]) -> Iterator[str]:
    yield from _repeated("actors", "id", (actor.id for actor in actors))
    yield from _repeated("actors", "name", (actor.name for actor in actors))
    yield from _repeated("documents", "id", (document.id for document in documents))
    known = {actor.id: actor for actor in actors}
    for place, actor in enumerate(actors):
        for what in _actor_faults(actor, known):
            yield f"actors[{place}].{what}"
    for place, document in enumerate(documents):
        contains = cache(partial(_stands_in, document))  # many claims may have one quote
        for number, claim in enumerate(document.claims):
            for what in _claim_faults(claim, contains, known):
                yield f"documents[{place}].claims[{number}].{what}"
        pairs = [(claim.actor, claim.role) for claim in document.claims]
        if len(set(pairs)) == len(pairs):
            continue
        for (actor_id, role), count in Counter(pairs).items():
            if count > 1:
                yield f"documents[{place}].claims: {shown(actor_id)} is {role} {count} times; once is enough"


def _repeated(where: str, key: str, values: Iterable[str]) -> Iterator[str]:
    for value, count in Counter(values).items():
        if count > 1:
            yield f"{where}: the {key} {shown(value)} is given {count} times; it must be unique"


def _actor_faults(actor: Actor, known: dict[str, Actor]) -> Iterator[str]:
    spellings = (actor.name, *actor.aliases)
    for spelling, count in Counter(spellings).items():
        if count > 1:
            yield f"aliases: {shown(spelling)} is given {count} times, the name included"
        if not fold(spelling):
            yield f"aliases: {shown(spelling)} has no letter or digit to be found by"
    state = actor.affiliation and known.get(cast("str", actor.affiliation))
    if actor.affiliation and (state is None or state.kind != "state"):
        yield f"affiliation: {shown(actor.affiliation)} is not the id of a state among the actors"
    if actor.affiliation and actor.kind == "state":
        yield f"affiliation: {shown(actor.affiliation)}; a state acts for itself, leave the key out"
    if actor.family and actor.family not in actor.name:
        yield f"family: {shown(actor.family)} is not a part of the name {shown(actor.name)}"
    if actor.born and actor.died and actor.died < actor.born:
        yield f"died: {actor.died} is before {actor.born}, the year of birth"


def _claim_faults(
    claim: Claim, contains: Callable[[Field, str], bool], known: dict[str, Actor]
) -> Iterator[str]:
    actor = known.get(cast("str", claim.actor))
    if actor is None:
        yield f"actor: {shown(claim.actor)} is not the id of an actor in this file"
    elif claim.role == "origin" and actor.kind != "state":
        yield f"role: 'origin' is for states only, and {shown(actor.id)} is {actor.kind}"
    if not contains(claim.field, claim.quote):
        yield f"quote: {shown(claim.quote)} is not in the document's {claim.field}"
    if claim.basis == "inferred" and claim.note is None:
        yield "note: is missing; an 'inferred' claim says in a sentence how it follows"
    if claim.basis == "stated" and claim.field == "notes":
        yield "basis: 'stated' cannot rest on an editor's notes; it is 'inferred'"


def _stands_in(document: Document, field: Field, quote: str) -> bool:
    return any(quote in text for text in _evidence(field, document))


def _evidence(field: Field, document: Document) -> tuple[str, ...]:
    if field == "record":
        return document.record.seen
    if field == "notes":
        return document.notes
    return (document.title if field == "title" else document.summary or "",)


def _bound(about: About, actors: list[Actor], documents: list[Document]) -> Collection:
    """Put actors where their ids stand, and tell each part what it belongs to.

    The values were made a moment ago and nobody else has them yet: only here may a frozen
    one be set, which spares making each a second time.
    """
    put = object.__setattr__
    known = {actor.id: actor for actor in actors}
    for actor in actors:
        if actor.affiliation is not None:
            put(actor, "affiliation", known[cast("str", actor.affiliation)])
    for document in documents:
        put(document, "about", about)
        for claim in document.claims:
            put(claim, "actor", known[cast("str", claim.actor)])
            put(claim, "document", document.id)
    by_id = sorted(actors, key=lambda actor: actor.id)
    return whole(about, by_id, sorted(documents, key=lambda document: document.date))
