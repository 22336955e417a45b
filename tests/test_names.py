"""Names: every spelling resolves, rules come before lists, nothing is guessed, the nearest are suggested."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import korean_armistice as ka
from korean_armistice import Actor
from korean_armistice._names import (
    IGNORED,
    STANDS_FOR,
    Names,
    close,
    fold,
    fold_words,
    has_unspaced,
    search_words,
    slug,
)

DOCS = ka.load()
DATA = Path(__file__).parent / "data"
SPELLINGS = [(name, a.id) for a in DOCS.involved for name in (a.name, *a.aliases, a.id)]
# Our own list of the spellings in use: some are aliases in the data, others need only a rule.
LISTED = json.loads((DATA / "spellings.json").read_text("utf-8"))

AVALON = Actor("avalon", "Avalon", "state", aliases=("Isle of Avalon", "Lee"))
LOGRES = Actor("logres", "Kingdom of Logres", "state", aliases=("Logres",))
ANN = Actor("ann", "Ann Lee", "person", aliases=("Lee", "Lee, Ann", "안리"), affiliation=AVALON)
BOB = Actor("bob", "Bob Lee", "person", aliases=("Lee",), affiliation=LOGRES)
MARSHAL = Actor("marshal", "George Marshal", "person", aliases=("Marshal", "Marshal, George"))
EMBASSY = Actor("mission", "Embassy of Logres in Avalon", "body", affiliation=LOGRES)
THE_TIMES = Actor("times", "The Times", "body")


def unknown(names: Names, typed: str | Actor, **options: Any) -> ka.UnknownNameError:
    """Return the error for a name."""
    with pytest.raises(ka.UnknownNameError) as caught:
        names.find(typed, **options)
    return caught.value


# --- the shipped spellings -----------------------------------------------------------------


@pytest.mark.parametrize("actor", DOCS.involved, ids=lambda actor: actor.id)
def test_every_spelling(actor: Actor) -> None:
    """Every spelling finds its actor, whatever its case, marks, hyphens and apostrophes."""
    for spelling in (actor.name, *actor.aliases, actor.id):
        variants = {
            spelling,
            spelling.upper(),
            spelling.lower(),
            spelling.replace("-", " "),
            spelling.replace(" ", "-"),
            spelling.replace(" ", ""),
            spelling.replace("'", "’").replace("’", "ʼ"),
            spelling.replace(".", ". "),
            spelling.replace(". ", "."),
            unicodedata.normalize("NFD", spelling),
            f"  {spelling}. ",
            f"{spelling},",
            f"the {spelling}",
            "\ufe0f".join(spelling),
        }
        for variant in variants:
            assert DOCS.actor(variant) is actor, variant


@pytest.mark.parametrize("actor_id", LISTED["find"])
def test_listed_spellings(actor_id: str) -> None:
    """Every spelling in our list of those in use finds its actor, by an alias or by a rule."""
    for spelling in LISTED["find"][actor_id]:
        assert DOCS.actor(spelling).id == actor_id, spelling


@pytest.mark.parametrize("word", LISTED["nobody"])
def test_words_for_nobody(word: str) -> None:
    """Capitals, pseudonyms, titles alone, and names that are only probable find nobody."""
    with pytest.raises(ka.UnknownNameError):
        DOCS.actor(word)


def test_printed_names() -> None:
    """Names printed in the records are found: a list made from the listing."""
    printed = json.loads((DATA / "printed_names.json").read_text("utf-8"))
    for spelling, actor_id in printed.items():
        assert DOCS.actor(spelling).id == actor_id, spelling


def test_no_spelling_is_mixed() -> None:
    """No alias mixes alphabets, as a Latin letter that looks Cyrillic would never be typed."""
    scripts = ("LATIN", "CYRILLIC", "HANGUL", "CJK")
    for spelling, _ in SPELLINGS:
        used = {s for s in scripts for c in spelling if unicodedata.name(c, "").startswith(s)}
        # "드와이트 D. 아이젠하워": Korean keeps the initials of Western names.
        assert len(used) <= 1 or used == {"LATIN", "HANGUL"}, spelling


# --- rules before lists --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("the Soviet Union", "Soviet Union"),
        ("Cde. Molotov", "Molotov"),
        ("тов. Молотов", "Молотов"),
        ("т. Молотов", "Молотов"),
        ("General Peng", "Peng"),
        ("Gen. Clark", "Clark"),
        ("Clark, General Mark W.", "Mark Clark"),
        ("Marshal Kim Il Sung", "Kim Il Sung"),
        ("Comrade Marshal Peng Dehuai", "Peng Dehuai"),
        ("the Comrade General Peng", "Peng"),
        ("Premier Chou", "Zhou"),
        ("Prime Minister U Nu", "U Nu"),
        ("President Eisenhower", "Eisenhower"),
        ("Mr. President Eisenhower", "Eisenhower"),
        ("Mao Tse-Tung, Chairman", "Mao"),
        ("Ambassador Briggs", "Briggs"),
        ("Secretary of State Dulles", "Dulles"),
        ("Assistant Secretary of State Walter Robertson", "Walter Robertson"),
        ("Deputy Minister of Foreign Affairs Wu Xiuquan", "Wu Xiuquan"),
        ("Rhee, Dr. Syngman", "Rhee"),
        ("彭德怀司令员", "彭德怀"),
        ("毛泽东主席", "毛泽东"),
        ("周恩來總理", "周恩来"),
        ("库兹涅佐夫大使", "库兹涅佐夫"),
        ("김일성 동지", "김일성"),
        ("김일성동지", "김일성"),
        ("대통령 이승만", "이승만"),
        ("U. S. S. R.", "USSR"),
        ("U.S.S.R", "USSR"),
        ("V. M. Molotov", "V.M. Molotov"),
        ("Mołotow", "Molotow"),
        ("Wiaczeslaw Molotow", "Wiaczesław Mołotow"),
    ],
)
def test_rules(typed: str, name: str) -> None:
    """A leading article, titles, spaces in initials and strokes through letters do not count."""
    assert DOCS.actor(typed) is DOCS.actor(name)


def test_a_title_that_is_a_name() -> None:
    """Nothing is left out of a known spelling; from others, as few titles as possible."""
    names = Names((MARSHAL, ANN))
    for typed in ("Marshal", "General Marshal", "Marshal Marshal", "Marshal, General George"):
        assert names.find(typed) is MARSHAL
    assert names.find("Marshal Ann Lee") is ANN
    for typed in ("General", "General Comrade", "Marshal Lionel"):
        unknown(names, typed)
    unknown(Names((ANN,)), "Marshal")


def test_more_titles_than_anybody_has() -> None:
    """Up to five titles are left out; a text with many more is refused quickly."""
    names = Names((ANN,))
    assert names.find("Comrade Dr. General Sir Mr. Ann Lee") is ANN
    unknown(names, "General " * 100 + "Ann Lee")


def test_a_title_is_a_persons() -> None:
    """Only a person is found without a title: the Soviet premier is not the Soviet Union."""
    for typed in ("Soviet Premier", "American Ambassador", "President, United States"):
        with pytest.raises(ka.UnknownNameError):
            DOCS.actor(typed)
    unknown(Names((AVALON, ANN)), "Ambassador Avalon")


def test_titles_of_somebody_else() -> None:
    """A title that names another person, as a wife's does, is not left out."""
    for typed in ("Mrs. Rhee", "Madame Rhee"):
        with pytest.raises(ka.UnknownNameError):
            DOCS.actor(typed)


