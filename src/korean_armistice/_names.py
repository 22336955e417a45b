"""Names: a spelling is folded and looked up; if it is unknown, the nearest are suggested."""

import re
from collections.abc import Callable, Container, Iterable
from functools import lru_cache
from heapq import nlargest
from itertools import chain, combinations, islice, takewhile
from unicodedata import category, normalize

from ._model import Actor
from .exceptions import UnknownNameError, shown

# Letters that Unicode does not decompose, and what they stand for, as in ICU's Latin-ASCII; and
# signs written for an apostrophe, as in "P’eng" and "P`eng". A full stop stays, because it marks initials.
_PAIRS = "æ=ae œ=oe ø=o ð=d đ=d ɖ=d þ=th ħ=h ł=l ŧ=t ŋ=n ĸ=q ƀ=b ǥ=g ɨ=i ƶ=z .=. '=' `=' ´=' ‘=' ’=' ‛=' ′=' \u02b9=' \u02ba=' \u02bb=' \u02bc=' \u02bd=' \u02be=' \u02bf=' \u02c8=' \ua78c='"
STANDS_FOR = {pair[0]: pair[2:] for pair in _PAIRS.split()}
# Nobody sees these: Unicode's default ignorable code points, as a class of a regular expression.
IGNORED = "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
# After these (ASCII, Latin, Cyrillic) a mark is dropped; elsewhere it is a part of the letter.
UNMARKED = "[\\0-\u02af\u0400-\u052f\u1c80-\u1c8f\u1d00-\u1dbf\u1e00-\u1eff\u2c60-\u2c7f\ua640-\ua69f\ua720-\ua7ff\uab30-\uab6f]"
# An initial is one letter and a full stop. Another initial, one last letter or "'s" follows it.
INITIALS = r"(?<![^ .'])([^ .'0-9])\.(?:(?=[^ .'](?![^ .']))| +(?=[^ .']\.))|\.(?=')"
# Han, Kana and Hangul: Chinese has no spaces, and Korean may omit them, so words are found in runs.
UNSPACED = "[\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
# The catalogue writes Panmunjom and Panmunjeom. Without this letter, a search for one finds both.
PLACES = "(?<=^panmunj)e(?=o|$)"
# Titles of rank and office, folded. "Mrs." is not among them, because it names somebody else.
_TITLES = "assistant secretary of state|deputy assistant secretary of state|secretary of state|secretary|deputy minister of foreign affairs|minister of foreign affairs|deputy foreign minister|foreign minister|prime minister|minister|premier|vice president|president|pres|chairman|ambassador|amb|major general|maj gen|lieutenant general|lt general|lt gen|general|gen|marshal|admiral|adm|colonel|col|comrade|cdes|cde|his excellency|sir|mister|mr|doctor|dr|towarzysz|tow|prezydent|ambasador|товарищ|тов|т|генерал|ген|маршал|премьер|президент|председатель|посол|министр"
_JOINED_TITLES = "主席|司令员|司令員|总理|總理|首相|大使|同志|将军|將軍|元帅|元帥|总统|總統|国务卿|國務卿|先生|동지|수상|총리|주석|대통령|장군|원수|대사|선생"
TITLE = rf"((?<!\S)(?:{_TITLES})(?!\S)|(?<!\S)(?:{_JOINED_TITLES})|(?:{_JOINED_TITLES})(?!\S))"
# In the name of an embassy, one of these stands before the host country, which is not its state.
BEFORE_A_HOST = ("in", "to", "at", "w", "в")
# How similar a suggestion must be (0 to 1, by difflib); a short name, as "US", is part of no other.
_NEAR, _SHORT = 0.75, 3
# Comparing takes quadratic time, and so does normalizing marks; stream-safe text has up to 30.
_MOST_MARKS, _MOST_TITLES, _LONGEST, _LONGEST_GUESS = 30, 5, 1_000, 200
_SEARCHED, _COMPARED, _SUGGESTED = 10_000, 100, 5


