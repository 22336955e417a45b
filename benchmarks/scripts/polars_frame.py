"""Polars reads the same file and answers the same question."""

import sys

import polars as pl

documents = pl.read_json(sys.argv[1]).select(pl.col("documents").explode().struct.unnest())
print(documents.filter(pl.col("date") == "1953-07-27").height)