def test_an_article_that_is_a_part() -> None:
    """An article in the name itself stays, and "the" alone is nobody."""
    names = Names((THE_TIMES,))
    assert names.find("The Times") is THE_TIMES
    assert names.find("the The Times") is THE_TIMES
    unknown(names, "the")


# --- folding -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Łódź", "lodz"),
        ("Tromsø", "tromso"),
        ("Đặng", "dang"),
        ("Diyarbakır", "diyarbakir"),
        ("İstanbul", "istanbul"),
        ("Straße STRASSE", "strassestrasse"),
        ("Æsir Œuvre", "aesiroeuvre"),
        ("Þórður Guðmundsson", "thordurgudmundsson"),
        ("Kim Il-Sŏng", "kimilsong"),
        ("Ёлка", "елка"),
        ("ΣΊΣΥΦΟΣ", fold("Σίσυφος")),
        ("ﬁnal Ⅷ ｋａｎａ", "finalviiikana"),
        ("ဦးနု", "ဦးနု"),
        ("김일성", "김일성"),
        ("葛\U000e0100城市", "葛城市"),
        ("Molo\u00adtov\u200b\u2060\ufeff", "molotov"),
        ("8½", "8½"),
        ("m²", "m²"),
        ("①", "①"),
        ("1\ufe0f\u20e3", "1"),
        ("\u0301", ""),
    ],
)
def test_folding(written: str, folded: str) -> None:
    """Letters fold to those they stand for, ½ is not 12, and what nobody sees does not count."""
    assert fold(written) == folded


