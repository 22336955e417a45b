"""Checks of the values of fields, as attrs validators, and the fields that use them.

The classes of `_model` declare them, so that values from Python and files are checked alike.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, cast, get_args

from attrs import Attribute, field, fields
from attrs.validators import optional

from .exceptions import InvalidDataError, refuse, shown

# Control characters (but not tab and line feed), surrogates and noncharacters: no catalogue
# prints them, and XML, CSV and terminals fail on them.
FORBIDDEN = "\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef" + "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
# Controls, the marks that turn the direction of writing, and the line separators of Unicode.
_MOVING = "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
URL = r"https?://[^\s\"<>]+"
LAST_YEAR = 9999


def printable(text: str) -> str:
    """Write out characters that would move a terminal's cursor or turn its text around."""
    return re.sub(_MOVING, lambda found: ascii(found[0])[1:-1], text)


def listed(names: Any) -> str:
    """Join values for a message: each is quoted, with commas between them."""
    return ", ".join(map(shown, names))


class Check:
    """A validator of attrs: if `holds` is false of a value, it says that this is not `form`."""

    def __init__(self, holds: Callable[[Any], object], form: str) -> None:
        self.holds, self.form = holds, form

    def __call__(self, _: object, attribute: Attribute[Any], value: object) -> None:
        if not self.holds(value):
            raise InvalidDataError((f"{attribute.name}: {shown(value)} is not {self.form}",))


def _is_text(value: Any) -> bool:
    if type(value) is not str or not value.strip():
        return False
    return value.isprintable() or not re.search(f"[{FORBIDDEN}]", value)  # the first is quicker


def _written_as(pattern: str, form: str) -> Check:
    return Check(lambda value: _is_text(value) and re.fullmatch(pattern, value), form)


_TEXT = "text: it may not be empty, nor have control characters, surrogates or noncharacters"
text = Check(_is_text, _TEXT)
slug = _written_as(SLUG, "an id: lower-case ASCII letters and digits, joined by single hyphens")
url = _written_as(URL, "a URL beginning with http:// or https://")
year = Check(lambda value: type(value) is int and 1 <= value <= LAST_YEAR, "a year from 1 to 9999")
_tuple = Check(lambda value: type(value) is tuple, "a tuple")


def one_of(literal: Any) -> Check:
    """Allow the values of a `Literal`."""
    names = get_args(literal)
    return Check(lambda value: type(value) is str and value in names, f"one of {listed(names)}")


def is_a(cls: type, form: str) -> Check:
    """Allow the objects of a class; `form` says what the class is and how to make one."""
    return Check(lambda value: isinstance(value, cls), form)


def says(what: str) -> dict[str, str]:
    """Describe a field, for `help` and for the JSON Schema."""
    return {"says": what}


def tell(*classes: type) -> None:
    """Add the descriptions of the fields to the docstring of each class."""
    for cls in classes:
        told = [f"        {a.name}: {a.metadata['says']}" for a in fields(cast("Any", cls))]
        cls.__doc__ = "\n".join([(cls.__doc__ or "").rstrip(), "", "    Attributes:", *told, ""])


def maybe(check: Callable[..., None], what: str) -> Any:
    """Make a field that may be left out: None says that nothing is known."""
    return field(default=None, validator=optional(check), metadata=says(what))


def many(check: Check, what: str) -> Any:
    """Make a field of any number of values, each of which is checked."""

    def each(instance: object, attribute: Attribute[Any], value: Any) -> None:
        _tuple(instance, attribute, value)
        refuse(
            f"{attribute.name}[{at}]: {shown(item)} is not {check.form}"
            for at, item in enumerate(value)
            if not check.holds(item)
        )

    return field(default=(), validator=each, metadata=says(what))


class Own(dict[str, Any]):
    """An object of the user's own; it cannot be changed, because collections are shared."""

    def _refuse(self, *_: object, **__: object) -> Any:
        msg = "an object in a collection cannot be changed; change a copy of it: dict(…)"
        raise TypeError(msg)

    __setitem__ = __delitem__ = __ior__ = cast("Any", _refuse)
    update = setdefault = pop = popitem = clear = cast("Any", _refuse)

    def __reduce__(self) -> tuple[object, ...]:
        return Own, (dict(self),)


def _copied(value: object) -> Any:
    """Copy an object of the user's own, so that a later change of it changes nothing here."""
    if value == {} and isinstance(value, Own):
        return value
    try:
        raw = json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
        return json.loads(raw, object_pairs_hook=Own)
    except (TypeError, ValueError, RecursionError):
        return value  # the check refuses it


def own() -> Any:
    """Make the field `extra`, for an object of the user's own."""
    form = "an object of JSON values: text, finite numbers, lists, objects"
    check = Check(lambda value: isinstance(_copied(value), Own), form)  # `_shape` has not copied it
    what = says("An object of your own, kept and written back.")
    return field(factory=Own, converter=_copied, validator=check, hash=False, metadata=what)
