"""Collections of any size, made with the real model after the twenty shipped records."""

from __future__ import annotations

import gc
import random
from datetime import date, timedelta

from attrs import evolve

import korean_armistice as ka
from korean_armistice._collection import whole

__all__ = ["generated"]

_FIRST = date(1800, 1, 1)
_DAYS = 200 * 365


def generated(size: int) -> ka.Collection:
    """Make a collection: each document after one of ours drawn by lot, day by day for 200 years.

    So actors, roles and the number of claims are distributed as ours are; 20 is the shipped
    collection itself.
    """
    docs = ka.load()
    if size == len(docs):
        return docs
    draw = random.Random(1953)
    about = ka.About("Generated", edition="0")
    gc.disable()
    try:
        documents = [
            _like(draw.choice(docs), at, _FIRST + timedelta(days=at * _DAYS // size), about)
            for at in range(size)
        ]
    finally:
        gc.enable()
    return whole(about, docs.root.actors, documents)


def _like(model: ka.Document, at: int, day: date, about: ka.About) -> ka.Document:
    name = f"{day}-document-{at:07}"
    claims = tuple(evolve(claim, document=name) for claim in model.claims)
    return evolve(model, id=name, date=ka.Span(day, day), claims=claims, about=about)
