"""Names: a spelling folded, looked up, and, if unknown, the nearest suggested."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from heapq import nlargest
from itertools import islice
from typing import TYPE_CHECKING

from ._model import Actor
from .exceptions import UnknownNameError, shown

if TYPE_CHECKING:
    from difflib import SequenceMatcher

__all__ = ["Names", "close", "fold", "fold_words", "slug"]

# No spelling of a real collection is longer; past this, and past a longer one, a text is not looked up, so that nobody waits for nonsense.
_LONGEST = 1_000
# Enough for every real collection, and bounded for the rest: an error must come soon.
_SEARCHED = 10_000
# Normalizing is quadratic in a run of combining marks; no word of any language comes near this.
_LONGEST_WORD = 200
# A name longer than this is not a misspelling of anything.
_LONGEST_GUESSED = 100
# How like two spellings must be (0 to 1, after difflib) for one to be suggested for the other.
_NEAR = 0.75
# Comparing is quadratic, and cubic at worst: so many texts are compared, and no more.
_COMPARED = 100
# "US" or "Kim" within a longer text says too little to suggest it.
_SHORT = 3
# Unicode counts these as letters; in romanized names they stand for an apostrophe.
_APOSTROPHES = "\u02b9\u02ba\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\ua78c"
# A mark written by itself, as in decomposed text, belongs to the letter before it.
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_BETWEEN_WORDS = rf"[^\w'’‘`´{_APOSTROPHES}{_MARKS}]+|_+"
_INITIALS = r"\b(\w)\.(?=\w\b)"


def fold(text: str) -> str:
    """Reduce a spelling to what counts: its letters, marks and digits, without case.

    Marks are dropped after Latin and Cyrillic letters (é is e, ŏ is o, ё is е) and kept in
    every other script, where they are part of the letter.

    Example:
        >>> fold("P’eng Tê-huai") == fold("peng tehuai")
        True
    """
    if text.isascii():
        text = text.casefold()
        return text if text.isalnum() else "".join(filter(str.isalnum, text))
    return "".join(
        _fold_word(word[start : start + _LONGEST_WORD])
        for word in text.split()
        for start in range(0, len(word), _LONGEST_WORD)
    )


def fold_words(text: str) -> list[str]:
    """Fold the words of a text one by one; "U.S." and "People's" are one word each.

    Example:
        >>> fold_words("U.S. People’s Sino-Korean")
        ['us', 'peoples', 'sino', 'korean']
    """
    text = re.sub(_INITIALS, r"\1", text)
    parts = re.split(_BETWEEN_WORDS, text)
    return [word for part in parts if (word := fold(part))]


def slug(text: str) -> str:
    """Fold a title to lower-case ASCII words joined by hyphens, as ids have them.

    Example:
        >>> slug("Telegram of the Soviet Chargé")
        'telegram-of-the-soviet-charge'
    """
    parts = re.split(_BETWEEN_WORDS, text)
    words = ("".join(filter(str.isascii, fold(part))) for part in parts)
    return "-".join(filter(None, words))


def close(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Find up to five texts much like `text`, the likest first."""
    from difflib import get_close_matches  # only an error needs it

    asked = text[:_LONGEST]
    return tuple(get_close_matches(asked, _likely(asked, islice(known, _SEARCHED)), 5, _NEAR))


