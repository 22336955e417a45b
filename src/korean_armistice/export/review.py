"""A historian's review: a page on which to judge each claim and link, and the answers.

`to_review` writes the page. It saves the answers in the browser and as a small file;
`read_reviews` checks such files against the collection, `report` sums them up, and `reviewed`
writes the names of reviewers into the claims and links with which they agree.
"""

from __future__ import annotations

import json
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import combinations
from os import PathLike
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from attrs import evolve

from korean_armistice import (
    Claim,
    Collection,
    Document,
    Field,
    InvalidDataError,
    Link,
    dumps,
)  # fmt: skip
from korean_armistice._collection import ordered
from korean_armistice._file import fingerprint
from korean_armistice.exceptions import shown

from ._entry import checked, one_line
from ._page import filled, in_a_script, policy, source

__all__ = [
    "Answer",
    "Judgement",
    "Review",
    "kappa",
    "read_reviews",
    "report",
    "reviewed",
    "to_review",
]

#: What a reviewer may say of a claim or a link.
Answer = Literal["agree", "disagree", "cannot tell"]
_ANSWERS: tuple[Answer, ...] = get_args(Answer)
# A claim is named by its document, role and actor; a link by its document, its relation and the
# other document. The rules of the format allow each of these once.
_Key = tuple[str, str, str]
# The page saves a few hundred bytes for each answer. A larger file is something else.
_LARGEST = 10_000_000


class Judgement(NamedTuple):
    """One answer: the claim or link that was judged, the judgement, and the reviewer's remark."""

    #: The document's id; a claim's role and actor, or a link's relation and other document.
    key: _Key
    answer: Answer
    remark: str


class Review(NamedTuple):
    """The answers of one reviewer about one edition."""

    reviewer: str
    judgements: tuple[Judgement, ...]


class _Judged(NamedTuple):
    """The collection that a file must be about: its edition, its hash, its claims and links."""

    edition: str | None
    sha256: str
    keys: dict[_Key, None]


def to_review(docs: Collection) -> str:
    """Write a page on which a historian judges each claim and link of these documents.

    The page needs no other file. Each claim stands with the text that proves it, and its words
    are marked. The answers are kept in the browser and can be saved as a file.

    Raises:
        TypeError: `docs` is not a Collection.

    Example:
        >>> import korean_armistice as ka
        >>> page = ka.export.to_review(ka.by_actor("U Nu"))
        >>> page.count('class="item"') == len(ka.by_actor("U Nu").claims())
        True
    """
    edition = {
        "title": checked(docs).about.title,
        "edition": docs.about.edition,
        "sha256": _hash(docs.whole),
        "page": _hash(docs),  # the browser keeps the answers of different pages apart
    }
    page = source("review.html")
    parts = {
        "policy": policy([_between(page, "style")], [_between(page, "script")]),
        "title": escape(docs.about.title),
        "edition": escape(f"Edition {docs.about.edition}" if docs.about.edition else "No edition"),
        "about": in_a_script(json.dumps(edition, ensure_ascii=False)),
        "records": "\n".join(_record(document, docs) for document in docs),
    }
    return filled(page, parts)


def read_reviews(docs: Collection, *files: str | PathLike[str]) -> tuple[Review, ...]:
    """Read the files that the page saved, and check them against the collection.

    Raises:
        InvalidDataError: `.problems` names every fault of every file: it was not saved
            by the page, it is of another edition, a claim that it judges is not there, or a reviewer has two files.
        OSError: a file cannot be read.

    Example:
        >>> import json, pathlib, tempfile, korean_armistice as ka
        >>> page = {"edition": "0", "sha256": "?", "reviewer": "A. Historian", "answers": []}
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     file = pathlib.Path(folder, "old.json")
        ...     _ = file.write_text(json.dumps(page))
        ...     try:
        ...         ka.export.read_reviews(ka.load(), file)
        ...     except ka.InvalidDataError as error:
        ...         print("it reviews edition '0'" in str(error))
        True
    """
    problems: list[str] = []
    judged = _Judged(docs.about.edition, _hash(docs.whole), _keys(docs.whole))
    reviews = [_review(judged, Path(file), problems) for file in files]
    names = Counter(review.reviewer for review in reviews)
    problems += [f"the reviewer {shown(n)} has {k} files" for n, k in names.items() if k > 1]
    if problems:
        raise InvalidDataError(tuple(problems))
    return tuple(reviews)


