"""Files written whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

__all__ = ["replacing"]


@contextmanager
def replacing(folder: Path, names: Sequence[str], *, overwrite: bool) -> Iterator[Path]:
    """Lend an empty folder to write files of these names into; then move them to `folder`.

    Whatever fails, in the block or while moving, leaves what was in `folder` before. Other
    files in it are never touched.

    Args:
        folder: where the files go; made if its parent exists.
        names: the files the block will have written.
        overwrite: whether files of these names may be replaced.

    Raises:
        FileExistsError: one of them exists and `overwrite` is not set, or is a device, pipe or
            socket, or `folder` is a file.
        IsADirectoryError: one of them is a folder, which is never replaced.
        OSError: any other fault of the file system.
    """
    targets = [folder / name for name in names]
    _check(targets, overwrite=overwrite)
    made = not folder.exists()
    folder.mkdir(exist_ok=True)
    try:
        # Inside the folder: a rename works only within one file system. Spark and Datasette
        # pass over names that begin with a dot.
        with TemporaryDirectory(prefix=".korean-armistice-", dir=folder) as stage:
            yield Path(stage)
            _move(Path(stage), targets)
    except BaseException:
        if made:
            folder.rmdir()
        raise


def _check(targets: Sequence[Path], *, overwrite: bool) -> None:
    for target in targets:
        if target.is_dir():
            msg = f"{target} is a folder, which is never replaced: move it, or choose another name"
            raise IsADirectoryError(msg)
        if target.exists() and not target.is_file():
            msg = f"{target} is a device, pipe or socket, which is never replaced: choose a file"
            raise FileExistsError(msg)
        if os.path.lexists(target) and not overwrite:
            msg = f"{target} exists: choose another name, or replace it with overwrite=True"
            raise FileExistsError(msg)


def _keep(target: Path, copy: Path) -> None:
    """Give a file a second name, so that at no moment, a killed process's included, it has none."""
    try:
        os.link(target, copy, follow_symlinks=False)
    except (OSError, NotImplementedError):  # a file system without links
        shutil.copy2(target, copy, follow_symlinks=False)


def _move(stage: Path, targets: Sequence[Path]) -> None:
    """Put the new files in place; if one cannot be moved, put the old ones back."""
    kept = stage / "kept"
    kept.mkdir()
    *first, last = targets
    moved: list[Path] = []
    try:
        for target in first:
            if os.path.lexists(target):
                _keep(target, kept / target.name)
            moved.append(target)
            (stage / target.name).replace(target)
        # With nothing after it to fail, one atomic step is enough, and all a single file needs.
        (stage / last.name).replace(last)
    except BaseException:
        for target in moved:
            if os.path.lexists(kept / target.name):
                (kept / target.name).replace(target)
            else:
                target.unlink(missing_ok=True)
        raise
