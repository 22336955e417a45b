"""How the documentation is built: `sphinx-build -W -n -b html docs build/docs`.

What can be made from the code and the data is made from them here, into `_generated`: the
pictures, the explorer, the columns of the tables, the data format, the command line's help; and
from `benchmarks/results.json` the page on costs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from matplotlib import rc_context
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.ext.napoleon import Config as Settings
from sphinx.ext.napoleon.docstring import GoogleDocstring

import korean_armistice as ka
from korean_armistice import plots
from korean_armistice.export.tables import write_csv
from korean_armistice.export.web import to_html

project = "korean_armistice"
author = "The korean_armistice maintainers"
release = version = metadata.version("korean-armistice")

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_generated/*.md"]
default_role = "code"
smartquotes_action = "D"  # dashes only: names and dates are copied as they are printed
nitpicky = True
# Without a network there is no inventory to look these up in.
nitpick_ignore_regex = [
    ("py:.*", r"(collections|datetime|matplotlib|networkx|nx|os|pa|pyarrow|typing)\..*"),
    ("py:class", r"(date|PathLike|Path|BinaryIO|Figure|Sequence|Callable|Iterable|Readable)"),
]

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3

autodoc_class_signature = "separated"
autodoc_default_options = {"exclude-members": "__init__, __new__, root"}
autodoc_member_order = "bysource"
python_use_unqualified_type_names = True

html_theme = "furo"
html_title = f"korean_armistice {release}"
html_extra_path = ["_generated/site"]
html_static_path = ["_static"]
html_css_files = ["wrap.css"]
html_show_sourcelink = False
html_show_copyright = False

HERE = Path(__file__).parent
GENERATED = HERE / "_generated"


def generate(app: Sphinx, config: Config) -> None:
    """Make all that is made from the code."""
    del app, config
    site = GENERATED / "site"
    site.mkdir(parents=True, exist_ok=True)
    (GENERATED / "costs.md").write_text("\n".join(costs()) + "\n", encoding="utf-8")
    docs = ka.load()
    (site / "explorer.html").write_text(to_html(docs), encoding="utf-8")
    for name in ("timeline", "network"):
        figure = getattr(plots, name)(docs)
        with rc_context({"svg.hashsalt": name}):  # the same bytes each time
            figure.savefig(GENERATED / f"{name}.svg", metadata={"Date": None})
    for name, lines in (("columns", columns()), ("format", data_format())):
        (GENERATED / f"{name}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "korean_armistice", "--help"]
    shown = subprocess.run(  # noqa: S603  our own program
        command, check=True, capture_output=True, env={**os.environ, "COLUMNS": "80"}
    )
    (GENERATED / "help.txt").write_bytes(shown.stdout)


def columns() -> Iterator[str]:
    """Write the tables' columns as Markdown, from the Data Package that describes them."""
    with TemporaryDirectory() as folder:
        write_csv(ka.load()[:0], folder)
        package = json.loads(Path(folder, "datapackage.json").read_bytes())
    for resource in package["resources"]:
        schema = resource["schema"]
        refers = {
            key["fields"][0]: key["reference"]["resource"] or resource["name"]
            for key in schema["foreignKeys"]
        }
        keys = " and its ".join(f"`{name}`" for name in schema["primaryKey"])
        yield f"\n## {resource['name']}\n\nOne row is told from another by its {keys}.\n"
        yield "| column | type | what it says |\n|---|---|---|"
        for field in schema["fields"]:
            name, constraints = field["name"], field.get("constraints", {})
            choices = ", ".join(f"`{value}`" for value in constraints.get("enum", ()))
            said = [
                field["description"],
                f"one of {choices}" if choices else "",
                f"an `id` of {refers[name]}" if name in refers else "",
                "never empty" if constraints.get("required") else "",
            ]
            yield f"| `{name}` | {field['type']} | {'; '.join(filter(None, said))} |"