def report(docs: Collection, reviews: Sequence[Review]) -> str:
    """Sum up reviews as text: agreement per role, between reviewers, and what is disputed.

    For each role and relation it gives the number of answers of all reviewers, the number of
    each answer, and the share of "agree". For every two reviewers it gives the number of items
    that both judged, the share with the same answer, and Cohen's kappa (Educational and
    Psychological Measurement 20, 1960). An item is disputed if somebody disagrees with it, or if
    two reviewers gave different answers.

    Example:
        >>> import korean_armistice as ka
        >>> from korean_armistice.export.review import Judgement
        >>> docs = ka.by_kind("note")
        >>> claim = docs.claims(role="author")[0]
        >>> said = Judgement((claim.document, "author", claim.actor.id), "agree", "")
        >>> told = ka.export.report(docs, [ka.export.Review("A. Historian", (said,))])
        >>> for line in told.splitlines()[:2]:
        ...     print(line)
                      answers   agree  disagree  cannot tell  agreement
        author              1       1         0            0       100%
    """
    keys = _keys(docs)
    said = [(r.reviewer, each) for r in reviews for each in r.judgements if each.key in keys]
    judged = Counter(name for name, _ in said)
    lines = [
        f"{'':<14}{'answers':>7}{'agree':>8}{'disagree':>10}{'cannot tell':>13}{'agreement':>11}"
    ]
    for kind in dict.fromkeys(key[1] for key in keys):
        counts = Counter(each.answer for _, each in said if each.key[1] == kind)
        if counts:
            a, d, c = (counts[answer] for answer in _ANSWERS)
            total = counts.total()
            lines.append(f"{kind:<14}{total:>7}{a:>8}{d:>10}{c:>13}{a / total:>11.0%}")
    lines.append("")
    lines += (f"{r.reviewer}: {judged[r.reviewer]} of {len(keys)} judged" for r in reviews)
    lines += (_between_two(one, other) for one, other in combinations(reviews, 2))
    by_key: dict[_Key, list[tuple[str, Judgement]]] = {key: [] for key in keys}
    for name, each in said:
        by_key[each.key].append((name, each))
    disputed = [line for key, of_this in by_key.items() for line in _disputed(key, of_this)]
    return "\n".join([*lines, "", "Disputed:", *(disputed or ["  nothing"])])


