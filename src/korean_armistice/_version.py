"""The version of the code, and the editions of the data."""

__version__ = "1.0.0"

#: Every edition of the shipped data with the SHA-256 of its file. `load` checks the file.
#: `python -m tools.edition` in a clone of the repository adds an edition.
EDITIONS = {
    "2026.2": "df17b3350cac6b891eabb09cd0f3d9b83e6ab2241c07758a1896af96bd480d35",
}
