"""Write the JSON Schema of the data format from the nouns: `python -m tools.schema`.

The nouns in `_model.py` say which keys there are and how their values are checked. The schema
says the same to editors and to programs in other languages. Run this after a change of the
nouns; a test fails if the schema does not match them.
"""

from __future__ import annotations

import inspect
import json
import re
from typing import Any, Literal, get_args, get_origin, get_type_hints

from attrs import NOTHING, Attribute, fields

from korean_armistice import _file, _model, _shape, _span, _values
from tools import PACKAGE

PATH = PACKAGE / "data" / "korean_armistice.schema.json"

# In Python `$` also matches before a line feed, so patterns end with "no character follows".
_END = r"(?![\s\S])"
# The escapes are those that Python and ECMAScript share; beyond \uffff they share none.
_FORBIDDEN = "".join(
    c if ord(c) > 0xFFFF or c == "-" else f"\\u{ord(c):04x}" for c in _values.FORBIDDEN
)
# ECMAScript writes the names of groups in another way, and nothing needs them here.
_DATE = re.sub(r"\?P<\w+>", "", _span.EDTF)
# ECMAScript refuses an escape that is not needed.
_URL = _values.URL.replace(r"\"", '"')
_LEAVES: dict[str, dict[str, Any]] = {
    "text": {
        "type": "string",
        "pattern": rf"^(?=[\s\S]*\S)[^{_FORBIDDEN}]+{_END}",
        "description": "Not empty; no control characters but tab and line feed.",
    },
    "id": {
        "type": "string",
        "pattern": f"^{_values.SLUG}{_END}",
        "description": "Lower-case ASCII letters and digits, joined by single hyphens.",
    },
    "url": {
        "type": "string",
        "pattern": f"^(?=[^{_FORBIDDEN}]+{_END}){_URL}{_END}",
        "description": "It begins with http:// or https://.",
    },
    "year": {"type": "integer", "minimum": 1, "maximum": _values.LAST_YEAR},
    "span": {
        "type": "string",
        "pattern": rf"^({_DATE}(/({_DATE}|\.\.))?|\.\./{_DATE}){_END}",
        "description": "ISO 8601 and EDTF: 1953, 1953-07, 1953-07-27, 1953-07~, first/last; "
        "'..' stands for an open end. The reader checks that the day exists and that the "
        "first day is not after the last.",
    },
    "extra": {
        "type": "object",
        "additionalProperties": {"$ref": "#/$defs/own"},
        "description": "An object of your own: it is kept as it is and written back.",
    },
    "own": {
        "type": ["string", "number", "boolean", "null", "array", "object"],
        "items": {"$ref": "#/$defs/own"},
        "additionalProperties": {"$ref": "#/$defs/own"},
        "description": "A value of your own: anything that JSON holds.",
    },
}
# The kinds of single values, by the check or the class that a field declares.
_BY_CHECK = {_values.text: "text", _values.slug: "id", _values.url: "url", _values.year: "year"}
_BY_CLASS = {_span.Span: "span"}
# The nouns in the order of the schema: those within come before those around them.
_NOUNS = (
    _model.Image, _model.Source, _model.About, _model.Actor, _model.Record, _model.Excerpt,
    _model.Note, _model.Claim, _model.Link, _model.Document,
)  # fmt: skip
# These are written out in a list of their own, and named by their id everywhere else.
_NAMED = (_model.Actor, _model.Source)


def schema() -> dict[str, Any]:
    """Make the complete schema: the file, then each noun, then the kinds of text and number."""
    lists = {"actors": "actor", "documents": "document", "elsewhere": "id"}
    keys = {"about": _ref("about")} | {key: _list(_ref(name)) for key, name in lists.items()}
    nouns = {cls.__name__.lower(): _object(cls) for cls in _NOUNS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A collection of catalogue records, as korean_armistice reads it",
        "description": "The shape of each value. korean_armistice.read also checks the rules "
        "between things: unique ids, quotes found in their field, known actors, existing days.",
        **_keyed(keys, required=list(_shape.KEYS)),
        "$defs": nouns | _LEAVES,
    }


def text() -> str:
    """Make the text of the schema's file."""
    return json.dumps(schema(), indent=2) + "\n"


def _object(cls: type) -> dict[str, Any]:
    kinds = get_type_hints(cls)
    written = [a for a in fields(cls) if a.name not in _file.UNWRITTEN]
    keys = {a.name: _value(a, kinds[a.name]) | {"description": a.metadata["says"]} for a in written}
    if cls is _model.Document:  # a document has its own header if it comes from another collection
        keys["about"] = _ref("about")
    return _keyed(keys, required=[a.name for a in written if a.default is NOTHING])


def _value(attribute: Attribute[Any], kind: Any) -> dict[str, Any]:
    """Describe the value of a key: an id, a choice, a list, or the kind of its check or class."""
    if type(None) in get_args(kind):
        kind = next(arg for arg in get_args(kind) if arg is not type(None))
    if kind in _NAMED:
        return _ref("id")
    if get_origin(kind) is tuple:
        return _list(_one(get_args(kind)[0], _check(attribute)))
    return _one(kind, _check(attribute))


def _one(kind: Any, check: Any) -> dict[str, Any]:
    if get_origin(kind) is Literal:
        return {"enum": list(get_args(kind))}
    if get_origin(kind) is dict:
        return _ref("extra")
    return _ref(_BY_CHECK.get(check) or _BY_CLASS.get(kind) or kind.__name__.lower())


def _check(attribute: Attribute[Any]) -> Any:
    """Find the check of a single value, which `maybe` and `many` wrap in checks of their own."""
    wrapped = getattr(attribute.validator, "validator", attribute.validator)
    inside = inspect.getclosurevars(wrapped).nonlocals if inspect.isfunction(wrapped) else {}
    return inside.get("check", wrapped)


def _keyed(keys: dict[str, Any], *, required: list[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": keys,
        "required": required,
        "additionalProperties": False,
    }


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
    print(PATH)
