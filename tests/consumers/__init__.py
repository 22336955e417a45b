"""Programs that people use read an export, and the tests check what they then hold."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"


def node(script: str, given: object) -> Any:
    """Run a script of this folder with JSON as its input, and read the JSON that it prints."""
    program = shutil.which("node")
    assert program, "these tests need Debian's nodejs and npm"
    assert MODULES.is_dir(), f"first: npm install --prefix {HERE}"
    done = subprocess.run(
        [program, HERE / script],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
