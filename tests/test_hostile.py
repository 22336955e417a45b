"""Hostile input: findings of the fuzzer, and inputs like them, are still answered."""

from __future__ import annotations

import json
import random
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fuzz.seeds import NASTY, seeds
from fuzz.targets import TARGETS
from hypothesis import given, settings
from hypothesis import strategies as st

import korean_armistice as ka
from korean_armistice.__main__ import main
from korean_armistice.exceptions import shown
from korean_armistice.listing import parse

from .samples import collection, content

CORPUS = Path(__file__).parent.parent / "fuzz" / "corpus"
FOUND = sorted(CORPUS.glob("*/*"))


@pytest.mark.extras
@pytest.mark.parametrize("path", FOUND, ids=[f"{p.parent.name}-{p.name}" for p in FOUND])
def test_corpus(path: Path) -> None:
    """No finding of the fuzzer comes back."""
    TARGETS[path.parent.name](path.read_bytes())


@settings(max_examples=400)
@given(
    st.sampled_from([name for name in TARGETS if name not in ("command", "exporters", "long")]),
    st.one_of(st.binary(max_size=60), st.text(max_size=60).map(lambda text: text.encode())),
)
def test_any_input(target: str, raw: bytes) -> None:
    """Any input is answered rightly, or with an error of ours."""
    TARGETS[target](raw)


@pytest.mark.parametrize(
    "target", ["dates", "names", "queries", "counts", "read", "listing", "command"]
)
def test_seeds(target: str) -> None:
    """The dates, names and commands that work do so, and every nasty text is answered."""
    for raw in seeds(target):
        TARGETS[target](raw)


@pytest.mark.extras
@pytest.mark.parametrize("exporter", range(16))
def test_every_exporter(exporter: int) -> None:
    """Formulas, markup, SQL and paths, in any field that takes them, are text to every exporter."""
    place = random.Random(exporter)
    for text in NASTY:
        raw = bytes([exporter, place.randrange(110)])
        TARGETS["exporters"](raw + text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("text", ["\u0301", "한", "a ", "a."], ids=ascii)
@pytest.mark.parametrize("entrance", range(32))
def test_long(entrance: int, text: str) -> None:
    """Every public function answers 20,000 characters, and no message repeats them."""
    TARGETS["long"](bytes([entrance, 1]) + text.encode())


@pytest.mark.parametrize("text", ["\u0301", "\u200b", "e\u0301", "한", "a"], ids=ascii)
def test_long_titles_are_wrapped(text: str) -> None:
    """A title of 100,000 characters without a space is shown: wrapping takes linear time."""
    data = content()
    data["documents"][0]["title"] = text * 100_000
    data["documents"][0] |= {"claims": [], "links": []}
    assert str(collection(data)).count(text) >= 100_000


def strangers(names: list[str]) -> ka.Collection:
    """Make a collection of actors with these names."""
    actors = [{"id": f"a{n}", "name": name, "kind": "person"} for n, name in enumerate(names)]
    return collection({"about": {"title": "x"}, "actors": actors, "documents": []})


def letters(size: int, seed: int) -> str:
    """Make a text of two letters, which takes longest to compare."""
    return "".join(random.Random(seed).choices("ab", k=size))


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        ([letters(150, n) for n in range(3000)], letters(99, 1)),
        ([f"{n} {'b c ' * 245}a" for n in range(3000)], "a " * 49),
        ([f"{n} {letters(900, n)}" for n in range(300)], letters(99, 1)),
    ],
    ids=["alike", "one-letter words", "long"],
)
def test_suggestions_are_bounded(names: list[str], asked: str) -> None:
    """Even of very many similar spellings, few are compared and few are suggested."""
    with pytest.raises(ka.UnknownNameError) as caught:
        strangers(names).actor(asked)
    assert len(caught.value.suggestions) <= 5
    assert len(str(caught.value)) < 2_000


def test_suggested_ids_are_bounded() -> None:
    """The same is true of ids; the most similar is still found among thousands."""
    ids = [letters(199, n) for n in range(3000)]
    documents = [{"id": each, "date": "1953", "title": "x"} for each in ids]
    docs = collection({"about": {"title": "x"}, "actors": [], "documents": documents})
    with pytest.raises(ka.UnknownNameError) as caught:
        docs[ids[1234][:-1]]
    assert caught.value.suggestions[0] == ids[1234]


def test_a_spelling_may_be_shared_by_all() -> None:
    """A spelling that 10,000 actors share is read as soon as another; five are suggested."""
    actors = [
        {"id": f"a{n:05}", "name": f"Lee {n}", "aliases": ["Lee"], "kind": "person"}
        for n in range(10_000)
    ]
    docs = collection({"about": {"title": "x"}, "actors": actors, "documents": []})
    with pytest.raises(ka.UnknownNameError, match="several actors share") as caught:
        docs.actor("Lee")
    assert caught.value.suggestions == ("Lee 0", "Lee 1", "Lee 2", "Lee 3", "Lee 4")
    with pytest.raises(ka.UnknownNameError, match="several actors share") as caught:
        docs.by_origin("Lee")
    assert caught.value.suggestions == ()


