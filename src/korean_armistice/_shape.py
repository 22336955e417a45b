"""Make nouns from bytes or plain JSON values, and say in a sentence what each fault is.

cattrs chooses what makes a value of each kind. The values pass unchanged and meet the checks
that the nouns declare, because cattrs alone would turn None and 3 into text, and text into a
tuple of letters. A fault begins with its path in the value that was to be made: "title: …",
"claims[0].role: …", or ": …" for the value itself. The value around it adds its own part.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Literal, get_args, get_origin

from attrs import NOTHING, fields, has, resolve_types
from cattrs import BaseConverter

from ._model import About, Actor, Document, Source
from ._span import Span, edtf
from ._values import SLUG, listed
from .exceptions import InvalidDataError, InvalidDateError, refuse, shown

# A function that makes a value from a value of JSON; cattrs calls it with the kind of value, too.
Make = Callable[..., Any]

KEYS = ("about", "actors", "documents")
_LISTED = 20  # A message lists so many unknown keys; more would tell nothing.
_WHERE = {Actor: "an actor in this file", Source: "a source in about.sources"}
# These stand in for things that are still to be made, or that a fault hides.
_ANY = {Actor: Actor("x", "x", "body"), Source: Source("x", "x", "copy")}
_DATES = "'1953', '1953-07', '1953-07-27', 'first/last' with '..' for an open end"


class Misfit:
    """A value that JSON allows and the format does not; its repr stands in the message."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


def parsed(raw: bytes) -> object:
    """Read the JSON of a file."""
    try:
        if not raw.startswith(b"\xef\xbb\xbf"):
            return json.loads(raw.decode("utf-8"), object_pairs_hook=_once)
        problem = "bytes 0 to 2: a byte order mark; save the file as UTF-8 without one"
    except UnicodeDecodeError as error:
        problem = f"byte {error.start}: {raw[error.start]:#04x} is not UTF-8 ({error.reason})"
    except json.JSONDecodeError as error:
        problem = f"line {error.lineno}, column {error.colno}: not JSON ({error.msg})"
    except RecursionError:
        problem = "top level: nested too deeply; the format needs five levels"
    except ValueError as error:  # an integer of thousands of digits
        problem = f"top level: a number out of all bounds ({error})"
    raise InvalidDataError((problem,))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any] | Misfit:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    twice = [shown(name) for name, count in Counter(name for name, _ in pairs).items() if count > 1]
    return Misfit(f"an object that has the key {' and '.join(twice)} more than once")


def shaped(value: Any) -> tuple[About, Sequence[Actor], Sequence[Document], Sequence[str]]:
    """Make the header, the actors and the documents of a file, and list the ids of `elsewhere`."""
    if value.__class__ is not dict:
        refuse([f"top level: {shown(value)} is not an object with the keys {', '.join(KEYS)}"])
    reader = _Reader()
    makes: dict[str, Make] = {
        "about": reader.header,
        "actors": reader.actors,
        "documents": partial(_many, reader.noun(Document)),
        "elsewhere": partial(_many, _id),
    }
    made, problems = _object(value, makes, KEYS)
    refuse(f"top level{fault}" if fault[0] == ":" else fault for fault in problems)
    return made["about"], made["actors"], made["documents"], made.get("elsewhere", ())


