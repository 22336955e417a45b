"""Make nouns from bytes or plain JSON values, with one converter, and faults as sentences.

cattrs gives each object its shape and each fault its path. The values pass unchanged and meet
the checks that the nouns declare, because cattrs alone would turn None and 3 into text, and
text into a tuple of letters.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from functools import cache, partial
from typing import Any, BinaryIO, Literal, Union, cast, get_args, get_origin

from attrs import Attribute, fields, resolve_types
from cattrs import Converter, ForbiddenExtraKeysError, transform_error
from cattrs.gen import make_dict_structure_fn, override

from ._file import UNWRITTEN
from ._model import About, Actor, Claim, Document, Excerpt, Image, Link, Note, Record, Source
from ._names import slug
from ._span import Span, edtf
from ._values import SLUG, listed
from .exceptions import InvalidDataError, InvalidDateError, refuse, shown

#: Where `read` takes a collection from.
Readable = Union[str, "os.PathLike[str]", bytes, BinaryIO]

KEYS = ("about", "actors", "documents")
# Nested classes come first, because cattrs looks up their hooks when it makes the outer hook.
NOUNS = (Image, Source, About, Actor, Record, Excerpt, Note, Claim, Link, Document)
# The number of unknown keys that a message lists, because more would tell nothing.
_LISTED = 20
_WHERE = {Actor: "an actor in this file", Source: "a source in about.sources"}
_DATES = "'1953', '1953-07', '1953-07-27', 'first/last' with '..' for an open end"

# The header of the file that is being read, and its things by their ids.
_seen: ContextVar[dict[Any, Any]] = ContextVar("_seen")


class Misfit:
    """A value that JSON allows and the format does not; its repr stands in the message."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


def parsed(source: Readable) -> object:
    """Read JSON from a path, an open binary file or bytes; `read` says what it raises."""
    raw = _bytes(source)
    problem = "bytes 0 to 2: a byte order mark; save the file as UTF-8 without one"
    try:
        if not raw.startswith(b"\xef\xbb\xbf"):
            return json.loads(raw.decode("utf-8"), object_pairs_hook=_object)
    except UnicodeDecodeError as error:
        problem = f"byte {error.start}: {raw[error.start]:#04x} is not UTF-8 ({error.reason})"
    except json.JSONDecodeError as error:
        problem = f"line {error.lineno}, column {error.colno}: not JSON ({error.msg})"
    except RecursionError:
        problem = "top level: nested too deeply; the format needs five levels"
    except ValueError as error:  # an integer of thousands of digits
        problem = f"top level: a number out of all bounds ({error})"
    raise InvalidDataError((problem,))


def _bytes(source: Readable) -> bytes:
    if isinstance(source, (str, os.PathLike)):
        with open(source, "rb") as file:  # noqa: PTH123  pathlib costs the import 3 ms
            return file.read()
    content: Any = source if isinstance(source, bytes) else getattr(source, "read", str)()
    if not isinstance(content, bytes):
        msg = f"read takes a path, an open binary file or bytes, not {shown(source)}"
        raise TypeError(msg)
    return content


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any] | Misfit:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    twice = [shown(name) for name, count in Counter(name for name, _ in pairs).items() if count > 1]
    return Misfit(f"an object that has the key {' and '.join(twice)} more than once")


def shaped(value: object) -> tuple[About, list[Actor], list[Document], list[str]]:
    """Make the header, the actors and the documents of a file, and the ids from elsewhere."""
    if type(value) is not dict:
        refuse([f"top level: {shown(value)} is not an object with the keys {', '.join(KEYS)}"])
    content = cast("dict[str, Any]", value)
    allowed = (*KEYS, "elsewhere")
    problems = [f"top level: the key {key!r} is missing" for key in KEYS if key not in content]
    strange = [shown(key) for key in content if key not in allowed]
    problems += [
        f"top level: {key} is not a key; the keys are {listed(allowed)}" for key in strange
    ]
    seen: dict[Any, Any] = {Source: None, About: About("?")}
    _seen.set(seen)
    if "about" in content and (about := _made("about", content["about"], About, problems)):
        seen |= {About: about, Source: {source.id: source for source in about.sources}}
    actors = _actors(_items(content, "actors", problems), seen, problems)
    parts = _items(content, "documents", problems)
    documents = [_made(path, item, Document, problems) for path, item in parts.items()]
    elsewhere = _items(content, "elsewhere", problems)
    for path, item in elsewhere.items():
        if type(item) is not str or not re.fullmatch(SLUG, item):
            problems.append(f"{path}: {shown(item)} is not the id of a document")
    refuse(problems)
    return seen[About], actors, documents, [*elsewhere.values()]


def _items(content: dict[str, Any], key: str, problems: list[str]) -> dict[str, Any]:
    """Return the items of a list by their paths."""
    value: Any = content.get(key, [])
    if type(value) is not list:
        problems.append(f"{key}: {shown(value)} is not a list")
        return {}
    return {f"{key}[{at}]": item for at, item in enumerate(cast("Iterable[Any]", value))}