def data_format() -> Iterator[str]:
    """Write the format of the data file as Markdown, from its JSON Schema."""
    path = files("korean_armistice") / "data" / "korean_armistice.schema.json"
    schema = json.loads(path.read_bytes())
    parts = schema["$defs"]
    nouns = {name: part for name, part in parts.items() if "properties" in part}
    for name, part in (("the file", schema), *nouns.items()):
        yield f"\n## {name}\n\n| key | value | what it says | needed |\n|---|---|---|---|"
        for key, value in part["properties"].items():
            needed = "yes" if key in part["required"] else ""
            yield f"| `{key}` | {described(value)} | {value.get('description', '')} | {needed} |"
    yield "\n## Kinds of text and number\n\n| name | what is allowed |\n|---|---|"
    for name, part in parts.items():
        if name not in nouns:
            bounds = [str(part[end]) for end in ("minimum", "maximum") if end in part]
            yield f"| {name} | {part.get('description') or ' to '.join(bounds)} |"


def described(value: dict[str, Any]) -> str:
    """Say in a few words what a value of the format is."""
    if "$ref" in value:
        return str(value["$ref"].rpartition("/")[2])
    if "enum" in value:
        return ", ".join(f"`{choice}`" for choice in value["enum"])
    return f"list of {described(value['items'])}"


def costs() -> Iterator[str]:
    """Write the figures of the last run of `python -m benchmarks` as Markdown."""
    found = json.loads((HERE.parent / "benchmarks" / "results.json").read_bytes())
    versions = ", ".join(f"{name} {version}" for name, version in found["machine"].items())
    yield f"The run had: {versions}."
    yield "\n## From nothing to the first answer\n\nWhole processes, Python's own start included.\n"
    yield from grid("ms", 1e3, {what: {"": figure} for what, figure in found["start"].items()})
    for size, questions in found["queries"].items():
        yield f"\n## {int(size):,} documents: how many answer?\n"
        yield from grid("µs", 1e6, questions)
    yield "\n## 10,000 documents, from bytes\n"
    yield from grid("ms", 1e3, {what: {"": figure} for what, figure in found["reading"].items()})
    yield "\n## Size\n"
    yield from grid("kB", 1e-3, found["size"])
    yield "\n## Targets\n"
    columns = ("reached", "limit")
    targets = {each["what"]: {name: each[name] for name in columns} for each in found["targets"]}
    yield from grid("ratio", 1, targets)


def grid(unit: str, factor: float, rows: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Write a table; of a case that was timed often, its median."""
    columns = list(dict.fromkeys(column for row in rows.values() for column in row))
    yield f"| {unit} | {' | '.join(columns)} |\n|---|{'--:|' * len(columns)}"
    for name, row in rows.items():
        medians = [
            figure["median"] if isinstance(figure, dict) else figure for figure in row.values()
        ]
        cells = dict(zip(row, (f"{median * factor:,.4g}" for median in medians), strict=True))
        yield f"| {name} | {' | '.join(cells.get(column, '') for column in columns)} |"


def google(
    app: Sphinx, what: str, name: str, thing: object, options: Any, lines: list[str]
) -> None:
    """Read Google's sections; but an attribute's text has none, and may have a colon in it."""
    del app
    if what not in {"attribute", "data", "property"}:
        lines[:] = GoogleDocstring(lines, Settings(), None, what, name, thing, options).lines()


# Sphinx gives the captions of the sidebar no level, and furo gives its two sidebars no names. A reader
# who hears the page needs both.
HEARD = {
    'role="heading">': 'role="heading" aria-level="2">',
    '<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" aria-label="Pages">',
    '<aside class="toc-drawer">': '<aside class="toc-drawer" aria-label="On this page">',
}


def name_parts(app: Sphinx, error: Exception | None) -> None:
    """Write the levels and names of `HEARD` into the pages."""
    for page in () if error else Path(app.outdir).rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for found, better in HEARD.items():
            text = text.replace(found, better)
        page.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Generate before Sphinx looks whether the folders of its settings exist."""
    app.connect("config-inited", generate, priority=100)
    app.connect("build-finished", name_parts)
    app.connect("autodoc-process-docstring", google)
