"""Names: every spelling resolves, nothing is guessed, the nearest are suggested."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import korean_armistice as ka
from korean_armistice._names import Names, fold, fold_words, slug

from .samples import collection, content

DOCS = ka.load()
SPELLINGS = [(name, a.id) for a in DOCS.root.actors for name in (a.name, *a.aliases, a.id)]


@pytest.mark.parametrize(("spelling", "actor_id"), SPELLINGS)
def test_every_spelling(spelling: str, actor_id: str) -> None:
    """Every spelling finds its actor, whatever its case, marks, hyphens and apostrophes."""
    variants = {
        spelling,
        spelling.upper(),
        spelling.lower(),
        spelling.replace("-", " "),
        spelling.replace(" ", "-"),
        spelling.replace(" ", ""),
        spelling.replace("'", "’").replace("’", "ʼ"),
        unicodedata.normalize("NFD", spelling),
        f"  {spelling}. ",
        f"{spelling},",
    }
    for variant in variants:
        assert DOCS.actor(variant).id == actor_id


@pytest.mark.parametrize(
    ("spelling", "actor_id"),
    [
        ("Kim Il-sung", "kim-il-sung"),
        ("김일성", "kim-il-sung"),
        ("金日成", "kim-il-sung"),
        ("Ким Ир Сен", "kim-il-sung"),
        ("Rhee, Syngman", "syngman-rhee"),
        ("Yi Sungman", "syngman-rhee"),
        ("Mao Tse-tung", "mao-zedong"),
        ("P`eng Te-huai", "peng-dehuai"),
        ("Молотов", "vyacheslav-molotov"),
        ("Molotov, V.M.", "vyacheslav-molotov"),
        ("Clark, Mark W.", "mark-w-clark"),
        ("Dulles, John Foster", "john-foster-dulles"),
        ("Eisenhower, Dwight D.", "dwight-eisenhower"),
        ("Malenkov, Georgy", "georgy-malenkov"),
        ("Kuznetsov, Vasily", "vasily-kuznetsov"),
        ("Briggs, Ellis O.", "ellis-o-briggs"),
        ("Robertson, Walter S.", "walter-s-robertson"),
        ("Zhou, Enlai", "zhou-enlai"),
        ("Nu, U", "u-nu"),
        ("U.S.", "united-states"),
        ("the United States", "united-states"),
        ("Soviet government", "soviet-union"),
        ("MID", "ussr-ministry-of-foreign-affairs"),
        ("North Korea People's Army", "korean-peoples-army"),
        ("Democratic Republic of Korea", "north-korea"),
    ],
)
def test_common_spellings(spelling: str, actor_id: str) -> None:
    """Spellings printed in the records and in the literature resolve, inverted ones too."""
    assert DOCS.actor(spelling).id == actor_id


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("Molotv", "Vyacheslav Molotov"),
        ("Pang Dehuai", "Peng Dehuai"),
        ("Dulles, J", "John Foster Dulles"),
        ("Foster Dules", "John Foster Dulles"),
        ("Vyacheslav", "Vyacheslav Molotov"),
        ("Comrade Molotov", "Vyacheslav Molotov"),
        ("Eisenhauer", "Dwight D. Eisenhower"),
        ("毛泽", "Mao Zedong"),
        ("Sovet Union", "Soviet Union"),
    ],
)
def test_suggestions(typed: str, best: str) -> None:
    """A typo, a part, or a name with its title brings the right name first, five at most."""
    with pytest.raises(ka.UnknownNameError) as caught:
        DOCS.by_actor(typed)
    assert caught.value.suggestions[0] == best
    assert len(caught.value.suggestions) <= 5
    assert caught.value.name == typed
    assert best in str(caught.value)


def suggested(typed: str, *known: str) -> tuple[str, ...]:
    """Return what is suggested among actors with these names, and ids in their order."""
    names = Names(ka.Actor(f"a{n}", name, "person") for n, name in enumerate(known))
    with pytest.raises(ka.UnknownNameError) as caught:
        names.find(typed)
    return caught.value.suggestions


@pytest.mark.parametrize(
    ("typed", "known", "found"),
    [
        # 2 · 3 letters in common of 8 is 0.75, just near enough; 2 · 3 of 9 is not.
        ("Abcde", "Abc", True),
        ("Ab cde", "Abc", True),
        ("Abcde", "Ab C", True),
        ("Abcdef", "Abc", False),
        # A name of four letters within a longer text is meant, one of three may be anything.
        ("Comrade Rhee of Seoul", "Rhee", True),
        ("Comrade Kim of Seoul", "Kim", False),
        # What is not like it, and not a part.
        ("Rhee", "Molotov", False),
        # No name is longer than a hundred letters.
        ("a" * 99 + "b", "a" * 100, True),
        ("a" * 100 + "b", "a" * 100, False),
    ],
)
def test_near_enough(typed: str, known: str, found: bool) -> None:
    """Only a name much like what was typed, or within it, is suggested."""
    assert suggested(typed, known) == ((known,) if found else ())


def test_the_likest_first() -> None:
    """Of several names that have a part in common with what was typed, the likest comes first."""
    assert suggested("Kim", "Kim Il Sung of Pyongyang", "Kim Zo") == (
        "Kim Zo",
        "Kim Il Sung of Pyongyang",
    )
    assert suggested("Kimm", "Kimm Il Sung", "Kimma", "Kimn") == ("Kimma", "Kimm Il Sung", "Kimn")
    assert suggested("Same", "Same B", "Same A") == ("Same B", "Same A")
    assert len(suggested("Same", *(f"Same {n}" for n in range(9)))) == 5


@pytest.mark.parametrize(
    "nonsense", ["", "!?", "xyzzy", "Napoleon", "qwertyuiop", "a", "\ud800", "x" * 10_000_000]
)
def test_nonsense(nonsense: str) -> None:
    """Nonsense brings no suggestion, soon, and the message stays short."""
    with pytest.raises(ka.UnknownNameError) as caught:
        DOCS.actor(nonsense)
    assert caught.value.suggestions == ()
    assert len(str(caught.value)) < 400
    assert str(caught.value).endswith("`.actors` lists those there are.")


@given(st.text())
def test_any_text(text: str) -> None:
    """Any text is a known name or an UnknownNameError whose suggestions all resolve."""
    try:
        assert fold(text) in {fold(spelling) for spelling, _ in SPELLINGS}
        DOCS.actor(text)
    except AssertionError:
        with pytest.raises(ka.UnknownNameError) as caught:
            DOCS.actor(text)
        assert all(DOCS.actor(name) for name in caught.value.suggestions)


@given(st.text())
def test_fold_is_blind_to_composition(text: str) -> None:
    """Composed and decomposed text fold alike, and so do upper and lower case ASCII."""
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    plain = text.encode("ascii", "ignore").decode()
    assert fold(plain.upper()) == fold(plain.lower())


def test_marks_are_kept_where_they_are_letters() -> None:
    """Latin and Cyrillic lose their marks; in other scripts a mark is part of the word."""
    assert fold("Kim Il-Sŏng") == "kimilsong"
    assert fold("Чжоу Эньлай") == fold("Чжоу Эньлаи")
    assert fold("ဦးနု") == "ဦးနု"
    assert fold("김일성") == "김일성"


def test_long_runs_of_marks() -> None:
    """A million combining marks, on which normalizing alone is quadratic, fold soon."""
    assert fold("a" + "\u0301\u0323" * 500_000).startswith("a")


def test_words_and_slugs() -> None:
    """Words keep inner apostrophes and dotted initials; slugs are their ASCII."""
    assert fold_words("V.M. Molotov's “Sino-Korean” U.S.") == [
        "vm", "molotovs", "sino", "korean", "us",
    ]  # fmt: skip
    assert slug("Chargé: 김 8:30-8:55_a") == "charge-8-30-8-55-a"


def test_not_a_name() -> None:
    """What is neither text nor an Actor is a TypeError."""
    bad: Any
    for bad in (None, 3, b"Mao", ["Mao"]):
        with pytest.raises(TypeError):
            DOCS.by_actor(bad)


def test_an_actor_is_a_name() -> None:
    """An Actor of the collection is taken as it is; one that differs is unknown."""
    mao = DOCS.actor("Mao")
    assert DOCS.by_actor(mao) == DOCS.by_actor("Mao")
    stranger = ka.Actor("mao-zedong", "Mao Zedong", "person")
    with pytest.raises(ka.UnknownNameError) as caught:
        DOCS.by_actor(stranger)
    assert caught.value.suggestions == ("Mao Zedong",)


def test_origin_is_a_state() -> None:
    """Asked for the origin of another actor, the error says so and suggests its state."""
    with pytest.raises(ka.UnknownNameError) as caught:
        DOCS.by_origin("Molotov")
    named = "'Molotov' names 'Vyacheslav Molotov', which is not a state (person)"
    assert str(caught.value) == f"{named}. Did you mean 'Soviet Union'?"
    assert caught.value.suggestions == ("Soviet Union",)
    for typed in ("Molotv", "Sovet Union"):
        with pytest.raises(ka.UnknownNameError) as caught:
            DOCS.by_origin(typed)
        assert caught.value.suggestions == ("Soviet Union",)
        assert caught.value.reason == ""
    with pytest.raises(ka.UnknownNameError) as caught:
        DOCS.by_origin("UN")
    assert caught.value.suggestions == ()


def test_shared_spelling() -> None:
    """Two actors may share a spelling; asking for it is an error that suggests each."""
    docs = collection()
    with pytest.raises(ka.UnknownNameError, match="several") as caught:
        docs.by_actor("Lee")
    told = "'Lee' is a spelling that several actors share. Did you mean 'Ann Lee' or 'Bob Lee'?"
    assert str(caught.value) == told
    assert docs.actor("Ann Lee").id == "ann"


def test_shared_names() -> None:
    """Where several share even the name, the id is suggested: every suggestion works."""
    data = content()
    data["actors"][0]["name"], data["actors"][1]["name"] = "Kim Il-sung", "Kim Il Sung"
    data["actors"][0].pop("family", None)
    docs = collection(data)
    with pytest.raises(ka.UnknownNameError) as caught:
        docs.actor("Kim Il Sung")
    assert caught.value.suggestions == tuple(a["id"] for a in data["actors"][:2])
    assert all(docs.actor(name) for name in caught.value.suggestions)


def test_somebody_else_of_the_same_id() -> None:
    """An actor who is not the one of the collection is refused for what it is."""
    with pytest.raises(ka.UnknownNameError, match="not the one of this collection") as caught:
        DOCS.by_actor(attrs.evolve(DOCS.actor("Mao"), born=1894))
    assert caught.value.suggestions == ("Mao Zedong",)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_forms_of_writing(form: Any) -> None:
    """A text is found, and makes the same id, whether its accents are written apart or not."""
    text = unicodedata.normalize(form, "La République dé\u0142aite, Müller-Đặng und Ёлка")
    data = content()
    data["documents"][0]["summary"] = text
    docs = collection(data)
    for word in ("république", "Muller", "đặng", "елка"):
        for asked in ("NFC", "NFD"):
            assert len(docs.search(unicodedata.normalize(asked, word))) == 1
    assert slug(unicodedata.normalize(form, "Décision générale")) == "decision-generale"


def test_a_state_before_its_namesake() -> None:
    """A spelling that one state shares with others is that state when an origin is asked."""
    data = content()
    data["actors"][1]["aliases"] = ["Lee"]
    assert len(collection(data).by_origin("Lee")) == 1


def test_ids_win() -> None:
    """An actor's own id finds it, even where another is called so."""
    data = content()
    data["actors"][2]["aliases"] = ["ann"]
    assert collection(data).actor("ann").name == "Ann Lee"


def test_names_of_nobody() -> None:
    """A collection without actors knows no name."""
    with pytest.raises(ka.UnknownNameError):
        Names(()).find("Mao")


def test_facts() -> None:
    """Names printed in the records are found among the spellings: a list made from the listing."""
    printed = json.loads((Path(__file__).parent / "data" / "printed_names.json").read_text("utf-8"))
    for spelling, actor_id in printed.items():
        assert DOCS.actor(spelling).id == actor_id