def _actors(items: dict[str, Any], seen: dict[Any, Any], problems: list[str]) -> list[Actor]:
    """Make the actors. Those that act for no state come first, because others name them."""
    keys: dict[str, dict[str, Any]] = {p: i if type(i) is dict else {} for p, i in items.items()}
    ids = [item["id"] for item in keys.values() if type(item.get("id")) is str]
    # Others stand in for those that are still to be made.
    seen[Actor] = {id_: Actor(slug(id_) or "x", "x", "body") for id_ in ids}
    made: dict[str, Actor] = {}
    for path in sorted(items, key=lambda path: "affiliation" in keys[path]):
        if actor := _made(path, items[path], Actor, problems):
            made[path] = seen[Actor][actor.id] = actor
    return [made[path] for path in items if path in made]


def _made(path: str, value: object, cls: Any, problems: list[str]) -> Any:
    """Make one thing, or note its faults and return None."""
    try:
        return _converter(detailed=False).structure(value, cls)
    except Exception:  # noqa: BLE001  the slower mode of cattrs tells any error in full
        try:
            _converter(detailed=True).structure(value, cls)
        except Exception as error:  # noqa: BLE001  transform_error takes any
            for text in transform_error(error, path=path, format_exception=_sentence):
                sentences, _, place = text.rpartition(" @ ")
                problems += (f"{place}{sentence}" for sentence in sentences.split("\n"))
        return None


def _sentence(error: BaseException, _: object) -> str:
    """Return the text of a fault after its path: ": …", or "[2]: …" for an item of a tuple."""
    if isinstance(error, InvalidDataError):  # it begins with the field's name
        return "\n".join(re.sub(r"^\w+", "", problem) for problem in error.problems)
    if isinstance(error, ForbiddenExtraKeysError):
        allowed = listed(a.name for a in fields(error.cl) if (error.cl, a.name) not in UNWRITTEN)
        extra = sorted(error.extra_fields)
        more = f" and {len(extra) - _LISTED} more" if len(extra) > _LISTED else ""
        return f": {listed(extra[:_LISTED])}{more} is not a key; the keys are {allowed}"
    return f": the key {error} is missing" if isinstance(error, KeyError) else f": {error}"


@cache
def _converter(*, detailed: bool) -> Converter:
    """Make the converter; with the details of faults, reading takes twice as long."""
    converter = Converter(detailed_validation=detailed, forbid_extra_keys=True)
    for plain in (str, int):
        converter.register_structure_hook(plain, lambda value, _: value)
    converter.register_structure_hook_func(_is_of(Literal, dict), lambda value, _: value)
    converter.register_structure_hook(Span, _span)
    converter.register_structure_hook_factory(_is_of(tuple), partial(_tuple, converter))
    resolve_types(Actor)  # its affiliation is an Actor, too
    for cls in NOUNS:
        keys: Any = {a.name: _key(converter, cls, a) for a in fields(cls)}
        hook = cast("Any", make_dict_structure_fn)(cls, converter, **keys)
        converter.register_structure_hook(cls, partial(_whole, hook))
    return converter


def _is_of(*origins: Any) -> Callable[[Any], bool]:
    return lambda cls: get_origin(cls) in origins


def _key(converter: Converter, cls: type, attribute: Attribute[Any]) -> Any:
    """Return how the value of one key is made."""
    if (cls, attribute.name) in UNWRITTEN and cls is not Document:
        return override(omit=True)
    kinds: Any = get_args(attribute.type)
    kind: Any = kinds[0] if type(None) in kinds else attribute.type
    hook: Any = _named if kind in _WHERE else converter.get_structure_hook(kind)
    convert: Any = cast("Any", attribute).converter

    def structure(value: Any, _: object) -> Any:
        # A key without a value is left out; null is allowed only in the user's own objects.
        thing = hook(Misfit("null") if value is None else value, kind)
        # The class checks its values, too, but it does not know their paths.
        if converter.detailed_validation:
            if convert:
                convert(thing)
            if attribute.validator:
                attribute.validator(None, attribute, thing)
        return thing

    return override(struct_hook=structure)


def _named(value: object, kind: Any) -> Any:
    """Return the actor or the source that has an id."""
    known = _seen.get()[kind]
    if known is None:  # a fault of the header hides the sources
        return Source("x", "x", "copy")
    if type(value) is not str or value not in known:
        refuse([f": {shown(value)} is not the id of {_WHERE[kind]}"])
    return known[value]


def _whole(hook: Callable[[Any, Any], Any], value: Any, cls: Any) -> Any:
    if isinstance(value, cls):
        return value
    if type(value) is not dict:
        refuse([f": {shown(value)} is not an object with each key once"])
    # The header of the file is that of its documents, unless they bring their own.
    return hook({"about": _seen.get()[About], **value} if cls is Document else value, cls)


def _span(value: object, _: object) -> Span:
    try:
        return edtf(value) if isinstance(value, str) else Span.parse(value)  # type: ignore[arg-type]
    except InvalidDateError as error:
        msg = f"{shown(value)} is not a date of a file: {error.reason}. Its forms are {_DATES}"
        raise ValueError(msg) from None


def _tuple(converter: Converter, cls: Any) -> Callable[[Any, Any], Any]:
    kind: Any = list.__class_getitem__(get_args(cls)[0])
    hook: Any = converter.get_structure_hook(kind)

    def structure(value: Any, _: object) -> Any:
        if type(value) is not list:
            refuse([f": {shown(value)} is not a list"])
        return tuple(hook(value, kind))

    return structure
