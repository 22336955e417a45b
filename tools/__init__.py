"""Tools for contributors, to be run in a clone: `python -m tools.NAME`."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "korean_armistice"
