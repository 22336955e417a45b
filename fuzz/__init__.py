"""Hostile input for every public function, found by coverage: `python -m fuzz`."""
