"""The review: the page as a historian uses it, and the files of several reviewers."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import korean_armistice as ka
from korean_armistice.__main__ import main
from korean_armistice.export import read_reviews, report, reviewed, to_review
from korean_armistice.export.review import Answer, Judgement, Review, kappa

from . import nasty
from .samples import collection, hostile

if sys.platform != "win32":
    from .browsing import browser, violations  # noqa: F401  a fixture

DOCS = collection()
# The sample's three claims and two links, as a file names them.
CLAIMS: list[tuple[str, str, str]] = [(c.document, c.role, c.actor.id) for c in DOCS.claims()]
LINKS: list[tuple[str, str, str]] = [(c.document, c.relation, c.to) for c in DOCS.links()]
KEYS = CLAIMS + LINKS


class Page(HTMLParser):
    """The parts of the page that these tests ask for, as a browser reads them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.keys: list[tuple[str, ...]] = []
        self.lit: list[str] = []
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        self.names |= {str(given["name"])} if given.get("type") == "radio" else set()
        if given.get("class") == "item":
            self.keys.append(tuple(json.loads(str(given["data-key"]))))
        if tag == "mark":
            self.lit.append("")

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "mark" and self.lit:
            self.lit[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self.tags.append("/mark")


def file_of(answers: dict[int, Answer], reviewer: str = "Kim", **more: Any) -> dict[str, Any]:
    """Make what the page saves, from answers to the items by their numbers."""
    page = json.loads(to_review(DOCS).partition('id="about">')[2].partition("</script>")[0])
    said = [{"key": list(KEYS[at]), "answer": each, "remark": ""} for at, each in answers.items()]
    return {
        "title": page["title"], "edition": page["edition"], "sha256": page["sha256"],
        "reviewer": reviewer, "answers": said, **more,
    }  # fmt: skip


def saved(folder: Path, *files: dict[str, Any]) -> list[Path]:
    """Write files as the browser would."""
    paths = [folder / f"review-{at}.json" for at, _ in enumerate(files)]
    for path, content in zip(paths, files, strict=True):
        path.write_text(json.dumps(content), "utf-8")
    return paths


@pytest.mark.parametrize(
    "docs", [DOCS, nasty.collection(), ka.load()], ids=["ours", "nasty", "all"]
)
def test_the_page_has_every_claim_and_link_with_its_words_lit(docs: ka.Collection) -> None:
    """Each claim and link stands once, and exactly its quotes are marked, on both sides of a link."""
    page = Page(to_review(docs))
    expected: list[tuple[str, ...]] = []
    quotes: list[str] = []
    for document in docs:
        expected += [(document.id, each.role, each.actor.id) for each in document.claims]
        expected += [(document.id, each.relation, each.to) for each in document.links]
        quotes += [each.quote for each in document.claims]
        for link in document.links:
            quotes += [link.quote, *([link.to_quote] if link.to in docs else [])]
    assert page.keys == expected
    assert page.lit == quotes
    assert len(page.names) == len(expected)


def test_the_page_says_where_words_were_seen_and_who_agreed_before() -> None:
    """Beside its words an item has their source, the step of an inference, and earlier reviewers."""
    text = to_review(DOCS)
    for told in (
        "<b>excerpt, address:</b> <mark>to: Bob</mark>",
        "<small>seen in: The record&#x27;s page, read 2026-01-02</small>",
        "<b>editor's note:</b> <mark>Ann is of Avalon</mark>",
        "<p class='note'>She is.</p>",
        "<p>Agreed before: A historian</p>",
        "answers: 1951-01",
        "made by a language model and not reviewed by a historian",
        '<a href="https://example.org/1">',
    ):
        assert told in text


def test_the_page_is_one_safe_file() -> None:
    """It loads nothing, allows no script but its own, and hostile text stays text."""
    plain, evil = Page(to_review(DOCS)), Page(to_review(hostile(nasty.SCRIPT + nasty.EVIL)))
    assert plain.tags.count("script") == evil.tags.count("script") == 2
    assert set(evil.tags) <= set(plain.tags)
    text = to_review(DOCS)
    assert "default-src 'none'" in text
    assert "connect-src" not in text
    assert not re.search(r"\b(?:src|srcset)=", text)


def test_only_a_collection_is_reviewed() -> None:
    """Anything but a Collection is a TypeError that shows it."""
    with pytest.raises(TypeError, match="not 3"):
        to_review(3)  # type: ignore[arg-type]


def test_a_file_of_the_page_is_read(tmp_path: Path) -> None:
    """A file gives its reviewer and judgements; remarks become one line."""
    content = file_of({0: "agree", 3: "disagree"}, "  Park  ")
    content["answers"][1]["remark"] = "two\nlines "
    assert read_reviews(DOCS, *saved(tmp_path, content)) == (
        Review(
            "Park", (Judgement(KEYS[0], "agree", ""), Judgement(KEYS[3], "disagree", "two lines"))
        ),
    )


def first(**change: object) -> Callable[[dict[str, Any]], object]:
    """Make a change of the first answer in a file."""
    return lambda content: content["answers"][0].update(change)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda content: content.update(reviewer=" "), "the reviewer has no name"),
        (lambda content: content.update(reviewer=3), "is not a file that the review page saved"),
        (lambda content: content.update(reviewer="\ud800"), "is not a file that the review page"),
        (lambda content: content.pop("answers"), "is not a file that the review page saved"),
        (lambda content: content.update(answers=None), "is not a file that the review page saved"),
        (lambda content: content.update(sha256="0"), "reviews edition '1' as it was then, not '1'"),
        (first(answer="maybe"), "'maybe' is not one of 'agree', 'disagree', 'cannot tell'"),
        (first(answer=["agree"]), "is not a file that the review page saved"),
        (first(key=["a", "author", "b"]), "('a', 'author', 'b') is no claim and no link of"),
        (first(key=[[], {}, None]), "is not a file that the review page saved"),
        (first(key=["a"]), "is not a file that the review page saved"),
        (first(key=list(KEYS[1])), "'recipient', 'bob') is judged 2 times"),
        (first(remark=None), "is not a file that the review page saved"),
    ],
)
def test_faults_of_a_file(
    change: Callable[[dict[str, Any]], object], told: str, tmp_path: Path
) -> None:
    """A file that the page would not save is refused, with its name and the reason."""
    content = file_of({0: "agree", 1: "agree"})
    change(content)
    (path,) = saved(tmp_path, content)
    with pytest.raises(ka.InvalidDataError) as caught:
        read_reviews(DOCS, path)
    (problem,) = caught.value.problems
    assert problem.startswith(f"{path}: ")
    assert told in problem