@lru_cache(20_000)
def _folded(char: str) -> str:
    # A number of the category No is not decomposed, because ½ is not 12 and ² is not 2.
    parts = char if category(char) == "No" else normalize("NFKD", char)
    # Lower, upper and lower case in turn change ß to ss, ς to σ and ı to i.
    lower = (each for part in parts for each in part.lower().upper().lower())
    return "".join(STANDS_FOR.get(c) or (c if category(c)[0] in "LMN" else " ") for c in lower)


def _composed(word: str) -> str:
    """Compose letters and marks, without the marks after `UNMARKED` letters."""
    kept: list[str] = []
    room = 0  # for a letter and the marks after it
    for char in word:
        if category(char)[0] != "M":
            room = 1 if re.match(UNMARKED, char) else 1 + _MOST_MARKS
        kept += char if room > 0 else ""
        room -= 1
    return normalize("NFC", "".join(kept))


def fold_words(text: str) -> list[str]:
    """Fold the words of a text one by one; "U. S.", "U.S." and "People's" are one word each."""
    words = "".join(map(_folded, re.sub(IGNORED, "", text))).split()
    plain = " ".join(word if word.isascii() else _composed(word) for word in words)
    return re.sub(INITIALS, r"\1", plain).replace("'", "").replace(".", " ").split()


def fold(text: str) -> str:
    """Reduce a spelling to letters, marks and digits, without case; é becomes e, and ё becomes е."""
    return "".join(fold_words(text))


def search_words(text: str) -> list[str]:
    """Fold the words of a text, or of a search in it; two spellings of Panmunjom become one."""
    return [re.sub(PLACES, "", word) for word in fold_words(text)]


def has_unspaced(word: str) -> bool:
    """Tell whether a word has Han, Kana or Hangul, so that it is also found inside longer words."""
    return re.search(UNSPACED, word) is not None


def slug(text: str) -> str:
    """Fold a title to lower-case ASCII words joined by hyphens, as ids have them: "v-m-molotov"."""
    words = ("".join(filter(str.isascii, word)) for word in fold_words(text.replace(".", " ")))
    return "-".join(filter(None, words))


