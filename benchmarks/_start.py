"""Start-up: whole processes, from nothing to the first answer."""

from __future__ import annotations

from pathlib import Path

import korean_armistice as ka

from ._measure import Figure, processes

__all__ = ["DATA", "start"]

DATA = Path(ka.__file__).parent / "data" / "korean_armistice.json"
_SCRIPTS = Path(__file__).parent / "scripts"

_CODE = {
    "Python alone": "",
    "import attrs": "import attrs",
    "import attrs, cattrs, importlib_resources": "import attrs, cattrs, importlib_resources",
    "ours: import": "import korean_armistice",
    "ours: import of every name": "from korean_armistice import *",
    "ours: first answer": "import korean_armistice as ka; print(len(ka.by_date('1953-07-27')))",
    "ours: first answer by name": "import korean_armistice as ka; print(len(ka.by_origin('USSR')))",
    "pycountry: first lookup": "import pycountry; print(pycountry.countries.lookup('KR').alpha_3)",
    "us: first lookup": "import us; print(us.states.lookup('Ohio').abbr)",
    "vega_datasets: first answer": "from vega_datasets import data; cars = data.cars(); print(len(cars[cars['Origin'] == 'USA']))",
    "digitalarchive: import": "import digitalarchive",
}
_READERS = {
    "plain json": "plain_json.py",
    "pydantic": "pydantic_model.py",
    "pandas": "pandas_frame.py",
    "polars": "polars_frame.py",
}
_EXPECTED = {
    "ours: first answer": "4",
    "ours: first answer by name": "9",
    "pycountry: first lookup": "KOR",
    "us: first lookup": "OH",
    "vega_datasets: first answer": "254",
} | dict.fromkeys(_READERS, "4")


def start(rounds: int) -> dict[str, Figure]:
    """Time every way to begin, in turn."""
    cases = {name: ["-c", code] for name, code in _CODE.items()}
    cases |= {name: [str(_SCRIPTS / file), str(DATA)] for name, file in _READERS.items()}
    return processes(cases, _EXPECTED, rounds)