def reviewed(docs: Collection, reviews: Iterable[Review]) -> Collection:
    """Write into each claim and link the names of the reviewers who agree with it.

    Example:
        >>> import korean_armistice as ka
        >>> from korean_armistice.export.review import Judgement
        >>> claim = ka.load()[0].claims[0]
        >>> said = Judgement((claim.document, claim.role, claim.actor.id), "agree", "")
        >>> docs = ka.export.reviewed(ka.load(), [ka.export.Review("A. Historian", (said,))])
        >>> docs[0].claims[0].reviewed_by
        ('A. Historian',)
    """
    names: dict[_Key, list[str]] = {}
    for review in reviews:
        for judgement in review.judgements:
            if judgement.answer == "agree":
                names.setdefault(judgement.key, []).append(review.reviewer)

    def signed(part: Any) -> Any:
        by = dict.fromkeys((*part.reviewed_by, *names.get(_key(part), ())))
        return evolve(part, reviewed_by=tuple(by))

    documents = [
        evolve(each, claims=tuple(map(signed, each.claims)), links=tuple(map(signed, each.links)))
        for each in docs
    ]
    return ordered(docs.about, docs.involved, documents)


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa of two reviewers' answers; None where chance explains them all.

    Example:
        >>> from korean_armistice.export.review import kappa
        >>> pairs = [("agree", "agree"), ("agree", "disagree"), ("disagree", "disagree")]
        >>> round(kappa(pairs), 2)
        0.4
    """
    total = len(pairs)
    same = sum(one == other for one, other in pairs) / total if total else 1
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(ones[answer] * others[answer] for answer in ones) / total**2 if total else 1
    return None if chance == 1 else (same - chance) / (1 - chance)


def _key(part: Claim | Link) -> _Key:
    if isinstance(part, Claim):
        return part.document, part.role, part.actor.id
    return part.document, part.relation, part.to


def _keys(docs: Collection) -> dict[_Key, None]:
    """List the names of all claims and links, in their order."""
    claims = {_key(claim): None for document in docs for claim in document.claims}
    links = {_key(link): None for document in docs for link in document.links}
    return claims | links


def _hash(docs: Collection) -> str:
    return fingerprint(dumps(docs).encode())


def _review(judged: _Judged, file: Path, problems: list[str]) -> Review:
    """Read one file, and add its faults to the problems."""
    try:
        edition, sha, reviewer, answers = _saved(file)
    except (ValueError, KeyError, TypeError, RecursionError):
        problems.append(f"{file}: it is not a file that the review page saved")
        return Review(str(file), ())
    if sha != judged.sha256:
        ours = shown(judged.edition)
        told = f"it reviews edition {shown(edition)} as it was then, not {ours} as it is"
        problems.append(f"{file}: {told}")
        return Review(str(file), ())
    if not reviewer:
        problems.append(f"{file}: the reviewer has no name")
    for key, count in Counter(answer.key for answer in answers).items():
        if key not in judged.keys:
            problems.append(f"{file}: {shown(key)} is no claim and no link of this edition")
        elif count > 1:
            problems.append(f"{file}: {shown(key)} is judged {count} times")
    wrong = dict.fromkeys(each.answer for each in answers if each.answer not in _ANSWERS)
    allowed = ", ".join(map(repr, _ANSWERS))
    problems += (f"{file}: {shown(answer)} is not one of {allowed}" for answer in wrong)
    return Review(reviewer, tuple(answers))


def _saved(file: Path) -> tuple[str, str, str, list[Judgement]]:
    """Read a file's values. Anything that is not as the page writes it raises some error."""
    if not stat.S_ISREG(file.stat().st_mode) or file.stat().st_size > _LARGEST:
        msg = "a device may never end, and the page saves no file so large"
        raise ValueError(msg)
    raw = file.read_bytes().decode("utf-8")
    content: Any = json.loads(raw)
    json.dumps(content, ensure_ascii=False).encode()  # a lone surrogate cannot be printed
    edition = content["edition"]
    judgements: list[Judgement] = []
    for each in content["answers"]:
        document, what, whom = map(_of_text, each["key"])
        answer: Any = _of_text(each["answer"])
        remark = one_line(_of_text(each["remark"]))
        judgements.append(Judgement((document, what, whom), answer, remark))
    return edition, content["sha256"], one_line(_of_text(content["reviewer"])), judgements


def _of_text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _between_two(one: Review, other: Review) -> str:
    others = {judgement.key: judgement.answer for judgement in other.judgements}
    pairs = [(each.answer, others[each.key]) for each in one.judgements if each.key in others]
    names = f"{one.reviewer} and {other.reviewer}: {len(pairs)} judged by both"
    if not pairs:
        return names
    same = sum(first == second for first, second in pairs) / len(pairs)
    value = kappa(pairs)
    told = "none, because chance alone explains the answers" if value is None else f"{value:.3f}"
    return f"{names}, the same answer in {same:.0%}, Cohen's kappa {told}"


