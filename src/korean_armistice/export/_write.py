"""All files are written here. Each is written completely or not at all."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory

__all__ = ["replacing", "write_text"]


def write_text(path: str | PathLike[str], text: str, *, overwrite: bool) -> None:
    """Write a text to a file as UTF-8, completely or not at all; its line ends stay as they are.

    A file that is replaced keeps its permissions. Links are not followed: if the path is
    a link, the file replaces the link.

    Args:
        path: the file. Its folder is made if the folder's parent exists.
        text: the content.
        overwrite: whether a file of this name may be replaced.

    Raises:
        FileExistsError: the file exists and `overwrite` is not set, or it is a device, a pipe
            or a socket.
        IsADirectoryError: a folder has this name.
        OSError: the file cannot be written; an old file stays as it was.
        ValueError: no file can have this path, for example because it has a NUL in it.

    Example:
        >>> import korean_armistice as ka, pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     file = pathlib.Path(folder, "armistice.jsonld")
        ...     ka.export.write_text(file, ka.export.to_jsonld(ka.load()), overwrite=False)
        ...     file.stat().st_size > 0
        True
    """
    path = Path(path)
    with replacing(path.parent, [path.name], overwrite=overwrite) as stage:
        (stage / path.name).write_bytes(text.encode())


@contextmanager
def replacing(folder: Path, names: Sequence[str], *, overwrite: bool) -> Iterator[Path]:
    """Give the block an empty folder for these files, and then move them into `folder`.

    If anything fails, in the block or later, `folder` is as it was before. Other files in it
    are never touched. A file that is replaced passes its permissions on to the new one. A link
    that is replaced becomes a file, and the file that it led to stays as it is.

    Args:
        folder: where the files go; it is made if its parent exists.
        names: the files that the block writes; "a/b" is the file b in the subfolder a.
        overwrite: whether files of these names may be replaced.

    Raises:
        FileExistsError: one of them exists and `overwrite` is not set, one of them is a device,
            a pipe or a socket, or a subfolder is a link.
        IsADirectoryError: one of them is a folder, which is never replaced.
        OSError: any other fault of the file system; it names the file that was to be written.
    """
    targets = [folder / name for name in names]
    for target in targets:
        _check(target, overwrite=overwrite)
        if target.parent != folder and target.parent.is_symlink():
            msg = f"{target.parent} is a link, which is not followed: remove it, or choose another"
            raise FileExistsError(msg)
    made: list[Path] = []
    try:
        for place in dict.fromkeys([folder, *(target.parent for target in targets)]):
            with suppress(FileExistsError):
                place.mkdir()
                made.append(place)
        # The name of this folder cannot be guessed, and nobody else may enter it, so no link
        # can wait there. It lies inside `folder`, because files can be renamed within one file
        # system only. Spark and Datasette skip names that begin with a dot.
        with TemporaryDirectory(prefix=".korean-armistice-", dir=folder) as temporary:
            stage = Path(temporary, "new")
            for name in names:
                (stage / name).parent.mkdir(parents=True, exist_ok=True)
            yield stage
            _put(stage, folder, names, overwrite=overwrite)
    except BaseException as error:
        for place in reversed(made):
            with suppress(OSError):  # somebody else has put a file there
                place.rmdir()
        if isinstance(error, OSError) and error.errno is not None:
            target = targets[0] if len(targets) == 1 else folder
            # Only `_put` sets `filename2`; `filename` may be a temporary name.
            raise OSError(error.errno, error.strerror, error.filename2 or str(target)) from None
        raise


def _check(target: Path, *, overwrite: bool) -> None:
    if target.is_dir():
        msg = f"{target} is a folder, which is never replaced: move it, or choose another name"
        raise IsADirectoryError(msg)
    if target.exists() and not target.is_file():
        msg = f"{target} is a device, pipe or socket, which is never replaced: choose a file"
        raise FileExistsError(msg)
    if os.path.lexists(target) and not overwrite:
        raise FileExistsError(_exists(target))


def _exists(target: Path) -> str:
    return f"{target} exists: choose another name, or replace it with overwrite=True"


def _put(stage: Path, folder: Path, names: Sequence[str], *, overwrite: bool) -> None:
    """Move the new files into the folder; if one cannot be moved, put the old ones back."""
    kept: dict[str, Path | None] = {}
    try:
        for at, name in enumerate(names):
            kept[name] = None
            kept[name] = _keep(folder / name, stage.parent / f"old-{at}")
            _move(stage / name, folder / name, overwrite=overwrite)
    except BaseException as error:
        if isinstance(error, OSError):
            error.filename2 = str(folder / [*kept][-1])
        for moved, old in kept.items():
            if os.path.lexists(stage / moved):  # it was not moved
                continue
            if old is None:
                (folder / moved).unlink(missing_ok=True)
            else:
                old.replace(folder / moved)
        raise


def _keep(target: Path, copy: Path) -> Path | None:
    """Give a file a second name, so that it keeps one even if the process is killed."""
    if not os.path.lexists(target):
        return None
    try:
        os.link(target, copy, follow_symlinks=False)
    except (OSError, NotImplementedError):  # a file system without hard links
        shutil.copy2(target, copy, follow_symlinks=False)
    return copy


def _move(new: Path, target: Path, *, overwrite: bool) -> None:
    if overwrite:
        with suppress(FileNotFoundError):
            old = target.lstat().st_mode
            if stat.S_ISREG(old):
                new.chmod(old & 0o777)
        new.replace(target)
        return
    # A link, unlike a rename, does not replace a file that appeared since the check.
    try:
        os.link(new, target, follow_symlinks=False)
    except FileExistsError:
        raise FileExistsError(_exists(target)) from None
    except (OSError, NotImplementedError):  # a file system without hard links
        new.replace(target)
    else:
        new.unlink()
