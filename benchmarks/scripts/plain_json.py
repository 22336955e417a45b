"""The lower limit: the standard library reads the same file and answers the same question."""

import json
import sys

with open(sys.argv[1], "rb") as file:
    documents = json.load(file)["documents"]
print(len([document for document in documents if document["date"] == "1953-07-27"]))