def test_every_fault_of_every_file(tmp_path: Path) -> None:
    """All files are checked before anything is said; a reviewer with two files is a fault too."""
    paths = saved(tmp_path, file_of({0: "agree"}), {"x": 1}, file_of({0: "agree"}))
    deep, large = tmp_path / "deep", tmp_path / "large"
    deep.write_text("[" * 100_000)
    with large.open("wb") as file:
        file.truncate(11_000_000)
    with pytest.raises(ka.InvalidDataError) as caught:
        read_reviews(DOCS, *paths, deep, large, "/dev/zero", tmp_path)
    problems = caught.value.problems
    assert [problem.partition(": it is")[0] for problem in problems[:-1]] == [
        *map(str, (paths[1], deep, large)), "/dev/zero", str(tmp_path),
    ]  # fmt: skip
    assert problems[-1] == "the reviewer 'Kim' has 2 files"
    with pytest.raises(FileNotFoundError):
        read_reviews(DOCS, tmp_path / "none")


def test_kappa_is_cohens() -> None:
    """The textbook's example has 0.4; full agreement 1; chance alone has none."""
    table = [
        (("agree", "agree"), 20), (("agree", "disagree"), 5),
        (("disagree", "agree"), 10), (("disagree", "disagree"), 15),
    ]  # fmt: skip
    pairs = [pair for pair, times in table for _ in range(times)]
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([("agree", "agree"), ("cannot tell", "cannot tell")]) == 1
    assert kappa([("agree", "disagree"), ("disagree", "agree")]) == -1
    assert kappa([("agree", "agree")] * 3) is None
    assert kappa([]) is None


def said(reviewer: str, answers: dict[int, Answer], remark: str = "") -> Review:
    """Make the review of a reviewer, without a file."""
    return Review(
        reviewer, tuple(Judgement(KEYS[at], each, remark) for at, each in answers.items())
    )


