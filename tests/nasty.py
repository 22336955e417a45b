"""A collection with everything that has made an exporter, or a reader of its output, fail."""

from __future__ import annotations

import json
from typing import Any

import korean_armistice as ka

EVIL = "<img src=x onerror=alert(1)>"
SCRIPT = '</script><script>alert("x")</script><!-- &amp; &lt;b&gt; www.example.org'
MARKUP = r'Ampersand & {a} $1 50% #1 _x_ ~t ^c \b "q" ‘s’ 김일성 金日成 Маленков سلام'
# Texts that a spreadsheet may run: signs, and what can stand before them.
SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫−"
BEFORE = ["", "'", "''", " ", "\t", "\n", "\ufeff", "\ufeff\ufeff", "\u00a0", "\u3000",
          "\u200b", "\u202e", "\u2028", "\u2060", "\u00ad", "\u0301", '"', "“", "("]  # fmt: skip
FORMULAS = [f"{before}{sign}1+1" for before in BEFORE for sign in SIGNS]


def claim(role: str, actor: str, quote: str, field: str = "title", **more: Any) -> dict[str, Any]:
    """Make a claim as the file has it."""
    return {"role": role, "actor": actor, "field": field, "quote": quote, "basis": "stated", **more}


def document(name: str, date: str | None, title: str, *claims: Any, **more: Any) -> dict[str, Any]:
    """Make a document as the file has it."""
    dated = {"date": date} if date else {}
    return {"id": name, **dated, "title": title, **more, "claims": list(claims)}


def content() -> dict[str, Any]:
    """Return the collection as JSON holds it; every key of the format is in it."""
    inferred = {"basis": "inferred", "note": "One step."}
    link = {"field": "title", "quote": "Reply", "to_field": "excerpt", "to_quote": "No. 1"}
    return {
        "about": {
            "title": f"Nasty & {{Collection}} {EVIL}",
            "abstract": f"An abstract {SCRIPT}",
            "image": {"caption": "A <picture>", "credit": "=A1"},
            "archive": "Test & Archive",
            "motto": "A motto",
            "publisher": "Publisher & Co, Town",
            "url": "https://example.org/c?a=1&b={2}|\\^`é%20#b",
            "listing": "All of it.",
            "related": ["Another"],
            "rights": "None & all",
            "annotations": "Made by hand.",
            "edition": "n.1",
            "sources": [
                {"id": "page", "name": f"The page {EVIL}", "kind": "archive",
                 "url": "https://example.org/p", "seen": "2026-01-02"},
                {"id": "unused", "name": "Unused", "kind": "edition"},
            ],
            "extra": {"mine": ["<b>", 1]},
        },
        "actors": [
            {"id": "ann", "name": "Ann Lee", "kind": "person", "family": "Lee", "affiliation": "avalon",
             "aliases": ["안리", "Lee | Ann"], "born": 1900, "died": 1980, "note": "Made up.",
             "same_as": ["http://www.wikidata.org/entity/Q1", "https://example.org/a"], "extra": {"n": 1}},
            {"id": "avalon", "name": "Avalon", "kind": "state", "aliases": ["Isle"]},
            {"id": "bob", "name": "Bob, Jr.", "kind": "person"},
            {"id": "consul", "name": "Consul of Avalon", "kind": "office", "affiliation": "avalon"},
            {"id": "formula", "name": '=HYPERLINK("http://127.0.0.1/x","click")', "kind": "body"},
            {"id": "kim", "name": "김일성", "kind": "person", "family": "김", "aliases": ["Kim Il Sung"]},
            {"id": "ruritania", "name": f"Ruritania & Co. {EVIL}", "kind": "state"},
        ],
        "documents": [
            document("all", "1953-07-27", "Ann to Bob and Kim, copied",
                     claim("author", "ann", "Ann to"), claim("recipient", "bob", "to Bob"),
                     claim("recipient", "kim", "and Kim"), claim("copied", "consul", "copied"),
                     claim("mentioned", "bob", "cc. Bob", "excerpt", reviewed_by=["A. Historian"]),
                     claim("origin", "avalon", "of Avalon", "note", **inferred),
                     summary="Ann of Avalon writes.", kind="letter", covers="1953-06/1953-07",
                     record={"url": "https://example.org/1?x={2}", "record_id": "00042", "archive": "NA",
                             "reference": "1/2", "language": "TRUE", "classification": "null",
                             "donor": "12:30", "obtained_by": "1E5", "obtained_for": "P",
                             "translated_by": "T", "translated_for": "P", "subjects": ["a", "b | c"],
                             "source": "page"},
                     excerpts=[{"part": "number", "words": "No. 1", "source": "page"},
                               {"part": "copies", "words": "x cc. Bob y", "source": "page"}],
                     notes=[{"text": "Ann is of Avalon.", "source": "page"}, {"text": "=A1"}],
                     extra={"key": "</script>"}),
            document("reply", "1953-08-01?", "Reply of two states",
                     claim("origin", "ruritania", "two states"), claim("origin", "avalon", "Reply"),
                     claim("author", "ruritania", "states"), claim("recipient", "avalon", "of two"),
                     links=[{"relation": "replies-to", "to": "all", **link, "basis": "stated"},
                            {"relation": "follows", "to": "all", **link, **inferred},
                            {"relation": "decides-on", "to": "undated", "field": "title", "quote": "Reply",
                             "to_field": "title", "to_quote": "No date", "basis": "stated"}]),
            document("markup", "1951-01-02", MARKUP, summary=f"{MARKUP}\n\nTwo paragraphs\twith a tab."),
            document("script", "1951-05-01", SCRIPT, claim("participant", "ann", "alert"),
                     claim("participant", "bob", "</script>"), claim("participant", "kim", "&amp;"),
                     claim("origin", "ruritania", "&lt;b&gt;", note=EVIL), summary=SCRIPT + EVIL, kind="<i>"),
            document("formula", "1951-01-07", "=cmd|' /C calc'!A0", claim("author", "formula", "=cmd"),
                     summary="+1+1", kind="@SUM(1)", record={"archive": "-2+3", "reference": "\t=1"}),
            document("zeros", "1951-06-04", "00123", summary="1E5", kind="NaN"),
            document("scripts", "1951-06-05", "Лёд и Королёв в Łódź", summary="The Chargé's U.S. note"),
            document("chinese", "1951-06-06", "停戰協定簽字儀式"),
            document("korean", "1951-06-07", "조선인민군최고사령관의 명령"),
            document("month", "1951-01~", "Month only"),
            document("year", "1951%", "Year only"),
            document("open", "1951-02-01/..", "Open at the end"),
            document("open2", "../1951-03-01", "Open at the beginning"),
            document("ancient", "0099-01-01", "Very early"),
            document("undated", None, "No date"),
        ],
    }  # fmt: skip


def collection(data: dict[str, Any] | None = None) -> ka.Collection:
    """Read the collection, or other content, as a file would be read."""
    return ka.read(json.dumps(content() if data is None else data).encode())


def formulas() -> ka.Collection:
    """Make a collection whose titles and summaries a spreadsheet may run as formulas."""
    about = ka.About("Formulas")
    documents = (
        ka.Document(id=f"d{at:03}", title=text, summary=text) for at, text in enumerate(FORMULAS)
    )
    return ka.collect(documents, about=about)
