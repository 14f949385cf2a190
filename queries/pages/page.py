"""A finished page: one HTML text that saves itself and shows itself in a notebook."""

from __future__ import annotations

import os
from dataclasses import dataclass
from html import escape
from pathlib import Path

from graph.errors import KetnoiError
from graph.text import Text

GENERATOR = '<meta name="generator" content="Ketnoi">'
_HEAD = 2048  # bytes in which the generator stands


@dataclass(frozen=True)
class Page:
    """One HTML page that needs no other file, and its title.

    >>> Page("<!doctype html><p>…", Text("Trang", "Page")).title.say("en")
    'Page'
    """

    html: str
    title: Text

    def save(self, path: str | os.PathLike[str], *, overwrite: bool = False) -> Path:
        """The file written; another program's file stays as it is unless ``overwrite``.

        An older page of Ketnoi is replaced without asking. A reader sees the
        old file or the new one, never half of one. Raises ``KetnoiError``.
        """
        target = Path(path)
        try:
            if not overwrite and target.exists() and not _is_page(target):
                raise _refused(target)
            self._write(target)
        except (OSError, ValueError) as problem:
            raise _unwritable(target, problem) from problem
        return target

    def _write(self, target: Path) -> None:
        beside = target.with_name(f".{target.name[:80]}.{os.getpid()}.tmp")
        try:
            # A lone surrogate in the data must not cost the whole page.
            beside.write_bytes(self.html.encode("utf-8", "replace"))
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)

    def _repr_html_(self) -> str:
        """The page in a frame of its own: a notebook's scripts and ours cannot reach each other."""
        return (
            f'<iframe title="{escape(self.title.vi)}" sandbox="allow-scripts" width="100%" height="720" '
            f'style="border:0" srcdoc="{escape(self.html)}"></iframe>'
        )

    def __repr__(self) -> str:
        return f"Page({self.title.vi!r}, {len(self.html):,} characters)"


def _is_page(path: Path) -> bool:
    with path.open("rb") as file:
        return GENERATOR.encode() in file.read(_HEAD)


def _refused(target: Path) -> KetnoiError:
    return KetnoiError(
        f"{target}: tệp đã có và không phải trang của Ketnoi; chọn tên khác hoặc cho phép ghi đè",
        f"{target}: the file exists and is not a page of Ketnoi; choose another name or allow overwriting",
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