def _disputed(key: _Key, of_this: Sequence[tuple[str, Judgement]]) -> Iterator[str]:
    answers = {each.answer for _, each in of_this}
    if "disagree" in answers or len(answers) > 1:
        yield f"  {' | '.join(key)}"
        for name, each in of_this:
            yield f"    {name}: {each.answer}{f' ({each.remark})' if each.remark else ''}"


def _record(document: Document, docs: Collection) -> str:
    summary = f"<p>{escape(document.summary)}</p>" if document.summary else ""
    about = "".join(f"<li>{escape(note.text)}</li>" for note in document.notes)
    notes = f"<details><summary>Editor's notes</summary><ul>{about}</ul></details>" if about else ""
    place = " · ".join(filter(None, (document.holder, document.place)))
    page = f' <a href="{escape(document.url)}">{escape(document.url)}</a>' if document.url else ""
    items = [*(_claim(claim, document) for claim in document.claims)]
    items += (_link(link, document, docs) for link in document.links)
    return (
        f"<article><h2><small>{escape(str(document.date or 'undated'))}</small> "
        f"{escape(document.title)}</h2>{summary}<p class='place'>{escape(place)}{page}</p>{notes}"
        f"<ol>{''.join(items)}</ol></article>"
    )


def _claim(claim: Claim, document: Document) -> str:
    actor = claim.actor
    told = ", ".join(filter(None, (actor.kind, actor.years, str(actor.affiliation or ""))))
    said = f"{claim.role}: {actor} ({told})"
    return _item(claim, said, [_marked(document, claim.field, claim.quote)])


def _link(link: Link, document: Document, docs: Collection) -> str:
    there = docs.whole[link.to] if link.to in docs.whole else None  # noqa: SIM401  it has no get
    evidence = [_marked(document, link.field, link.quote)]
    if there:
        evidence.append(
            f"<b>in the other document:</b> {_marked(there, link.to_field, link.to_quote)}"
        )
    return _item(link, f"{link.verb}: {there or link.to}", evidence)


def _item(part: Claim | Link, said: str, evidence: Iterable[str]) -> str:
    key = escape(json.dumps(_key(part), ensure_ascii=False))
    name = escape(" ".join(_key(part)))
    words = "".join(f"<p class='words'>{each}</p>" for each in evidence)
    note = f"<p class='note'>{escape(part.note)}</p>" if part.note else ""
    by = f"<p>Agreed before: {escape(', '.join(part.reviewed_by))}</p>" if part.reviewed_by else ""
    choices = "".join(
        f'<label><input type="radio" name="{name}" value="{answer}"> {answer} <kbd>{number}</kbd></label>'
        for number, answer in enumerate(_ANSWERS, 1)
    )
    return (
        f'<li class="item" tabindex="-1" data-key="{key}"><fieldset>'
        f"<legend>{escape(said)} <em>{part.basis}</em></legend>"
        f'{words}{note}{by}<div class="choices">{choices}'
        '<label class="remark">Remark <input type="text" class="remark"></label>'
        "</div></fieldset></li>"
    )


def _marked(document: Document, where: Field, quote: str) -> str:
    """Write the text that a quote stands in, with the quote marked and where it was seen."""
    label, text, source = next(each for each in _texts(document, where) if quote in each[1])
    before, words, after = text.partition(quote)
    seen = f"<small>seen in: {escape(source)}</small>" if source else ""
    return f"<b>{label}:</b> {escape(before)}<mark>{escape(words)}</mark>{escape(after)}{seen}"


def _texts(document: Document, where: Field) -> list[tuple[str, str, str]]:
    """List the texts of a field: the label of each, its words, and its source."""
    if where == "excerpt":
        return [(f"excerpt, {e.part}", e.words, str(e.source)) for e in document.excerpts]
    if where == "note":
        return [("editor's note", note.text, str(note.source or "")) for note in document.notes]
    return [(where, text, "") for text in document.texts(where)]


def _between(page: str, tag: str) -> str:
    return page.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0]
