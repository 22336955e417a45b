"""Where the search begins: what the entrances are made for, and what is known to be nasty."""

from __future__ import annotations

import json
from pathlib import Path

from tests.samples import content

import korean_armistice as ka

__all__ = ["NASTY", "seeds", "tokens"]

#: Texts that have broken somebody's program before.
NASTY = (
    "\0", "\ud800", "\udfff", "\udcff", "\ufeff", "\u202eabc", "\u2066x\u2069", "\u200b", "\u200d", "\u00ad",
    "\ufffe", "\x85", "\u2028", "a\u0301\u0323", "\u0301" * 50, "İ", "ß", "ﬁ", "Ǆ", "Κ", "К", "Ко", "мао",
    "Маo", "ｋｉｍ", "𝔎𝔦𝔪", "김일성", "김일성", "金日成", "Kim‐Il‑Sung", "Kim–Il—Sung", "Kim−Il﹣Sung", "P’eng",
    "P‘eng", "Pʼeng", "P`eng", "P´eng", "١٩٥٣", "１９５３", "𝟏𝟗𝟓𝟑", "19५3", "=1+1", "+1", "-1", "@SUM(1)", "\t=1",
    "＝1", "'=1", '=cmd|"/C calc"!A0', "<script>alert(1)</script>", "</script>", "<!--", "]]>", "&lt;", '"><img src=x>',
    "javascript:alert(1)", "'; DROP TABLE documents; --", '" OR 1=1', "../../etc/passwd", "..\\..\\x", "C:\\nul",
    "%s%n", "%00", "{0}", "{{title}}", "{__class__}", "$HOME", "`id`", "\\input{x}", "}", "{", "@misc{x,", "ER  - ", "TY  - ",
    "\r\n", "\n\n", "1e999", "NaN", "-0", "9" * 5000, "[" * 500, '{"a":' * 300, "null", "true", "a@ @b",
)  # fmt: skip

_DATES = (
    "1953", "1953-07", "1953-07-27", "1953-06-25/1953-07-27", "../1953-07", "1953-07/..", "../..", "/", "1953/",
    "July 27, 1953", "28 July 1953", "July 1953", "January, 1951", "february 29, 1952", "1953-02-30", "0000", "0001",
    "9999-12-31", "1953-07-27|1953-08", "|1953", "1953|", "../1953|1954", "27.07.1953", "1953-7-2", "+1953", " 1953",
)  # fmt: skip

_COMMANDS = (
    "--date\n1953-07-27", "--since\n1953-07\n--until\n1953-08\n--origin\nUSSR", "--actor\nMao\n--role\nauthor",
    "--search\npact\n--format\njson", "--format\ncsv", "--format\nbibtex\n--actor\nU Nu", "--data\nmine.json",
    "--data\nbad.json", "--output\nout.json\n--force", "--format=ris\n--actor=Lee\n--data=mine.json", "--help", "--version",
    "--format\nhtml\n--actor\nU Nu", "--output\nmine.json", "--output\n.\n--force", "--output\n", "--", "-x", "--date=",
)  # fmt: skip


def _encoded(text: str) -> bytes:
    # Also the surrogates that UTF-8 has no bytes for, as whoever got them wrong would write them.
    return text.encode("utf-8", "surrogatepass")


def seeds(name: str) -> list[bytes]:
    """List the inputs that a target begins with."""
    docs = ka.load()
    spelled = [s for a in docs.root.actors for s in (a.name, *a.aliases, a.id)]
    sample = json.dumps(content(), ensure_ascii=False)
    page = (Path(__file__).parent.parent / "tests" / "data" / "listing.txt").read_text("utf-8")
    begun = "Title\n\nAbstract.\n\nJuly 3, 1953\n\n"
    texts: dict[str, list[str]] = {
        "dates": list(_DATES),
        "names": spelled,
        "queries": [*(doc.title for doc in docs), *(doc.id for doc in docs), "mutual pact"],
        "read": [sample, "{}", '{"about": {"title": "x"}, "actors": [], "documents": []}'],
        "listing": [page[:1500], begun + "Title\n\nSummary", *(begun + text for text in NASTY)],
        "command": [
            *_COMMANDS,
            *(f"--{o}\n{t}" for o in ("actor", "date", "search") for t in NASTY),
        ],
    }
    if name in texts:
        return [_encoded(text) for text in (*texts[name], *NASTY)]
    placed = [bytes([place]) + _encoded(text) for place in range(70) for text in NASTY]
    if name == "exporters":
        return [bytes([exporter]) + raw for exporter in range(10) for raw in placed[exporter::10]]
    if name == "long":
        return [bytes([door, 2]) + _encoded(text) for door in range(26) for text in NASTY[:60:3]]
    return placed


def tokens() -> list[str]:
    """List words for the fuzzer to put in, written as its dictionary has them."""
    named = "about actors documents title id kind aliases affiliation claims role quote basis field record url"
    words = [*NASTY[:60], *_DATES, *named.split(), "Molotov", "Kim", "Zhou", "--actor", "--role"]
    raw = (_encoded(word)[:60] for word in words)
    return ["".join(f"\\x{byte:02X}" for byte in one) for one in raw if one]