def test_letters_stand_for_letters() -> None:
    """Every letter of the table folds to ASCII, in both cases, within a word."""
    for letter, meant in STANDS_FOR.items():
        assert fold(f"a{letter}b") == fold(f"a{letter.upper()}b") == "a" + meant.strip("'.") + "b"


def test_every_character() -> None:
    """A character folds to letters, marks and numbers alone, and a number of its own stays."""
    for char in map(chr, range(sys.maxunicode + 1)):
        if unicodedata.category(char) in ("Lo", "Co", "Cn") and not re.match(IGNORED, char):
            continue  # 1.1 million letters without case, and numbers that are no character
        folded = fold(f"x{char}")
        assert folded.startswith("x")
        assert {unicodedata.category(each)[0] for each in folded} <= set("LMN")
        if unicodedata.category(char) == "No":
            assert folded == f"x{char}"
        if re.match(IGNORED, char):
            assert folded == "x"


def test_every_mark() -> None:
    """Every mark is dropped after a Latin or Cyrillic letter, and at the beginning of a word."""
    marks = {c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c)[0] == "M"}
    # The Greek iota subscript is a mark, but its capital is a letter.
    for mark in marks - {"\u0345"}:
        assert fold(f"e{mark}а{mark}") == "eа"
        assert fold(f"{mark}e") == "e"


@given(st.text())
def test_fold_is_blind_to_composition(text: str) -> None:
    """Composed and decomposed text fold alike, and so do upper and lower case ASCII."""
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    plain = text.encode("ascii", "ignore").decode()
    assert fold(plain.upper()) == fold(plain.lower())


@given(st.text())
def test_a_text_is_its_words(text: str) -> None:
    """The words of a text make the same letters as the text; none is empty."""
    words = fold_words(text)
    assert "".join(words) == fold(text)
    assert all(words)
    assert [fold_words(word) for word in fold_words(" ".join(words))] == [
        fold_words(word) for word in words
    ]


def test_long_runs_of_marks() -> None:
    """Two hundred thousand marks, on which normalizing alone is quadratic, fold soon."""
    assert fold("a" + "\u0301\u0323" * 100_000) == "a"
    assert fold("ב" + "\u05b0\u05b1" * 100_000) == "ב" + "\u05b0" * 15 + "\u05b1" * 15