def test_report() -> None:
    """It counts per role and relation, compares each two reviewers, and lists what is disputed."""
    reviews = [
        said("Kim", {0: "agree", 1: "agree", 3: "disagree"}, "why"),
        said("Park", {0: "agree", 1: "cannot tell"}),
        said("Lee", {4: "agree"}),
    ]
    told = report(DOCS, reviews)
    rows = {
        line.split()[0]: line.split()[1:] for line in told.partition("\n\n")[0].splitlines()[1:]
    }
    assert rows == {
        "author": ["2", "2", "0", "0", "100%"],
        "recipient": ["2", "1", "0", "1", "50%"],
        "replies-to": ["1", "0", "1", "0", "0%"],
        "follows": ["1", "1", "0", "0", "100%"],
    }
    assert "Kim: 3 of 5 judged\nPark: 2 of 5 judged\nLee: 1 of 5 judged\n" in told
    assert "Kim and Park: 2 judged by both, the same answer in 50%, Cohen's kappa 0.000\n" in told
    assert "Kim and Lee: 0 judged by both\n" in told
    disputed = told.partition("Disputed:\n")[2].splitlines()
    assert disputed == [
        f"  {' | '.join(KEYS[1])}", "    Kim: agree (why)", "    Park: cannot tell",
        f"  {' | '.join(KEYS[3])}", "    Kim: disagree (why)",
    ]  # fmt: skip


def test_report_of_agreement() -> None:
    """Without a dispute it says so; kappa is none if only one answer was given."""
    told = report(DOCS, [said("Kim", {0: "agree"}), said("Park", {0: "agree"})])
    assert "the same answer in 100%, Cohen's kappa none, because chance alone explains" in told
    assert told.endswith("Disputed:\n  nothing")


def test_reviewed() -> None:
    """Claims and links get the names of those who agree, once, beside earlier ones; no more changes."""
    reviews = [said("Kim", {0: "agree", 1: "disagree", 3: "agree"}), said("Park", {0: "agree"})]
    docs = reviewed(DOCS, [*reviews, said("A historian", {0: "agree"})])
    assert [claim.reviewed_by for claim in docs.claims()] == [
        ("A historian", "Kim", "Park"), (), (),
    ]  # fmt: skip
    assert [link.reviewed_by for link in docs.links()] == [("A historian", "Kim"), ()]
    before, after = DOCS.to_dict(), docs.to_dict()
    for content in (before, after):
        for document in content["documents"]:
            for part in (*document.get("claims", ()), *document.get("links", ())):
                part.pop("reviewed_by", None)
    assert before == after


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Write the sample to a file."""
    path = tmp_path / "mine.json"
    path.write_text(ka.dumps(DOCS), "utf-8")
    return path


def test_on_the_command_line(
    mine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`review FILE …` prints the report, or writes it or the collection with the reviewers."""
    paths = list(map(str, saved(tmp_path, file_of({0: "agree"}), file_of({0: "disagree"}, "Park"))))
    command = ["review", *paths, "--data", str(mine)]
    assert main(command) == 0
    printed = capsys.readouterr().out
    assert printed == report(DOCS, read_reviews(DOCS, *paths)) + "\n"
    out = tmp_path / "report.txt"
    assert main([*command, "--output", str(out)]) == 0
    assert out.read_text("utf-8") == printed
    out = tmp_path / "reviewed.json"
    assert main([*command, "--output", str(out)]) == 0
    assert ka.read(out).claims()[0].reviewed_by == ("A historian", "Kim")
    assert main([*command, "--output", str(tmp_path / "report.html")]) == 2
    told = "review writes a report (FILE.txt) or the collection with the reviewers (FILE.json)\n"
    assert capsys.readouterr().err == f"korean-armistice: {told}"