def close(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Find up to five texts that are similar to `text`, the most similar first."""
    entries = ((each, False, each) for each in known)
    return tuple(_nearest(text[:_LONGEST_GUESS], entries)[:_SUGGESTED])


def _nearest(asked: str, known: Iterable[tuple[str, bool, str]]) -> list[str]:
    """Sort (text, whether it names a part, meaning), the likeliest first; return the meanings."""
    from difflib import SequenceMatcher  # only an error needs it

    if not 1 < len(asked) <= _LONGEST_GUESS:
        return []
    matcher = SequenceMatcher(None, b=asked, autojunk=False)

    def score(entry: tuple[str, bool, str], ratio: Callable[[], float]) -> float:
        text, part, _ = entry
        matcher.set_seq1(text[: 2 * _LONGEST_GUESS])
        return ratio() + part  # What names a part comes first.

    # The quick ratio is an upper bound and takes linear time, so only the best are compared.
    few = nlargest(_COMPARED, islice(known, _SEARCHED), key=lambda e: score(e, matcher.quick_ratio))
    scores = sorted((-score(entry, matcher.ratio), entry[2]) for entry in few)
    return list(dict.fromkeys(meant for negative, meant in scores if -negative >= _NEAR))


class Names:
    """All spellings of some actors, folded once; several actors may share one."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._by_id = {actor.id: actor for actor in actors}
        self._by_key: dict[str, dict[str, Actor]] = {}
        spellings = [(s, a) for a in self._by_id.values() for s in (a.name, *a.aliases, a.id)]
        self._longest = max([_LONGEST, *(len(spelling) for spelling, _ in spellings)])
        self._spellings = [(fold_words(spelling), actor.id) for spelling, actor in spellings]
        for words, actor in self._spellings:
            self._by_key.setdefault("".join(words), {})[actor] = self._by_id[actor]
        self._by_key.pop("", None)

    def find(
        self, name: str | Actor, *, state: bool = False, among: Container[str] | None = None
    ) -> Actor:
        """Return the one actor of an id or a spelling; with `state`, the one state.

        `among` has the ids that may be suggested; None allows all. Raises `UnknownNameError` if
        no actor has the name, several have, or it is not a state.
        """
        found = self._meant(name, state=state)
        if len(found) == 1 and (found[0].kind == "state" or not state):
            return found[0]
        text = name.name if isinstance(name, Actor) else name
        reason = ""
        if isinstance(name, Actor) and name.id in self._by_id:
            reason = f"this {shown(text)} differs from the actor of this collection with its id"
            found = [self._by_id[name.id]]
        elif len(found) > 1:
            whose = ", ".join(shown(self._findable(actor)) for actor in found[:_SUGGESTED])
            reason = f"{shown(text)} is a spelling that several actors share, {len(found)} in all: {whose}"
        elif found:
            reason = f"{shown(text)} names {shown(found[0].name)}, which is not a state ({found[0].kind})"
        near = found or self._near(text, state=state)
        meant = (a.affiliation if state and a.kind != "state" else a for a in near)
        allowed = (a for a in meant if a and (among is None or a.id in among))
        names = dict.fromkeys(self._findable(actor, state=state) for actor in allowed)
        raise UnknownNameError(text, tuple(names)[:_SUGGESTED], reason)

    def _meant(self, name: str | Actor, *, state: bool = False) -> list[Actor]:
        if isinstance(name, Actor):
            return [name] if self._by_id.get(name.id) == name else []
        if not isinstance(name, str):
            msg = f"a name is text or an Actor, not {shown(name)}"
            raise TypeError(msg)
        if name in self._by_id:
            return [self._by_id[name]]
        found = self._read(" ".join(fold_words(name))) if len(name) <= self._longest else []
        return [actor for actor in found if state and actor.kind == "state"] or found

    def _read(self, words: str) -> list[Actor]:
        """Find the actors of a spelling; if it is unknown, without "the", then without titles."""
        bare = words.removeprefix("the ")
        if found := self._spelled(words) or self._spelled(bare):
            return found
        parts = re.split(TITLE, bare)  # Every second part is a title.
        titles = range(1, len(parts), 2)[:_MOST_TITLES]
        for omitted in chain.from_iterable(combinations(titles, n + 1) for n in range(len(titles))):
            kept = "".join(part for at, part in enumerate(parts) if at not in omitted)
            if people := [actor for actor in self._spelled(kept) if actor.kind == "person"]:
                return people
        return []

    def _spelled(self, words: str) -> list[Actor]:
        return list(self._by_key.get(words.replace(" ", ""), {}).values())

    def _findable(self, actor: Actor, *, state: bool = False) -> str:
        """Return a text that finds the actor: its name, or its id if others share the name."""
        return actor.name if len(self._meant(actor.name, state=state)) == 1 else actor.id

    def _near(self, name: str, *, state: bool) -> list[Actor]:
        """List the actors with a spelling similar to a name or to a part of it, the nearest first."""
        stops = BEFORE_A_HOST if state else ()

        def without_host(words: list[str]) -> list[str]:
            return list(takewhile(lambda word: word not in stops, words[:_LONGEST_GUESS]))

        line = " ".join(fold_words(name[:_LONGEST]))
        asked = without_host((re.sub(TITLE, "", line) or line).split())
        known = ((without_host(words), actor) for words, actor in self._spellings)
        entries = (("".join(words), _names_a_part(asked, words), actor) for words, actor in known)
        return [self._by_id[each] for each in _nearest("".join(asked), entries)]


def _names_a_part(asked: list[str], known: list[str]) -> bool:
    """Tell whether each asked word begins a known one, or each word of a longer name was asked."""
    begins = all(any(word.startswith(start) for word in known) for start in set(asked))
    return begins or (len("".join(known)) > _SHORT and set(known) <= set(asked))