class _Reader:
    """Makes the nouns of one file, and keeps those that others name by their ids."""

    def __init__(self) -> None:
        self.about = About("?")
        self.known: dict[Any, dict[str, Any] | None] = {Source: None, Actor: None}
        self.converter = converter = BaseConverter()
        resolve_types(Actor)  # its affiliation is an Actor, too
        hooks = {str: _same, int: _same, Span: _span, Source: self.named, Actor: self.named}
        for kind, hook in hooks.items():
            converter.register_structure_hook(kind, hook)
        converter.register_structure_hook_func(_is_of(Literal, dict), _same)
        converter.register_structure_hook_factory(_is_of(tuple), self.many)
        converter.register_structure_hook_factory(has, self.noun)

    def header(self, value: object) -> About:
        """Make the header of the file, which is also that of its documents."""
        self.about = self.noun(About)(value)
        self.known[Source] = {source.id: source for source in self.about.sources}
        return self.about

    def actors(self, value: Any) -> Sequence[Actor]:
        """Make the actors, and then give each its state, because a state may come later."""
        if value.__class__ is list:
            ids = [item.get("id") for item in value if item.__class__ is dict]
            self.known[Actor] = {id_: _ANY[Actor] for id_ in ids if type(id_) is str}
        made: Sequence[Actor] = _many(self.noun(Actor), value)
        self.known[Actor] = known = {actor.id: actor for actor in made}
        for actor, item in zip(made, value, strict=True):
            if state := known.get(item.get("affiliation")):
                # A frozen object may be changed here, because nobody has seen it before.
                object.__setattr__(actor, "affiliation", state)
        return made

    def noun(self, cls: Any) -> Make:
        """Return the function that makes a noun of this class from an object of JSON."""
        keys = {a.name: a for a in fields(cls) if a.name != "document"}
        makes = {key: self.key(a.type) for key, a in keys.items()}
        needed = [key for key, a in keys.items() if a.default is NOTHING]

        def make(value: Any, _: object = None) -> Any:
            made, problems = _object(value, makes, needed)
            if cls is Document:
                made.setdefault("about", self.about)
            if not problems:
                with suppress(InvalidDataError):  # the class names only its first fault
                    return cls(**made)
            for key, part in made.items():
                try:
                    keys[key].validator(None, keys[key], part)
                except InvalidDataError as error:  # noqa: PERF203
                    problems += error.problems
            raise InvalidDataError(tuple(problems))

        return make

    def key(self, kind: Any) -> Make:
        """Return the function that makes a value of a kind; null is a fault: leave the key out."""
        hook = self.converter.get_structure_hook(kind)

        def make(value: Any) -> Any:
            return hook(Misfit("null") if value is None else value, kind)

        return make

    def many(self, kind: Any) -> Make:
        """Return the function that makes a tuple of a list; actors and sources in it are whole."""
        item = get_args(kind)[0]
        return partial(_many, self.noun(item) if has(item) else self.key(item))

    def named(self, value: Any, kind: Any) -> Any:
        """Return the actor or the source that has an id."""
        known = self.known[kind]
        if known is None:  # a fault hides them
            return _ANY[kind]
        if type(value) is not str or value not in known:
            refuse([f": {shown(value)} is not the id of {_WHERE[kind]}"])
        return known[value]


def _is_of(*origins: Any) -> Callable[[Any], bool]:
    return lambda kind: get_origin(kind) in origins


def _same(value: Any, _: object) -> Any:
    return value


def _id(value: Any) -> Any:
    if type(value) is not str or not re.fullmatch(SLUG, value):
        refuse([f": {shown(value)} is not the id of a document"])
    return value


def _span(value: Any, _: object) -> Any:
    try:
        return edtf(value) if isinstance(value, str) else value
    except InvalidDateError as error:
        reason = f"{error.reason}. Its forms are {_DATES}"
        raise InvalidDataError((f": {shown(value)} is not a date of a file: {reason}",)) from None


def _many(make: Make, value: Any, _: object = None) -> tuple[Any, ...]:
    """Make a tuple of a list."""
    if value.__class__ is not list:
        refuse([f": {shown(value)} is not a list"])
    problems: list[str] = []
    made = _made(((at, make, item) for at, item in enumerate(value)), problems)
    refuse(problems)
    return tuple(made.values())


def _made(parts: Iterable[tuple[Any, Make, Any]], problems: list[str]) -> dict[Any, Any]:
    """Make the value of each key or place; add the faults, with the key or place before them."""
    made: dict[Any, Any] = {}
    for place, make, value in parts:
        try:
            made[place] = make(value)
        except InvalidDataError as error:  # noqa: PERF203
            path = f"[{place}]" if type(place) is int else place
            within = (fault if fault[0] in ":[" else f".{fault}" for fault in error.problems)
            problems += [path + fault for fault in within]
    return made


def _object(
    value: Any, makes: Mapping[str, Make], needed: Iterable[str]
) -> tuple[dict[str, Any], list[str]]:
    """Make the values of an object, and name the faults of its keys and values."""
    if value.__class__ is not dict:
        return {}, [f": {shown(value)} is not an object with each key once"]
    problems = [f"{key}: the key {key!r} is missing" for key in needed if key not in value]
    if extra := sorted(value.keys() - makes.keys()):
        more = f" and {len(extra) - _LISTED} more" if len(extra) > _LISTED else ""
        told = f"{listed(extra[:_LISTED])}{more}"
        problems.append(f": {told} is not a key; the keys are {listed(makes)}")
    made = _made(((key, makes[key], value[key]) for key in makes if key in value), problems)
    return made, problems
