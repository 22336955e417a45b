"""Exporters: one module per destination, each a few functions of a Collection.

An exporter uses only public names: the nouns, `docs.whole`, `docs.involved` and
`docs.to_dict()`. So your own exporter can do everything that these can.
"""

from ._write import write_text
from .citations import to_biblatex, to_bibtex, to_csl, to_ris
from .graph import Edge, EdgeKind, edges, to_networkx
from .linked_data import to_jsonld
from .review import Review, read_reviews, report, reviewed, to_review
from .tables import Table, rows, to_arrow, to_csv, write_csv, write_parquet, write_sqlite
from .timeline import to_timelinejs
from .web import to_html

__all__ = [
    "Edge", "EdgeKind", "Review", "Table", "edges", "read_reviews", "report", "reviewed", "rows",
    "to_arrow", "to_biblatex", "to_bibtex", "to_csl", "to_csv", "to_html", "to_jsonld",
    "to_networkx", "to_review", "to_ris", "to_timelinejs", "write_csv", "write_parquet",
    "write_sqlite", "write_text",
]  # fmt: skip