def test_long_words() -> None:
    """A Korean text without spaces, however long, folds alike composed and decomposed."""
    for text in ("정전협정" * 100, "停战" * 500, "é한" * 500):
        folded = text.replace("é", "e")
        assert fold(text) == fold(unicodedata.normalize("NFD", text)) == folded
    assert len(fold("한" * 100_000)) == 100_000


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("V.M. Molotov's “Sino-Korean” U.S.", "vm molotovs sino korean us"),
        ("V. M. Molotov", "vm molotov"),
        ("V.  M.\nMolotov", "vm molotov"),
        ("T.V. Soong, T. V. Soong", "tv soong tv soong"),
        ("the U. S. S. R. and the U.S.S.R", "the ussr and the ussr"),
        ("É. U. Ł. Ж.Ж.", "eulжж"),
        ("D.P.R.K.'s D.P.R.K’s", "dprks dprks"),
        ("Dwight D. A letter", "dwight d a letter"),
        ("1.5 million on 3.7.1953", "1 5 million on 3 7 1953"),
        ("8½ hours, 12 men", "8½ hours 12 men"),
        ("snake_case don’t Mo\u00adlotov", "snake case dont molotov"),
        ("हिन्दी ဦးနု", "हिन्दी ဦးနု"),
        ("停战协定。板门店", "停战协定 板门店"),
        ("... ' _", ""),
    ],
)
def test_words(text: str, words: str) -> None:
    """Initials are one word, with or without spaces; apostrophes are within words; points part."""
    assert fold_words(text) == words.split()


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_forms_of_writing(form: Any) -> None:
    """A text has the same words and id, whether its accents are written apart or not."""
    text = "La République dé\u0142aite, É. U. Müller-Đặng und Ёлка"
    written = unicodedata.normalize(form, text)
    assert fold_words(written) == fold_words(text)
    assert slug(written) == "la-republique-delaite-e-u-muller-dang-und"


def test_slugs() -> None:
    """An id has the ASCII of the words; initials stay apart, with or without spaces between."""
    assert slug("Chargé: 김 8:30-8:55_a") == "charge-8-30-8-55-a"
    assert slug("To V.M. Molotov") == slug("To V. M. Molotov") == "to-v-m-molotov"
    assert slug("Łódź, Tromsø, Đà Nẵng") == "lodz-tromso-da-nang"
    for doc in DOCS:
        assert doc.id == f"{doc.date}-{slug(doc.title)}"


# --- search --------------------------------------------------------------------------------


def test_a_place_spelled_in_two_ways() -> None:
    """Panmunjom and Panmunjeom are one word in a search, and each beginning of the one begins it."""
    assert search_words("at Panmunjeom, Panmunjom") == ["at", "panmunjom", "panmunjom"]
    for length in range(1, 11):
        (beginning,) = search_words("panmunjeom"[:length])
        assert "panmunjom".startswith(beginning)
    assert fold_words("Panmunjeom") == ["panmunjeom"]
    assert search_words("panmunjet, Yapanmunjeom") == ["panmunjet", "yapanmunjeom"]
    titles = {doc.id for doc in DOCS.search("Panmunjom")}
    assert titles == {doc.id for doc in DOCS.search("Panmunjeom")}
    assert len(titles) > 1


def test_writing_without_spaces() -> None:
    """Words in Han, Kana and Hangul are found inside a run, others are not."""
    for word in ("停战", "정전", "テスト", "한", "カ", "x停", "𠀀", "々"):
        assert has_unspaced(*fold_words(word))
    for word in ("truce", "перемирие", "12", "½", "မြန်မာ", "ա"):
        assert not has_unspaced(*fold_words(word))


# --- names that are not found --------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("Molotv", "Vyacheslav Molotov"),
        ("Pang Dehuai", "Peng Dehuai"),
        ("Marshal Pang Dehuai", "Peng Dehuai"),
        ("Secretary of State Dules", "John Foster Dulles"),
        ("Dulles, J", "John Foster Dulles"),
        ("Foster Dules", "John Foster Dulles"),
        ("Vyacheslav", "Vyacheslav Molotov"),
        ("Citizen Molotov", "Vyacheslav Molotov"),
        ("Eisenhauer", "Dwight D. Eisenhower"),
        ("毛泽", "Mao Zedong"),
        ("Sovet Union", "Soviet Union"),
    ],
)
def test_suggestions(typed: str, best: str) -> None:
    """For a typo, a part, or a longer text, the right name comes first of at most five."""
    with pytest.raises(ka.UnknownNameError) as caught:
        DOCS.by_actor(typed)
    assert caught.value.suggestions[0] == best
    assert len(caught.value.suggestions) <= 5
    assert caught.value.name == typed
    assert best in str(caught.value)


