"""The errors that a program can catch; all of them are an `ArmisticeError`."""

from collections.abc import Iterable
from reprlib import Repr

from attrs import define

__all__ = ["ArmisticeError", "InvalidDataError", "InvalidDateError", "UnknownNameError"]

_LETTERS, _PROBLEMS, _NAME = 80, 20, 300


class _Short(Repr):
    """Cuts nested values short, because the repr of hostile input may be endless, or too deep."""

    def repr_int(self, x: int, level: int) -> str:
        if x.bit_length() > 2 * _LETTERS:  # Python refuses to print thousands of digits
            return f"an integer of {x.bit_length()} bits"
        return super().repr_int(x, level)


_short = _Short()
_short.maxlevel, _short.maxother = 2, _LETTERS


def shown(value: object, most: int = _LETTERS) -> str:
    """Quote a value for a message: its repr, or only the beginning of a long one."""
    text = repr(value[: 2 * most]) if isinstance(value, str) else _short.repr(value)
    return text if len(text) <= most else f"{text[:_LETTERS]}…"


class ArmisticeError(Exception):
    """The root of every error this package raises on purpose."""


@define(slots=False, repr=False)
class UnknownNameError(ArmisticeError, LookupError):
    """An unknown name or id, or a name that several actors share. It is also a `LookupError`.

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
    suggestions: tuple[str, ...] = ()
    #: Why the name does not work; empty if it simply is not known.
    reason: str = ""

    def __str__(self) -> str:
        reason = self.reason or f"unknown name {shown(self.name)}: no actor has that spelling"
        if not self.suggestions:
            hint = "" if self.reason else " `.counts('actor')` lists the known ones."
            return f"{reason}; nothing similar is known.{hint}"
        # A suggestion is to be copied, so it is not cut unless it is longer than any name.
        return f"{reason}. Did you mean {' or '.join(shown(s, _NAME) for s in self.suggestions)}?"


@define(slots=False, repr=False)
class InvalidDateError(ArmisticeError, ValueError):
    """A text that is not a date, or a stretch of days that is not possible; also a `ValueError`."""

    #: The text that was refused, as given.
    text: str
    #: What is wrong with it.
    reason: str

    def __str__(self) -> str:
        return (
            f"{shown(self.text)} is not a date: {self.reason}. Forms that work: "
            "'1953', '1953-07', '1953-07-27', '1953-06-25/1953-07-27', '1953-07/..', '../1953-07', "
            "'July 1953', '27 July 1953', 'July 27, 1953'."
        )


@define(slots=False, repr=False)
class InvalidDataError(ArmisticeError, ValueError):
    """A value or a collection that breaks the rules; nothing is loaded. It is also a `ValueError`."""

    #: Every fault found, each a sentence: where, what was given, what is allowed.
    problems: tuple[str, ...]

    def __str__(self) -> str:
        count = len(self.problems)
        rest = [f"… and {count - _PROBLEMS} more in .problems"] if count > _PROBLEMS else []
        head = f"{count} problem{'s' * (count != 1)} in the data:"
        return "\n  ".join([head, *self.problems[:_PROBLEMS], *rest])


def refuse(problems: Iterable[str]) -> None:
    """Raise one error that names all the problems, each once, if there are any."""
    if found := tuple(dict.fromkeys(problems)):
        raise InvalidDataError(found)