def test_a_long_name_is_found() -> None:
    """A very long name is found if an actor has it, and a message quotes only a part of it."""
    name = "Lee " + "é" * 100_000
    docs = strangers([name])
    assert docs.actor(name).id == "a0"
    with pytest.raises(ka.UnknownNameError) as caught:
        docs.actor("Lee")
    assert caught.value.suggestions == (name,)
    assert len(str(caught.value)) < 400
    with pytest.raises(ka.UnknownNameError, match="not a state") as caught:
        docs.by_origin(name)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    "raw",
    [
        b'{"about": {"' + b"k" * 100_000 + b'": [' + b"0, " * 10_000 + b"NaN]}}",
        b'{"about": {"title": {"\\u001b[2J\\ud800": NaN}}}',
        b'{"about": ' + b"[" * 200 + b"NaN" + b"]" * 200 + b"}",
        json.dumps({"about": {f"{n}" * 50: 1 for n in range(5_000)}}).encode(),
    ],
    ids=["long key", "control characters", "deep", "many keys"],
)
def test_problems_are_short(raw: bytes) -> None:
    """The path and the text of a fault stay short and printable, whatever keys the file has."""
    with pytest.raises(ka.InvalidDataError) as caught:
        ka.read(raw)
    assert all(len(problem) < 4_000 and problem.isprintable() for problem in caught.value.problems)


@pytest.mark.parametrize(
    "change",
    [
        lambda data, long: data["actors"][0].update(affiliation=long),
        lambda data, long: data["documents"][0]["claims"][0].update(actor=long),
        lambda data, long: (
            data["actors"][2].update(id=long),
            data["documents"][0]["claims"][1].update(actor=long, role="origin"),
        ),
        lambda data, long: data["actors"][1].update(affiliation=long),
    ],
    ids=["no state", "no actor", "origin", "a state's"],
)
def test_long_ids_are_quoted_in_part(change: Callable[[dict[str, Any], str], object]) -> None:
    """An id of 100,000 letters is not repeated in a message."""
    data = content()
    change(data, "a" * 100_000)
    with pytest.raises(ka.InvalidDataError) as caught:
        collection(data)
    assert len(str(caught.value)) < 2_000


def test_numbers_that_python_does_not_print() -> None:
    """An integer of 5,000 digits, alone or within, is a TypeError like any other wrong type."""
    wrong: Any
    for wrong in (10**5000, [10**5000], {"a": (10**5000,)}):
        assert len(shown(wrong)) < 100
        assert f"an integer of {(10**5000).bit_length()} bits" in shown(wrong)
        with pytest.raises(TypeError):
            ka.by_date(wrong)


def test_halves_of_a_character() -> None:
    """Two surrogates that meet are refused, not made one character."""
    with pytest.raises(ka.InvalidDataError, match=r"line 5: .+, a surrogate or a nonchar"):
        parse("Title\n\nJuly 3, 1953\n\nA \ud83d\ude00 letter\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--format", "x" * 100_000],
        ["--bogus\nline" * 10_000],
        ["--data", "x" * 100_000],
        ["--data", "a\0b"],
        ["--output", "x" * 100_000],
        ["--output", "a\0b"],
        ["--date", "9" * 100_000],
    ],
    ids=lambda arguments: ascii(" ".join(arguments)[:20]),
)
def test_commands_are_answered_in_a_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """However long or strange an argument is, the answer is one short line and status 2."""
    try:
        status: object = main(arguments)
    except SystemExit as ended:
        status = ended.code
    out, err = capsys.readouterr()
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert len(err) < 1_200


def test_the_longest_file_name(tmp_path: Path) -> None:
    """A name as long as the file system takes can be written to."""
    path = tmp_path / ("é" * 127)
    assert main(["--actor", "U Nu", "--format", "json", "--output", str(path)]) == 0
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_many_claims_with_one_quote() -> None:
    """Ten thousand claims that rest on one sentence far into a text look for it once."""
    data = content()
    document = data["documents"][0]
    document["summary"] = "a" * 1_000_000 + "Z"
    data["actors"] += [
        {"id": f"p{at}", "name": f"P {at}", "kind": "person"} for at in range(10_000)
    ]
    claim = {"role": "mentioned", "field": "summary", "quote": "aaaaaaaZ", "basis": "stated"}
    document["claims"] += [{**claim, "actor": f"p{at}"} for at in range(10_000)]
    assert len(collection(data).claims()) == 10_003


def test_twenty_thousand_faults() -> None:
    """Every fault of a file is named, and this takes little more memory than the messages."""
    data = {**content(), "documents": [{} for _ in range(10_000)]}
    tracemalloc.start()
    try:
        with pytest.raises(ka.InvalidDataError) as caught:
            collection(data)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(caught.value.problems) == 2 * 10_000
    assert most < 20_000_000
