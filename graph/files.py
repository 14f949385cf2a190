"""Writing files for people: whole or not at all, and never over another program's file unasked."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from graph.errors import KetnoiError
from graph.text import slug

_HEAD = 2048  # bytes by which a file of ours is known
_DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}

Ours = Callable[[bytes], bool]


def write_file(
    path: str | os.PathLike[str], data: bytes, *, ours: Ours | None = None, overwrite: bool = False
) -> Path:
    """The file written with ``data``.

    A file that is there already is replaced only with ``overwrite``, or when
    ``ours`` knows it by its first bytes. A reader sees the old file or the new
    one, never half of one. Raises ``KetnoiError``.
    """
    target = Path(path)
    try:
        if not overwrite and target.exists() and not (ours is not None and ours(_head(target))):
            raise _refused(target)
        _replace(target, data)
    except (OSError, ValueError) as problem:
        raise _unwritable(target, problem) from problem
    return target


def inside(folder: str | os.PathLike[str], name: str, suffix: str) -> Path:
    """Where a file named after ``name`` (a word of the data) stands in ``folder``; never outside of it.

    >>> inside("out", "../../Công ty A", ".html").as_posix()
    'out/cong-ty-a.html'
    """
    stem = slug(name) or "_"
    return Path(folder) / f"{stem}{'_' if stem in _DEVICES else ''}{suffix}"


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def _replace(target: Path, data: bytes) -> None:
    beside = target.with_name(f".{target.name[:80]}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(data)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _refused(target: Path) -> KetnoiError:
    return KetnoiError(
        f"{target}: tệp đã có và không phải do Ketnoi viết; chọn tên khác hoặc cho phép ghi đè (--force)",
        f"{target}: the file exists and is not one of Ketnoi; choose another name or allow overwriting"
        " (--force)",
    )


def _unwritable(target: Path, problem: OSError | ValueError) -> KetnoiError:
    if "\0" in str(target) or isinstance(problem, ValueError):
        return KetnoiError(
            f"{str(target)!r} không dùng được làm tên tệp", f"{str(target)!r} cannot be the name of a file"
        )
    if not target.parent.is_dir():
        return KetnoiError(
            f"{target}: không có thư mục {target.parent}; hãy tạo thư mục trước",
            f"{target}: there is no folder {target.parent}; make it first",
        )
    why = problem.strerror or type(problem).__name__
    return KetnoiError(
        f"{target}: không ghi được ({why}); kiểm tra quyền ghi và chỗ trống",
        f"{target}: cannot be written ({why}); check the permissions and the free space",
    )
