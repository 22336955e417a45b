"""Run the fuzzer: `python -m fuzz [--seconds N | --runs N] [target …]`.

Each target runs in a process of its own, one after another, and begins with the corpus and its
seeds. Findings are kept in a folder, one file for each place in the code that failed; a file
that is copied to `corpus/TARGET/` is replayed by the tests from then on.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

HERE = Path(__file__).parent
# The time that one input may take, and the memory of the process; more is a finding.
_LIMITS = ("-timeout=25", "-report_slow_units=25", "-rss_limit_mb=3000", "-max_len=2000")
_DONE = re.compile(r"Done (\d+) runs in")
_COUNTED = re.compile(r"^#(\d+)\s", re.MULTILINE)


def main() -> int:
    """Run the targets and print a line about each; return 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    limit = parser.add_mutually_exclusive_group()
    limit.add_argument("--seconds", type=int, default=60, help="for each target (default 60)")
    limit.add_argument("--runs", type=int, help="inputs for each target, instead of a time")
    parser.add_argument("--found", type=Path, default=HERE / "found", help="where findings go")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("targets", nargs="*", metavar="target")
    options, passed = parser.parse_known_args()
    if options.one:
        _fuzz(options.one, options.found, passed)
    from .targets import TARGETS

    if unknown := set(options.targets) - set(TARGETS):
        parser.error(f"no target {sorted(unknown)}; the targets are {', '.join(TARGETS)}")
    stop = (
        [f"-max_total_time={options.seconds}"]
        if options.runs is None
        else [f"-runs={options.runs}"]
    )
    print(f"{'target':<10} {'inputs':>9} {'seconds':>7}  found")
    lines = [_run(name, options.found, stop) for name in options.targets or TARGETS]
    print(f"{'together':<10} {sum(count for count, _ in lines):>9}")
    return int(any(found for _, found in lines))


def _run(name: str, found: Path, stop: list[str]) -> tuple[int, list[str]]:
    before = set(found.glob(f"{name}-*"))
    started = time.monotonic()
    command = [sys.executable, "-m", "fuzz", "--one", name, "--found", str(found), *_LIMITS, *stop]
    done = subprocess.run(  # noqa: S603
        command, cwd=HERE.parent, capture_output=True, text=True, errors="replace", check=False
    )
    took = time.monotonic() - started
    counted = _DONE.findall(done.stderr) or _COUNTED.findall(done.stderr) or ["0"]
    new = [path.name for path in sorted(set(found.glob(f"{name}-*")) - before)]
    if done.returncode and not new:
        new = [f"ended with {done.returncode}: {done.stderr[-500:]}"]
    print(f"{name:<10} {counted[-1]:>9} {took:>7.0f}  {', '.join(new) or '-'}", flush=True)
    return int(counted[-1]), new


def _fuzz(name: str, found: Path, arguments: list[str]) -> None:
    import atheris

    with atheris.instrument_imports(include=["korean_armistice"]):
        from .targets import TARGETS
    from .seeds import seeds, tokens

    target, known = TARGETS[name], set[str]()

    def one(raw: bytes) -> None:
        try:
            target(raw)
        except Exception as error:  # noqa: BLE001  each is a finding; the search goes on
            place = traceback.extract_tb(error.__traceback__)
            own = [f for f in place if "korean_armistice" in f.filename or "fuzz" in f.filename]
            key = f"{type(error).__name__} {[(f.filename, f.lineno) for f in own[-2:]]}"
            if key not in known:
                known.add(key)
                _keep(found, name, raw, key)

    with tempfile.TemporaryDirectory() as work:
        start = Path(work, "start")
        start.mkdir()
        for raw in [*seeds(name), *(p.read_bytes() for p in (HERE / "corpus" / name).glob("*"))]:
            (start / hashlib.sha256(raw).hexdigest()[:16]).write_bytes(raw)
        words = Path(work, "words")
        words.write_text("".join(f'"{token}"\n' for token in tokens()), encoding="ascii")
        found.mkdir(exist_ok=True)
        prefix = f"-artifact_prefix={found}/{name}-"
        atheris.Setup(["fuzz", *arguments, f"-dict={words}", prefix, str(start)], one)
        atheris.Fuzz()  # does not return


def _keep(found: Path, name: str, raw: bytes, key: str) -> None:
    path = found / f"{name}-{hashlib.sha256(key.encode()).hexdigest()[:12]}"
    path.write_bytes(raw)
    print(f"FOUND {path.name}: {key}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