def _likely(asked: str, known: Iterable[str]) -> list[str]:
    """Choose by an upper bound, in linear time, the few that are compared in quadratic."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, b=asked)

    def bound(text: str) -> float:
        matcher.set_seq1(text[: 2 * _LONGEST])
        return matcher.real_quick_ratio() >= _NEAR and matcher.quick_ratio()

    return nlargest(_COMPARED, known, key=bound)


class Names:
    """All spellings of some actors, folded once; several actors may share one."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._by_id = {actor.id: actor for actor in actors}
        self._by_key: dict[str, list[Actor]] = {}
        # The key of each spelling as it is listed, so that the common case need not fold.
        self._keys: dict[str, str] = {}
        for actor in self._by_id.values():
            keys = {spelling: fold(spelling) for spelling in _spellings(actor)}
            self._keys |= keys
            for key in set(keys.values()) - {""}:
                self._by_key.setdefault(key, []).append(actor)
        self._longest = max(_LONGEST, *map(len, self._keys), 0)

    def find(self, name: str | Actor, *, state: bool = False) -> Actor:
        """Return the one actor of that id or spelling; with `state`, the one state.

        Raises:
            UnknownNameError: no actor has it, several have, or it is not a state.
            TypeError: `name` is neither text nor an Actor.
        """
        found = self._exact(name)
        if state and len(found) > 1:
            found = [actor for actor in found if actor.kind == "state"] or found
        if len(found) == 1 and (found[0].kind == "state" or not state):
            return found[0]
        raise self._unknown(name, found, state=state)

    def _exact(self, name: str | Actor) -> Sequence[Actor]:
        if isinstance(name, Actor):
            return [name] if self._by_id.get(name.id) == name else []
        if not isinstance(name, str):
            msg = f"a name is text or an Actor, not {shown(name)}"
            raise TypeError(msg)
        if name in self._by_id:
            return [self._by_id[name]]
        if len(name) > self._longest:
            return []
        return self._by_key.get(self._keys.get(name) or fold(name), ())

    def _unknown(
        self, name: str | Actor, found: Sequence[Actor], *, state: bool
    ) -> UnknownNameError:
        text = name.name if isinstance(name, Actor) else name
        reason = ""
        if isinstance(name, Actor) and (own := self._by_id.get(name.id)):
            reason = f"this {shown(text)} is not the one of this collection: they differ"
            found = [own]
        elif len(found) > 1:
            reason = f"{shown(text)} is a spelling that several actors share"
        elif found:
            reason = f"{shown(text)} names {shown(found[0].name)}, which is not a state ({found[0].kind})"
        near = found or self._near(text)
        meant = (a.affiliation if state and a.kind != "state" else a for a in near)
        names = dict.fromkeys(self._said(actor, state=state) for actor in meant if actor)
        return UnknownNameError(text, tuple(islice(names, 5)), reason)

    def _said(self, actor: Actor, *, state: bool) -> str:
        """Say an actor so that it is found: by its name, or by its id if others share that."""
        found = self._exact(actor.name)
        alone = len(found) == 1 or (state and [a.kind for a in found].count("state") == 1)
        return actor.name if alone else actor.id

    def _near(self, name: str) -> list[Actor]:
        """List the actors with a spelling like a name, the nearest first."""
        from difflib import SequenceMatcher  # only an error needs it

        words = fold_words(name[:_LONGEST])
        key = "".join(words)
        if not 1 < len(key) <= _LONGEST_GUESSED:
            return []
        matcher = SequenceMatcher(None, b=key, autojunk=False)
        pairs = ((a.id, s) for a in self._by_id.values() for s in _spellings(a))
        bounds = [
            (*_likeness(matcher, words, fold_words(spelling[: 2 * _LONGEST_GUESSED])), actor_id)
            for actor_id, spelling in islice(pairs, _SEARCHED)
        ]
        best: dict[str, float] = {}
        for bound, named, known, actor_id in nlargest(_COMPARED, bounds):
            matcher.set_seq1(known)
            score = named + matcher.ratio() if bound else 0
            best[actor_id] = max(best.get(actor_id, 0), score)
        ranked = sorted(best, key=lambda key: (-best[key], key))
        return [self._by_id[key] for key in ranked if best[key] >= _NEAR]


def _spellings(actor: Actor) -> tuple[str, ...]:
    return (actor.name, *actor.aliases, actor.id)


def _likeness(
    matcher: SequenceMatcher[str], asked: list[str], known: list[str]
) -> tuple[float, bool, str]:
    """Compare words: at most how like they are, and whether the one names a part of the other."""
    key = "".join(known)
    part = all(any(word.startswith(start) for word in known) for start in set(asked))
    whole = len(key) > _SHORT and set(known) <= set(asked)
    matcher.set_seq1(key)
    alike = matcher.real_quick_ratio() >= _NEAR and matcher.quick_ratio() >= _NEAR
    named = part or whole
    return (named + matcher.quick_ratio() if alike or named else 0), named, key


def _fold_word(word: str) -> str:
    kept: list[str] = []
    plain = False
    for char in unicodedata.normalize("NFKD", word):
        if unicodedata.category(char)[0] != "M":
            plain = char < "\u0250" or "\u0400" <= char < "\u0530" or "\u1e00" <= char < "\u1f00"
        elif plain:
            continue
        kept.append(char)
    folded = unicodedata.normalize("NFC", "".join(kept)).casefold()
    return "".join(filter(_counts, folded))


def _counts(char: str) -> bool:
    if char in _APOSTROPHES:
        return False
    return char.isalnum() or unicodedata.category(char)[0] == "M"
