"""A matplotlib figure that a notebook shows by itself."""

from __future__ import annotations

from io import BytesIO

import matplotlib.figure

__all__ = ["Figure"]


class Figure(matplotlib.figure.Figure):
    """matplotlib's figure, and besides a picture for the end of a notebook's cell.

    A notebook draws matplotlib's own only after `%matplotlib inline`, and else shows its repr.
    """

    def _repr_png_(self) -> bytes:
        file = BytesIO()
        self.savefig(file, format="png")
        return file.getvalue()
