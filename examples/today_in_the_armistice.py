"""Today in the armistice: the documents of this day of the year, or of the day nearest to it.

    python examples/today_in_the_armistice.py
    python examples/today_in_the_armistice.py 07-27

It prints a few lines for a calendar, a newsletter or a lesson, with the words that prove who wrote to
whom.
"""

from __future__ import annotations

import sys
from datetime import date

import korean_armistice as ka

LEAP_YEAR = 1952  # a leap year, so that 29 February may be asked for, too


def main(arguments: list[str]) -> int:
    """Print the answer for a day of the year given as month and day, or for today."""
    given = arguments[0] if arguments else f"{date.today():%m-%d}"
    try:
        asked = ka.Span.parse(f"{LEAP_YEAR}-{given}").day
    except ka.InvalidDateError as error:
        print(f"give month and day as 07-27: {error.reason}", file=sys.stderr)
        return 2
    if asked is None:
        print("give month and day as 07-27: a month alone is no day", file=sys.stderr)
        return 2
    print(report(asked))
    return 0


def report(asked: date) -> str:
    """Tell of the documents whose day of the year is nearest, before or after."""
    days = {doc.id: doc.date.day for doc in ka.load() if doc.date and doc.date.day}
    distances = {name: apart(asked, day) for name, day in days.items()}
    distance = min(distances.values())
    nearest = ka.load().select(name for name, days in distances.items() if days == distance)
    away = f"{distance} day{'s' * (distance != 1)}"
    heading = "On this day" if distance == 0 else f"Nearest to {asked:%d %B} ({away} away)"
    return "\n\n".join([heading, *(told(doc) for doc in nearest)])


def apart(asked: date, day: date) -> int:
    """Count the days between two days of the year, the shorter way round."""
    days = abs(asked.timetuple().tm_yday - day.replace(year=LEAP_YEAR).timetuple().tm_yday)
    return min(days, 366 - days)


def told(doc: ka.Document) -> str:
    """Put a document into a few lines, with the words that say who wrote it and to whom."""
    lines = [f"{doc.date}  {doc.title}", f"  {doc.summary}"]
    lines += [
        f"  {claim.role} ({claim.basis}): {claim.actor.name} – the {claim.field} says “{claim.quote}”"
        for claim in doc.claims
        if claim.role in {"author", "recipient", "participant"}
    ]
    return "\n".join([*lines, f"  {doc.cite()}"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
