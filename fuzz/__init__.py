"""Hostile input for every entrance, found by coverage: `python -m fuzz`."""
