"""What the citation formats have in common: names, dates, places, evidence."""

from __future__ import annotations

from korean_armistice._collection import Collection
from korean_armistice._model import Actor, Claim, Document
from korean_armistice.exceptions import shown

__all__ = ["checked", "evidence", "holder", "one_line", "place", "sorted_name"]


def checked(docs: Collection) -> Collection:
    """Return the argument, if it is a collection."""
    if not isinstance(docs, Collection):
        msg = f"an exporter takes a Collection, not {shown(docs)}"
        raise TypeError(msg)
    return docs


def one_line(text: str) -> str:
    """Fold white space: a line break would end the field in some formats."""
    return " ".join(text.split())


def sorted_name(actor: Actor) -> tuple[str, str]:
    """Part a name into what is sorted first, and the rest.

    A name that already begins with its family's (Kim Il Sung, Mao Zedong) stays whole, as
    historians write it: no comma belongs into it. Nor are bodies, offices and states parted.
    """
    name, family = one_line(actor.name), one_line(actor.family or "")
    at = f" {name} ".find(f" {family} ") if family else 0
    if at <= 0:
        return name, ""
    return family, one_line(name[:at] + name[at + len(family) :])


def holder(document: Document) -> str:
    """Name the programme and its archive, as the archive's citations do."""
    about = document.about
    return " ".join(filter(None, ((about.publisher or "").partition(",")[0], about.archive)))


def place(document: Document) -> str:
    """Name the repository and the document's place in it; else the collection."""
    record = document.record
    return ", ".join(filter(None, (record.archive, record.reference))) or document.about.title


def evidence(claim: Claim) -> str:
    """Put a claim into one line, with the words that prove it."""
    note = f"; {claim.note}" if claim.note else ""
    text = f"{claim.role}: {claim.actor.name} ({claim.basis}, {claim.field}: “{claim.quote}”{note})"
    return one_line(text)
