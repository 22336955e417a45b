"""Inputs with which the search begins: good ones, and ones that are known to be difficult."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

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
    "1953-07~", "1953?", "1953-07-27%", "1953~/1954?", "1953~/..", "Jul 27, 1953", "27th July, 1953", "1953 July 27", "Sept. 1953",
    "June 25, 1953 - July 27, 1953", "June 1953 to July 1953", "1953–1954", "July 27 1953/..", "July,, 1953", "27 July",
)  # fmt: skip

_SEARCHES = (
    "mutual pact", '"mutual defense" pact', '"Kim Il Sung" "cease fire"', "Mao OR Zhou", "-Rhee", "NOT", "AND a",
    '"open', "“smart” words", "panmunjeom", "U.S. note", "U. S. S. R.", "朝鲜", "停戰協定", "조선", "½", "12",
)  # fmt: skip

_HEAD = "My collection\n\nAn abstract.\n\n"
_LISTINGS = (
    _HEAD + "July 3, 1953\n\nA letter\n\nWhat it says.\n\nJanuary, 1951\n\nAnother\n",
    _HEAD + "• July 3, 1953\n\n    A letter\n\n    What it says.\n\n• 1951\n\n    Another\n",
    _HEAD + "•\nJuly 3, 1953\nA letter\nWhat it says.\n•\nUndated\nAnother\n",
    _HEAD + "-\nJuly 3, 1953\n\nA letter\n\n- \n\nAnother without a date\n\nSummary\n",
    _HEAD + "- July 3, 1953\n  A long title\n  of two lines\n\n  Summary one.\n\n  Summary two.\n",
    "Digital Archive International History Declassified\n\n" + _HEAD + "Undated\n\nA letter\n\nSummary\n",
    "SEARCH RESULTS\n\nJuly 3, 1953\n\nA letter\n\nSummary\n\n1 - 1 of 1\n",
    _HEAD + "Image: A picture\n\nJuly 3, 1953\n\nA letter\n\n" + _HEAD + "July 3, 1953\n\nA letter\n",
)  # fmt: skip

_COMMANDS = (
    "--date\n1953-07-27", "--since\n1953-07\n--until\n1953-08\n--origin\nUSSR", "--actor\nMao\n--role\nauthor",
    "--search\npact\n--format\njson", "--format\ncsv", "--format\nbibtex\n--actor\nU Nu", "--data\nmine.json",
    "--data\nbad.json", "--output\nout.json\n--force", "--format=ris\n--actor=Lee\n--data=mine.json", "--help", "--version",
    "--format\nhtml\n--actor\nU Nu", "--output\nmine.json", "--output\n.\n--force", "--output\n", "--", "-x", "--date=",
    "--actor\nMao\n--actor\nZhou", "--list\nkinds", "--list\nactors\n--data\n-", "--brief\n--kind\nletter", "--data\n-",
    "--stated\n--origin\nUSSR", "--output\nout.html\n--actor\nU Nu", "--output\nout.docx", "--output\n-\n--brief",
    "review\nmine.json", "review\n--data\nmine.json\nbad.json", "--format\nreview\n--kind\nnote", "--limit\n0", "review",
    "--search\na OR b", '--search\n"mutual defense"', "--since\n1953\n--since\n1953", "--output\nnew.json\n--force\n--brief",
)  # fmt: skip


def _encoded(text: str) -> bytes:
    # UTF-8 has no bytes for surrogates, so they are written as a wrong encoder writes them.
    return text.encode("utf-8", "surrogatepass")


def seeds(name: str) -> list[bytes]:
    """List the inputs that a target begins with."""
    docs = ka.load()
    spelled = [s for a in docs.involved for s in (a.name, *a.aliases, a.id)]
    sample = json.dumps(content(), ensure_ascii=False)
    page = (Path(__file__).parent.parent / "tests" / "data" / "listing.txt").read_text("utf-8")
    begun = "Title\n\nAbstract.\n\nJuly 3, 1953\n\n"
    texts: dict[str, list[str]] = {
        "dates": list(_DATES),
        "names": spelled,
        "queries": [*(doc.title for doc in docs), *(doc.id for doc in docs), *_SEARCHES],
        "counts": [*get_args(ka.Counted), *(str(kind) for kind in docs.counts("kind"))],
        "read": [sample, "{}", '{"about": {"title": "x"}, "actors": [], "documents": []}'],
        "listing": [page[:1500], *_LISTINGS, *(begun + text for text in NASTY)],
        "command": [
            *_COMMANDS,
            *(f"--{o}\n{t}" for o in ("actor", "date", "search") for t in NASTY),
        ],
    }
    if name in texts:
        return [_encoded(text) for text in (*texts[name], *NASTY)]
    placed = [
        bytes([place]) + _encoded(text) for place in range(110) for text in NASTY[place % 5 :: 5]
    ]
    if name == "exporters":
        return [bytes([exporter]) + raw for exporter in range(16) for raw in placed[exporter::16]]
    if name == "long":
        return [bytes([door, 2]) + _encoded(text) for door in range(32) for text in NASTY[:60:3]]
    return placed


def tokens() -> list[str]:
    """List words that the fuzzer may insert, in the form of its dictionary."""
    named = "about actors documents title id kind aliases affiliation claims role quote basis field record url links to excerpts notes"
    words = [*NASTY[:60], *_DATES, *named.split(), "Molotov", "Kim", "Zhou", "--actor", "--role"]
    raw = (_encoded(word)[:60] for word in words)
    return ["".join(f"\\x{byte:02X}" for byte in one) for one in raw if one]
