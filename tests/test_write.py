"""Files are written completely or not at all, not through links, and keep their permissions."""

from __future__ import annotations

import errno
import os
import resource
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from korean_armistice.export._write import replacing, write_text


def listing(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder and its subfolders, hidden ones included."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def write(folder: Path, names: str, text: str = "new", *, overwrite: bool = True) -> None:
    """Write several files of the same text."""
    with replacing(folder, names.split(), overwrite=overwrite) as stage:
        for name in names.split():
            (stage / name).write_text(text)


def test_text(tmp_path: Path) -> None:
    """A text is written as UTF-8 with the line ends that it has, and its folder is made."""
    write_text(str(tmp_path / "new" / "a.txt"), "김일성\r\n\n", overwrite=False)
    assert listing(tmp_path) == {"new/a.txt": "김일성\r\n\n".encode()}


def test_a_link_at_the_temporary_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link that waits at the temporary name is not followed: another name is taken."""
    monkeypatch.setattr(tempfile, "_get_candidate_names", lambda: iter(["guessed", "other"]))
    victim, folder = tmp_path / "victim", tmp_path / "shared"
    victim.mkdir()
    folder.mkdir()
    (folder / ".korean-armistice-guessed").symlink_to(victim)
    write_text(folder / "a", "new", overwrite=True)
    assert listing(victim) == {}
    assert (folder / "a").read_text() == "new"


def test_nobody_else_may_enter_the_temporary_folder(tmp_path: Path) -> None:
    """The temporary folder is private and hidden, lies beside the file, and goes away."""
    with replacing(tmp_path, ["a"], overwrite=False) as stage:
        (temporary,) = tmp_path.iterdir()
        assert temporary in stage.parents
        assert temporary.name.startswith(".korean-armistice-")
        assert temporary.stat().st_mode & 0o777 == 0o700
        (stage / "a").write_text("new")
    assert listing(tmp_path) == {"a": b"new"}


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    """A link with the name of the file is replaced, and the file that it leads to stays."""
    victim, target = tmp_path / "victim", tmp_path / "target"
    victim.write_text("old")
    victim.chmod(0o640)
    target.symlink_to(victim)
    write_text(target, "new", overwrite=True)
    assert not target.is_symlink()
    assert (target.read_text(), victim.read_text()) == ("new", "old")
    assert victim.stat().st_mode & 0o777 == 0o640


def test_a_subfolder_is_no_link(tmp_path: Path) -> None:
    """A link in the place of a subfolder is refused, and nothing is written where it leads."""
    (tmp_path / "victim").mkdir()
    (tmp_path / "sub").symlink_to(tmp_path / "victim")
    with pytest.raises(FileExistsError, match="sub is a link, which is not followed"):
        write(tmp_path, "a sub/b")
    assert listing(tmp_path) == {}


@pytest.mark.parametrize("exists", [True, False])
def test_a_link_counts_as_a_file(exists: bool, tmp_path: Path) -> None:
    """Without overwrite a link is refused, also one that leads nowhere."""
    (tmp_path / "a").symlink_to(tmp_path / "b")
    if exists:
        (tmp_path / "b").write_text("old")
    with pytest.raises(FileExistsError, match="exists: choose another name"):
        write_text(tmp_path / "a", "new", overwrite=False)
    assert (tmp_path / "b").exists() is exists


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444])
def test_permissions_are_kept(mode: int, tmp_path: Path) -> None:
    """A file that is overwritten keeps its permissions."""
    path = tmp_path / "a"
    path.write_text("old")
    path.chmod(mode)
    write_text(path, "new", overwrite=True)
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("new", mode)


def test_permissions_of_a_new_file(tmp_path: Path) -> None:
    """A new file has the permissions that any new file of the user gets."""
    (tmp_path / "plain").write_text("")
    write_text(tmp_path / "a", "new", overwrite=False)
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_eight_threads(tmp_path: Path) -> None:
    """Of eight threads that write one file 40 times each, none fails and none sees a part."""
    path, texts = tmp_path / "new" / "a", [letter * 10_000 for letter in "abcdefgh"]

    def work(text: str) -> set[str]:
        seen = set()
        for _ in range(40):
            write_text(path, text, overwrite=True)
            seen.add(path.read_text())
        return seen

    with ThreadPoolExecutor(8) as pool:
        seen = set().union(*pool.map(work, texts))
    assert seen <= set(texts)
    assert listing(path.parent).keys() == {"a"}


def test_a_file_that_appears_meanwhile(tmp_path: Path) -> None:
    """Without overwrite, a file that appears while we write is not replaced."""

    def attempt() -> None:
        with replacing(tmp_path, ["a", "b"], overwrite=False) as stage:
            for name in "ab":
                (stage / name).write_text("new")
            (tmp_path / "b").write_text("somebody's")

    with pytest.raises(FileExistsError) as caught:
        attempt()
    told = f"{tmp_path / 'b'} exists: choose another name, or replace it with overwrite=True"
    assert str(caught.value) == told
    assert listing(tmp_path) == {"b": b"somebody's"}


def obstructed(folder: Path) -> None:
    """Write three files, while somebody puts a folder where the last must go."""
    with replacing(folder, ["a", "sub/b", "c"], overwrite=True) as stage:
        for name in ("a", "sub/b", "c"):
            (stage / name).write_text("new")
        (folder / "c").mkdir()


@pytest.fixture(params=[True, False], ids=["hard links", "no hard links"])
def _links(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the test also as on a file system without hard links."""

    def missing(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    if not request.param:
        monkeypatch.setattr(os, "link", missing)


@pytest.mark.usefixtures("_links")
class TestAllOrNothing:
    """Whatever fails, the folder is as it was."""

    def test_without_overwrite(self, tmp_path: Path) -> None:
        """Several files are written, in subfolders too; what exists is refused before that."""
        write(tmp_path / "out", "a sub/b", overwrite=False)
        assert listing(tmp_path / "out") == {"a": b"new", "sub/b": b"new"}
        with pytest.raises(FileExistsError):
            write(tmp_path / "out", "c sub/b", "newer", overwrite=False)
        assert listing(tmp_path / "out") == {"a": b"new", "sub/b": b"new"}

    def test_failure_while_moving(self, tmp_path: Path) -> None:
        """If the last file cannot be put in place, those before it are put back or removed."""
        (tmp_path / "a").write_text("old")
        with pytest.raises(IsADirectoryError) as caught:
            obstructed(tmp_path)
        assert caught.value.filename == str(tmp_path / "c")
        assert listing(tmp_path) == {"a": b"old"}
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "c"]

    def test_interrupted_while_moving(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """If somebody presses Ctrl-C while files are moved, those before are put back."""
        write(tmp_path, "a b", "old")
        rename = Path.replace

        def interrupted(self: Path, target: Path) -> Path:
            if self.name == "b":
                raise KeyboardInterrupt
            return rename(self, target)

        monkeypatch.setattr(Path, "replace", interrupted)
        with pytest.raises(KeyboardInterrupt):
            write(tmp_path, "a b")
        assert listing(tmp_path) == {"a": b"old", "b": b"old"}

    def test_a_link_is_put_back_as_a_link(self, tmp_path: Path) -> None:
        """An old link that is put back is a link again."""
        (tmp_path / "elsewhere").write_text("old")
        (tmp_path / "a").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(IsADirectoryError):
            obstructed(tmp_path)
        assert (tmp_path / "a").is_symlink()
        assert (tmp_path / "a").read_text() == "old"

    def test_failure_in_the_block(self, tmp_path: Path) -> None:
        """If the block fails, nothing new is left, not even the folders."""
        for name in ("a", "sub/a"):
            with (
                pytest.raises(ZeroDivisionError),
                replacing(tmp_path / "new", [name], overwrite=True),
            ):
                raise ZeroDivisionError
        assert list(tmp_path.iterdir()) == []

    def test_a_file_that_was_not_written(self, tmp_path: Path) -> None:
        """If the block did not write a file, the old one stays."""
        for old in ({}, {"a": b"old"}):
            for name, content in old.items():
                (tmp_path / name).write_bytes(content)
            with pytest.raises(FileNotFoundError), replacing(tmp_path, ["a", "b"], overwrite=True):
                pass
            assert listing(tmp_path) == old


def test_somebody_uses_the_new_folder(tmp_path: Path) -> None:
    """A folder that was made stays, if somebody else has put a file there before we failed."""

    def attempt() -> None:
        with replacing(tmp_path / "new", ["a"], overwrite=True):
            (tmp_path / "new" / "theirs").write_text("theirs")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        attempt()
    assert listing(tmp_path) == {"new/theirs": b"theirs"}


def test_what_is_never_replaced(tmp_path: Path) -> None:
    """A folder or a pipe in the place of a file is refused, with overwrite too."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(IsADirectoryError) as folder:
        write_text(tmp_path / "folder", "new", overwrite=True)
    told = "is a folder, which is never replaced: move it, or choose another name"
    assert str(folder.value) == f"{tmp_path / 'folder'} {told}"
    with pytest.raises(FileExistsError, match="is a device, pipe or socket, which is never"):
        write_text(tmp_path / "pipe", "new", overwrite=True)


@contextmanager
def small_files() -> Iterator[None]:
    """Let no file grow past 1,000 bytes, as on a full disk; not longer, because pytest writes, too."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_errors_name_the_file_when_the_disk_is_full(tmp_path: Path) -> None:
    """A fault while writing names the file that was to be written, not a temporary one."""
    (tmp_path / "a").write_text("old")
    with small_files(), pytest.raises(OSError, match="File too large") as caught:
        write_text(tmp_path / "a", "x" * 2_000, overwrite=True)
    assert caught.value.filename == str(tmp_path / "a")
    assert "korean-armistice-" not in str(caught.value)
    assert listing(tmp_path) == {"a": b"old"}


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("missing/missing/a", FileNotFoundError),
        ("file/a", NotADirectoryError),
        ("x" * 300, OSError),
        (f"{'x' * 300}/a", OSError),
    ],
)
def test_errors_name_the_file(name: str, error: type[OSError], tmp_path: Path) -> None:
    """The error names every wrong path, and no file is left."""
    (tmp_path / "file").write_text("")
    with pytest.raises(error) as caught:
        write_text(tmp_path / name, "new", overwrite=True)
    assert caught.value.filename == str(tmp_path / name)
    assert listing(tmp_path) == {"file": b""}