def suggested(typed: str, *known: str) -> tuple[str, ...]:
    """Return what is suggested among actors with these names, and ids in their order."""
    names = Names(Actor(f"a{n}", name, "person") for n, name in enumerate(known))
    return unknown(names, typed).suggestions


@pytest.mark.parametrize(
    ("typed", "known", "found"),
    [
        # 2 · 3 letters in common of 8 is 0.75, just near enough; 2 · 3 of 9 is not.
        ("Abcde", "Abc", True),
        ("Ab cde", "Abc", True),
        ("Abcde", "Ab C", True),
        ("Abcdef", "Abc", False),
        # A name of four letters within a longer text is meant, one of three may be anything.
        ("Citizen Rhee of Seoul", "Rhee", True),
        ("Citizen Kim of Seoul", "Kim", False),
        # A text that is not similar, and not a part.
        ("Rhee", "Molotov", False),
        # A misspelling has at most two hundred letters.
        ("a" * 199 + "b", "a" * 200, True),
        ("a" * 200 + "b", "a" * 200, False),
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


def test_close() -> None:
    """Of any texts, the five likest are found, the likest first; what is unlike is left out."""
    assert close("telegramm", ["letter", "telegram", "telegrams", "diagram"]) == (
        "telegram",
        "telegrams",
    )
    assert len(close("aaaaaa", [f"aaaaa{n}" for n in range(9)])) == 5
    assert close("x", ["x"]) == close("", ["", "a"]) == ()
    assert close("a" * 10_000, ["a" * 200]) == ("a" * 200,)


@pytest.mark.parametrize(
    "nonsense", ["", "!?", "xyzzy", "Napoleon", "qwertyuiop", "a", "\ud800", "x" * 10_000_000]
)
def test_nonsense(nonsense: str) -> None:
    """Nonsense quickly gives no suggestion, and the message stays short."""
    with pytest.raises(ka.UnknownNameError) as caught:
        DOCS.actor(nonsense)
    assert caught.value.suggestions == ()
    assert len(str(caught.value)) < 400
    assert str(caught.value).endswith("lists the known ones.")


@given(
    st.text()
    | st.lists(st.sampled_from(["the", "Cde.", "Mao", "U.", "주석", "毛", "x"])).map(" ".join)
)
def test_any_text(text: str) -> None:
    """Any text is a known name or an UnknownNameError whose suggestions all resolve."""
    try:
        assert DOCS.actor(text) in DOCS.involved
    except ka.UnknownNameError as error:
        assert all(DOCS.actor(name) for name in error.suggestions)
        assert fold(text) not in {fold(spelling) for spelling, _ in SPELLINGS}


def test_not_a_name() -> None:
    """What is neither text nor an Actor is a TypeError."""
    bad: Any
    for bad in (None, 3, b"Mao", ["Mao"]):
        with pytest.raises(TypeError):
            DOCS.by_actor(bad)


def test_an_actor_is_a_name() -> None:
    """An Actor of the collection is taken as it is; one that differs is refused for what it is."""
    mao = DOCS.actor("Mao")
    assert DOCS.by_actor(mao) == DOCS.by_actor("Mao")
    for other in (Actor("mao-zedong", "Mao Zedong", "person"), attrs.evolve(mao, born=1894)):
        with pytest.raises(
            ka.UnknownNameError, match="differs from the actor of this collection"
        ) as caught:
            DOCS.by_actor(other)
        assert caught.value.suggestions == ("Mao Zedong",)
    stranger = unknown(Names((ANN,)), BOB)
    assert (stranger.name, stranger.reason) == ("Bob Lee", "")


# --- states --------------------------------------------------------------------------------


def test_origin_is_a_state() -> None:
    """If an origin is no state, the error says so and suggests the state of that actor."""
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


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("Embassy of Logres in Avalon", ("Kingdom of Logres",)),
        ("Logres Embassy in Avalon", ("Kingdom of Logres",)),
        ("Embassy of Avalon in Logres", ("Avalon",)),
        ("Logres Ambassador to Avalon", ("Kingdom of Logres",)),
        ("Embassy in Avalon", ("Kingdom of Logres",)),
        ("in Avalon", ()),
    ],
)
def test_the_host_of_an_embassy(typed: str, suggested: tuple[str, ...]) -> None:
    """For the origin of an embassy its own state is suggested, never that of its host."""
    names = Names((AVALON, LOGRES, EMBASSY))
    assert unknown(names, typed, state=True).suggestions == suggested


