"""Pandas reads the same file and answers the same question."""

import json
import sys

import pandas as pd

with open(sys.argv[1], "rb") as file:
    documents = pd.DataFrame(json.load(file)["documents"])
print(len(documents[documents["date"] == "1953-07-27"]))