def test_faults_on_the_command_line(
    mine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each fault is a line with the name of its file; without a file it says that one is needed."""
    paths = saved(tmp_path, file_of({}, ""), {"x": 1})
    assert main(["review", *map(str, paths), "--data", str(mine)]) == 2
    assert capsys.readouterr().err.splitlines() == [
        f"korean-armistice: {paths[0]}: the reviewer has no name",
        f"korean-armistice: {paths[1]}: it is not a file that the review page saved",
    ]
    with pytest.raises(SystemExit):
        main(["review"])
    assert "required: FILE" in capsys.readouterr().err


def test_remarks_do_not_move_the_cursor(
    mine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A reviewer's name and remark are printed without the characters that a terminal obeys."""
    content = file_of({0: "disagree"}, "Kim\u202e")
    content["answers"][0]["remark"] = "\x1b[2J\u2028x"
    (path,) = saved(tmp_path, content)
    assert main(["review", str(path), "--data", str(mine)]) == 0
    out = capsys.readouterr().out
    assert "Kim\\u202e: disagree (\\x1b[2J x)" in out
    assert all(line.isprintable() for line in out.splitlines())


class Reviewer:
    """Somebody at the review page, with a browser of their own."""

    def __init__(self, browser: Any, page: Path, **options: Any) -> None:
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.goto(page.as_uri())

    def types(self, keys: str) -> None:
        """Press keys, one after another."""
        for key in keys.split():
            self.page.keyboard.press(key)

    def waits(self, place: str, text: str) -> None:
        """Wait until a text stands there; the page's policy lets nobody evaluate a condition."""
        from playwright.sync_api import expect  # the default suite is without it

        expect(self.page.locator(place)).to_have_text(text)

    def told(self) -> str:
        """Read what the page says of saving and opening."""
        return str(self.page.locator("#told").inner_text())

    def progress(self) -> str:
        """Read how much is judged."""
        return str(self.page.locator("#progress").inner_text())

    def answers(self) -> list[str]:
        """Read the choice of each item, "" where there is none."""
        script = "all => all.map(item => item.querySelector(':checked')?.value ?? '')"
        return list(self.page.locator(".item").evaluate_all(script))

    def remarks(self) -> list[str]:
        """Read the remark of each item."""
        return list(self.page.locator("input.remark").evaluate_all("all => all.map(x => x.value)"))

    def at(self) -> int:
        """Tell at which item the keyboard is."""
        script = "[...document.querySelectorAll('.item')].indexOf(document.activeElement)"
        return int(self.page.evaluate(script))

    def saves(self, folder: Path) -> Path:
        """Save the file, as the button does."""
        with self.page.expect_download() as download:
            self.page.click("#save")
        path = folder / str(download.value.suggested_filename)
        download.value.save_as(path)
        return path


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Write the sample's page to a file."""
    path = tmp_path / "review.html"
    path.write_text(to_review(DOCS), "utf-8")
    return path


@pytest.fixture
def reviewer(browser: Any, page: Path) -> Iterator[Reviewer]:
    """Open the page as somebody with a keyboard; nothing may be wrong at the end."""
    somebody = Reviewer(browser, page, accept_downloads=True)
    yield somebody
    assert somebody.faults == []
    somebody.context.close()


@pytest.mark.browser
def test_two_reviewers(
    reviewer: Reviewer, browser: Any, page: Path, mine: Path, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Two reviewers judge by keys and by touch; the command line compares what they saved."""
    reviewer.page.fill("#reviewer", "Kim Won")
    reviewer.page.locator("#reviewer").blur()
    reviewer.types("j 1 1 3 r")
    reviewer.page.keyboard.type("1 is no choice here")
    reviewer.types("Enter j 1 2")
    assert reviewer.answers() == ["agree", "agree", "cannot tell", "agree", "disagree"]
    one = reviewer.saves(tmp_path)
    assert one.name == "review-1-kim-won.json"
    assert reviewer.told() == "Saved."

    phone = Reviewer(browser, page, accept_downloads=True, has_touch=True, is_mobile=True,
                     viewport={"width": 390, "height": 844})  # fmt: skip
    phone.page.fill("#reviewer", "박지원")
    for at, choice in enumerate(("agree", "disagree", "cannot tell")):
        phone.page.locator(".item").nth(at).locator(f"label:has([value='{choice}'])").tap()
    assert phone.answers() == ["agree", "disagree", "cannot tell", "", ""]
    assert phone.page.evaluate("document.documentElement.scrollWidth") == 390
    assert phone.page.locator(".keys").is_hidden()
    assert reviewer.page.locator(".keys").is_visible()
    other = phone.saves(tmp_path)
    assert other.name == "review-1-박지원.json"
    assert phone.faults == []
    phone.context.close()

    assert main(["review", str(one), str(other), "--data", str(mine)]) == 0
    told = capsys.readouterr().out
    assert (
        "Kim Won and 박지원: 3 judged by both, the same answer in 67%, Cohen's kappa 0.500" in told
    )
    assert "cannot tell (1 is no choice here)" not in told.partition("Disputed:")[0]
    assert f"{' | '.join(KEYS[1])}\n    Kim Won: agree\n    박지원: disagree" in told


@pytest.mark.browser
def test_what_was_answered_stays(reviewer: Reviewer, page: Path, tmp_path: Path) -> None:
    """A reload, another tab and an opened file have the answers, remarks without a choice too."""
    reviewer.page.fill("#reviewer", "Kim")
    reviewer.page.locator(".item").nth(1).locator("input.remark").fill("Hm.")
    reviewer.types("Escape k 2")
    reviewer.page.reload()
    assert reviewer.answers() == ["disagree", "", "", "", ""]
    assert reviewer.remarks() == ["", "Hm.", "", "", ""]
    assert reviewer.page.input_value("#reviewer") == "Kim"
    assert reviewer.progress() == "1 of 5 judged"

    tab = reviewer.context.new_page()
    tab.goto(page.as_uri())
    tab.locator(".item").nth(4).get_by_text("agree").first.click()
    reviewer.waits("#progress", "2 of 5 judged")
    tab.close()

    reviewer.page.click("#save")
    assert reviewer.told() == "This remark has no answer yet: choose one."
    assert reviewer.at() == 1
    reviewer.types("1")
    file = reviewer.saves(tmp_path)
    reviewer.page.evaluate("localStorage.clear()")
    reviewer.page.reload()
    assert reviewer.answers() == [""] * 5
    reviewer.page.set_input_files("#open", file)
    reviewer.waits("#told", "Read.")
    assert reviewer.answers() == ["disagree", "agree", "", "", "agree"]


@pytest.mark.browser
def test_keys(reviewer: Reviewer) -> None:
    """j, k and n move, 0 takes an answer back, and at either end the keyboard stays where it is."""
    reviewer.types("1")
    assert reviewer.answers() == [""] * 5  # nothing is chosen yet to be answered
    reviewer.types("j j k k k")
    assert reviewer.at() == 0
    reviewer.types("1 1 n")
    assert reviewer.at() == 3
    reviewer.types("j j j")
    assert reviewer.at() == 4
    reviewer.types("3 n")
    assert reviewer.at() == 2
    reviewer.types("2 0")
    assert reviewer.answers() == ["agree", "agree", "", "", "cannot tell"]
    reviewer.types("r Escape Control+j")
    assert reviewer.at() == 2
    reviewer.types("3 n 3 n")
    assert reviewer.progress() == "5 of 5 judged"
    shown = "getComputedStyle(document.activeElement).outlineStyle"
    assert reviewer.page.evaluate(shown) == "solid"


@pytest.mark.browser
def test_keyboard_alone(browser: Any, page: Path, tmp_path: Path) -> None:
    """Tab reaches each control, the bar hides none; a key saves, and the keys can be off."""
    narrow = {"width": 320, "height": 400}
    somebody = Reviewer(browser, page, accept_downloads=True, viewport=narrow)
    here = "(({ id, value, type, localName }) => id || value || type || localName)(document.activeElement)"
    wanted = ["keys", "reviewer", "open", "save"]
    for document in DOCS:
        wanted += ["a"] * bool(document.url) + ["summary"] * bool(document.notes)
        wanted += ["agree", "text"] * (len(document.claims) + len(document.links))
    reached = []
    for key, count in (("Tab", len(wanted)), ("Shift+Tab", len(wanted) - 1)):
        for _ in range(count):
            somebody.types(key)
            reached.append(somebody.page.evaluate(here))
    assert reached == wanted + wanted[-2::-1]

    somebody.types("Space j 1")
    assert somebody.at() == -1  # the keys are off
    somebody.types("Tab K i m Tab Tab Tab")
    while somebody.page.evaluate(here) != "agree":
        somebody.types("Tab")
    somebody.types("Space ArrowRight Tab N o")
    somebody.types("Enter 1")
    assert somebody.answers() == ["disagree", "", "", "", ""]
    somebody.page.locator("#keys").focus()
    somebody.types("Space j j 3 Tab")
    remark = "document.querySelector('input.remark').getBoundingClientRect()"
    somebody.page.evaluate(f"scrollBy(0, {remark}.top - 5)")
    somebody.types("Shift+Tab")
    bar = somebody.page.locator(".bar").bounding_box()
    assert somebody.page.evaluate(f"{remark}.top") >= bar["y"] + bar["height"]
    somebody.types("Escape")
    with somebody.page.expect_download() as download:
        somebody.types("s")
    path = tmp_path / "saved.json"
    download.value.save_as(path)
    (review,) = read_reviews(DOCS, path)
    assert review.reviewer == "Kim"
    assert review.judgements == (
        Judgement(KEYS[0], "disagree", "No"),
        Judgement(KEYS[1], "cannot tell", ""),
    )
    assert somebody.faults == []
    somebody.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_accessible(browser: Any, tmp_path: Path, width: int, scheme: str) -> None:
    """axe-core finds nothing, before and after an answer, and nothing is wider than the window."""
    path = tmp_path / "review.html"
    linked = ka.load().where(lambda document: bool(document.links))
    path.write_text(to_review(linked[:1] | ka.by_date("1953-07-27")), "utf-8")
    screen = {"width": width, "height": 900}
    somebody = Reviewer(browser, path, viewport=screen, color_scheme=scheme)
    assert violations(somebody.page) == []
    somebody.types("j 1 2 s")
    somebody.page.evaluate(
        "for (const part of document.querySelectorAll('details')) part.open = true"
    )
    assert violations(somebody.page) == []
    assert somebody.told() == "Write your name first."
    wide = "[...document.querySelectorAll('body *')].map(x => x.getBoundingClientRect().right)"
    assert max(somebody.page.evaluate(wide)) <= width
    outside = """[...document.querySelectorAll("fieldset *")].filter((part) =>
        part.getBoundingClientRect().right > part.closest("fieldset").getBoundingClientRect().right
    ).map((part) => part.outerHTML)"""
    assert somebody.page.evaluate(outside) == []
    assert somebody.faults == []
    somebody.context.close()


@pytest.mark.browser
def test_files_that_are_not_taken(reviewer: Reviewer, tmp_path: Path) -> None:
    """Another edition's file, and any other file, are refused in words, and nothing is changed."""
    reviewer.types("j 1")
    old, strange = tmp_path / "old.json", tmp_path / "strange.json"
    old.write_text(json.dumps({**file_of({}), "sha256": "0"}))
    strange.write_text('{"sha256"')
    for path, told in (
        (old, "That file reviews another edition."),
        (strange, "That is not a file that this page saved."),
    ):
        reviewer.page.set_input_files("#open", path)
        reviewer.waits("#told", told)
        assert reviewer.answers()[0] == "agree"
    reviewer.page.click("#save")
    assert reviewer.told() == "Write your name first."


@pytest.mark.browser
def test_a_page_of_a_selection_keeps_the_rest_of_a_file(browser: Any, tmp_path: Path) -> None:
    """A file opened on a page with fewer claims is saved again with all its answers."""
    path, file = tmp_path / "part.html", tmp_path / "file.json"
    docs = ka.load()
    part = docs.by_actor("U Nu")
    path.write_text(to_review(part), "utf-8")
    whole = json.loads(to_review(docs).partition('id="about">')[2].partition("</script>")[0])
    claim = docs.claims()[0]
    key = [claim.document, claim.role, claim.actor.id]
    answer = {"key": key, "answer": "agree", "remark": "seen"}
    file.write_text(json.dumps({**whole, "reviewer": "Kim", "answers": [answer]}))
    somebody = Reviewer(browser, path, accept_downloads=True)
    somebody.page.set_input_files("#open", file)
    somebody.waits("#told", "Read.")
    somebody.types("j 2")
    (review,) = read_reviews(docs, somebody.saves(tmp_path))
    assert [each.answer for each in review.judgements] == ["disagree", "agree"]
    assert review.judgements[1] == Judgement((key[0], key[1], key[2]), "agree", "seen")
    assert somebody.faults == []
    somebody.context.close()
