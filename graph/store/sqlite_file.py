"""The file of the embedded store: whether it can be used, and what SQLite's errors mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import StoreError

APPLICATION_ID = 0x4B4E4F49  # "KNOI", in the header of every store file
VERSION = 2


@contextmanager
def guard(path: Path) -> Iterator[None]:
    """Turn what SQLite says into one line that names the file and what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise _explained(path, error) from error


def _explained(path: Path, error: sqlite3.Error) -> StoreError:
    said = str(error)
    if "locked" in said or "busy" in said:
        return StoreError(
            f"{path}: chương trình khác đang ghi; hãy thử lại sau",
            f"{path}: another program is writing to it; try again in a moment",
        )
    if "readonly" in said or "unable to open" in said:
        return StoreError(
            f"{path}: không mở hay ghi được; kiểm tra thư mục và quyền ghi",
            f"{path}: cannot be opened or written; check the folder and its permissions",
        )
    if "disk is full" in said:
        return StoreError(
            f"{path}: hết chỗ trên đĩa; dữ liệu cũ còn nguyên",
            f"{path}: the disk is full; old data is intact",
        )
    if "disk I/O" in said:
        return StoreError(
            f"{path}: đĩa không đọc hay ghi được; kiểm tra đĩa, chỗ trống và giới hạn cỡ tệp",
            f"{path}: the disk cannot be read or written; check it, its free space and the limit"
            " of file sizes",
        )
    if "not a database" in said:
        return foreign(path)
    if "malformed" in said:
        return _broken(path)
    return StoreError(f"{path}: SQLite báo: {said}", f"{path}: SQLite says: {said}")


def _broken(path: Path) -> StoreError:
    return StoreError(
        f"{path}: tệp hỏng hoặc bị cắt cụt; hãy khôi phục bản sao, hoặc nạp lại vào tệp mới",
        f"{path}: the file is damaged or cut short; restore a copy, or load again into a new file",
    )


def refuse_unusable(path: Path, create: bool) -> None:
    """Raise ``StoreError`` unless ``path`` is a whole file, or may become one."""
    if path.is_dir():
        raise StoreError(f"{path} là thư mục, cần một tệp", f"{path} is a folder; name a file")
    if not path.exists() or path.stat().st_size == 0:
        if create:
            return
        raise StoreError(
            f"chưa có kho dữ liệu {path}; hãy chạy: ketnoi load hai-phong --store {path}",
            f"there is no store {path} yet; run: ketnoi load hai-phong --store {path}",
        )
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise StoreError(
            f"{path}: không đọc được ({error.strerror})", f"{path}: cannot be read ({error.strerror})"
        ) from error
    if header[:16] != b"SQLite format 3\x00":
        raise foreign(path)
    if _is_short(path, header) and not _has_journal(path) and _is_short(path, header):
        raise _broken(path)


def _is_short(path: Path, header: bytes) -> bool:
    page = int.from_bytes(header[16:18], "big")
    return path.stat().st_size < (65536 if page == 1 else page) * int.from_bytes(header[28:32], "big")


def _has_journal(path: Path) -> bool:
    """Whether another process is writing, or died doing so: SQLite then makes the file whole itself."""
    return any(path.with_name(path.name + end).exists() for end in ("-wal", "-journal"))


def foreign(path: Path) -> StoreError:
    """The error for a file of another program."""
    return StoreError(
        f"{path} không phải kho dữ liệu Ketnoi; hãy chọn tên tệp khác",
        f"{path} is not a Ketnoi store; choose another file name",
    )


def refuse_version(path: Path, version: int) -> None:
    """Raise ``StoreError`` for a file of another version."""
    if version != VERSION:
        newer = version > VERSION
        then_vi = "hãy cập nhật ketnoi" if newer else "hãy nạp lại dữ liệu vào một tệp mới"
        then_en = "update ketnoi" if newer else "load the data again into a new file"
        raise StoreError(
            f"{path}: phiên bản {version}, chương trình này dùng {VERSION}; {then_vi}",
            f"{path}: is of version {version}, this program knows {VERSION}; {then_en}",
        )
