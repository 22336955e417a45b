"""What can go wrong, as types a program can act on.

.. code-block:: text

    ArmisticeError
    ├── UnknownNameError   (also a LookupError)
    ├── InvalidDateError   (also a ValueError)
    └── InvalidDataError   (also a ValueError)
"""

from __future__ import annotations

from reprlib import Repr

__all__ = ["ArmisticeError", "InvalidDataError", "InvalidDateError", "UnknownNameError"]

_SHOWN = 80
_LISTED = 20
_COPIED = 300


class _Short(Repr):
    """Cuts nested values short: the repr of what a stranger sends may be endless, or too deep."""

    def repr_int(self, x: int, level: int) -> str:
        """Describe the integers of thousands of digits, which Python refuses to print."""
        if x.bit_length() > 2 * _SHOWN:
            return f"an integer of {x.bit_length()} bits"
        return super().repr_int(x, level)


_short = _Short()
_short.maxlevel = 2


def shown(value: object) -> str:
    """Quote a value for a message: its repr, and of a long one only the beginning."""
    text = repr(value[: 2 * _SHOWN]) if isinstance(value, str) else _short.repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _whole(text: str) -> str:
    """Quote a text that is to be copied: whole, unless no id and no name is so long."""
    return repr(text) if len(text) <= _COPIED else shown(text)


class ArmisticeError(Exception):
    """The root of every error this package raises on purpose."""


class UnknownNameError(ArmisticeError, LookupError):
    """A name or an id that the collection does not know, or that several actors share.

    Example:
        >>> import korean_armistice as ka
        >>> try:
        ...     ka.by_actor("Molotv")
        ... except ka.UnknownNameError as error:
        ...     print(error.suggestions)
        ('Vyacheslav Molotov',)
    """

    #: What was asked for, as given.
    name: str
    #: Up to five names (or ids) that do work, the likeliest first; empty if nothing is near.
    suggestions: tuple[str, ...]
    #: What was wrong with the name; empty where it simply is not known.
    reason: str

    def __init__(self, name: str, suggestions: tuple[str, ...] = (), reason: str = "") -> None:
        self.name, self.suggestions, self.reason = name, suggestions, reason
        super().__init__(name, suggestions, reason)

    def __str__(self) -> str:
        reason = self.reason or f"unknown name {shown(self.name)}: no actor has that spelling"
        if not self.suggestions:
            hint = "" if self.reason else " `.actors` lists those there are."
            return f"{reason}; nothing similar is known.{hint}"
        return f"{reason}. Did you mean {' or '.join(map(_whole, self.suggestions))}?"


class InvalidDateError(ArmisticeError, ValueError):
    """A text that is not a date, or a stretch of days that cannot be.

    Example:
        >>> import korean_armistice as ka
        >>> try:
        ...     ka.by_date("1953-02-30")
        ... except ka.InvalidDateError as error:
        ...     print(error.text)
        1953-02-30
    """

    #: The text that was refused, as given.
    text: str
    #: What is wrong with it.
    reason: str

    def __init__(self, text: str, reason: str) -> None:
        self.text, self.reason = text, reason
        super().__init__(text, reason)

    def __str__(self) -> str:
        return (
            f"{shown(self.text)} is not a date: {self.reason}. Forms that work: "
            "'1953', '1953-07', '1953-07-27', '1953-06-25/1953-07-27', '1953-07/..', '../1953-07'; "
            "in a query also 'July 1953', '27 July 1953', 'July 27, 1953'."
        )


class InvalidDataError(ArmisticeError, ValueError):
    """A collection that breaks the rules of the format; nothing of it is loaded.

    Example:
        >>> import korean_armistice as ka
        >>> try:
        ...     ka.read(b"[]")
        ... except ka.InvalidDataError as error:
        ...     print(*error.problems, sep=chr(10))
        top level: [] is not an object with the keys about, actors, documents
    """

    #: Every fault found, each a sentence: where, what was given, what is allowed.
    problems: tuple[str, ...]

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__(problems)

    def __str__(self) -> str:
        count = len(self.problems)
        head = f"{count} problem{'s' * (count != 1)} in the data"
        listed = [f"  {problem}" for problem in self.problems[:_LISTED]]
        rest = [f"  … and {count - _LISTED} more in .problems"] if count > _LISTED else []
        return "\n".join([f"{head}:", *listed, *rest])