@pytest.mark.parametrize("host", ["Korea", "Seoul", "North Korea", "the DPRK", "South Korea"])
def test_the_polish_embassy(host: str) -> None:
    """Whatever the Polish embassy's host is called, its origin is Poland's."""
    with pytest.raises(ka.UnknownNameError) as caught:
        DOCS.by_origin(f"Polish Embassy in {host}")
    assert caught.value.suggestions == ("Polish People's Republic",)


def test_only_these_are_suggested() -> None:
    """Suggestions are limited to the ids that are given, as by_origin gives those of origins."""
    names = Names((AVALON, LOGRES, ANN, BOB))
    assert unknown(names, "Lees", state=True).suggestions == ("Avalon", "Kingdom of Logres")
    for typed in ("Lees", "Bob Lee"):
        error = unknown(names, typed, state=True, among={"logres"})
        assert error.suggestions == ("Kingdom of Logres",)
    assert unknown(names, "Avalonn", among=()).suggestions == ()


def test_a_state_before_its_namesake() -> None:
    """A spelling that a state shares with other actors means the state if a state is asked for."""
    names = Names((ANN, AVALON, BOB))
    assert names.find("Lee", state=True) is AVALON
    assert "several actors share" in unknown(names, "Lee").reason


# --- shared spellings ----------------------------------------------------------------------


def test_shared_spelling() -> None:
    """A spelling that several actors share is an error that says whose it is."""
    names = Names((ANN, BOB))
    for typed in ("Lee", "General Lee", "the Lee"):
        told = f"'{typed}' is a spelling that several actors share, 2 in all: 'Ann Lee', 'Bob Lee'"
        error = unknown(names, typed)
        assert str(error) == f"{told}. Did you mean 'Ann Lee' or 'Bob Lee'?"
        assert error.suggestions == ("Ann Lee", "Bob Lee")
    assert names.find("Ann Lee") is ANN
    assert "'Ann Lee', 'Bob Lee'" in unknown(names, "Lee", state=True).reason


def test_many_share_a_spelling() -> None:
    """However many share a spelling, five are named, and the number of all."""
    names = Names(Actor(f"a{n}", f"Lee {n}", "person", aliases=("Lee",)) for n in range(9))
    error = unknown(names, "Lee")
    assert error.suggestions == ("Lee 0", "Lee 1", "Lee 2", "Lee 3", "Lee 4")
    assert "9 in all: 'Lee 0', 'Lee 1', 'Lee 2', 'Lee 3', 'Lee 4'" in error.reason


def test_shared_names() -> None:
    """If several share even the name, the id is suggested, so that every suggestion works."""
    kims = Actor("k1", "Kim Il-sung", "person"), Actor("k2", "Kim Il Sung", "person")
    names = Names(kims)
    error = unknown(names, "Kim Il Sung")
    assert error.suggestions == ("k1", "k2")
    assert "'k1', 'k2'" in error.reason
    assert [names.find(name) for name in error.suggestions] == list(kims)


def test_ids_win() -> None:
    """An actor's own id finds it, even where another is called so."""
    names = Names((ANN, attrs.evolve(BOB, aliases=("ann",))))
    assert names.find("ann") is ANN


def test_names_of_nobody() -> None:
    """A collection without actors knows no name."""
    assert unknown(Names(()), "Mao").suggestions == ()


def test_a_spelling_without_letters_finds_nobody() -> None:
    """A spelling that folds to nothing, which only Python code can make, is never found."""
    names = Names([ka.Actor("a", "Ann", "person", aliases=("…",))])
    assert names.find("Ann").id == "a"
    with pytest.raises(ka.UnknownNameError):
        names.find("…")
