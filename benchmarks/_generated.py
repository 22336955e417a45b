"""Collections of any size, made with the real model from the twenty shipped records."""

from __future__ import annotations

import random
from datetime import date, timedelta

from attrs import evolve

import korean_armistice as ka

__all__ = ["generated"]

_FIRST = date(1800, 1, 1)
_DAYS = 200 * 365


def generated(size: int) -> ka.Collection:
    """Make a collection of documents like random ones of ours, with days over 200 years.

    So actors, roles and the number of claims are distributed as in ours. The size of the shipped
    collection gives that collection itself.
    """
    docs = ka.load()
    if size == len(docs):
        return docs
    draw = random.Random(1953)
    about = ka.About("Generated", edition="0")
    documents = (
        _like(draw.choice(docs), at, _FIRST + timedelta(days=at * _DAYS // size), about)
        for at in range(size)
    )
    return ka.collect(documents, about=about)


def _like(model: ka.Document, at: int, day: date, about: ka.About) -> ka.Document:
    # Links name the documents of the shipped collection, which are not here.
    name = f"{day}-document-{at:07}"
    return evolve(model, id=name, date=ka.Span(day, day), links=(), about=about)
