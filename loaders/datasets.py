"""Datasets: the shipped ones, folders and single files; which files of them to read."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

from graph import LoadError
from loaders.columns import FILES
from loaders.readers import READERS, STDIN, DataFile
from loaders.report import Findings

TAXONOMY = "taxonomy"


def shipped() -> list[str]:
    """The names of the datasets that come with Ketnoi."""
    return sorted(folder.name for folder in data_folder().iterdir() if folder.is_dir())


def data_folder() -> Path:
    """Where the shipped datasets are."""
    return Path(str(resources.files("loaders"))) / "data"


def shown_name(path: Path) -> str:
    """The name of a file for messages and references; bytes of another encoding are ``�``."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def dataset_files(dataset: str | Path, findings: Findings) -> list[DataFile]:
    """The files of a dataset; raises ``LoadError`` when there is none, warns of files it does not read."""
    path = Path(dataset)
    if str(dataset) == STDIN:
        return [DataFile("stdin", path, chosen=True)]
    try:
        if not path.exists() and str(dataset) in shipped():
            path = data_folder() / str(dataset)
        if path.is_dir():
            return _of_folder(path, findings)
        if path.is_file():
            return [DataFile(f"{shown_name(path.parent.resolve())}/{shown_name(path)}", path, chosen=True)]
        found = path.exists()
    except OSError as error:
        raise LoadError(
            f"{str(dataset)[:200]!r}: không đọc được ({error.strerror})",
            f"{str(dataset)[:200]!r}: cannot be read ({error.strerror})",
        ) from error
    if found:
        raise LoadError(f"{path}: không phải tệp", f"{path}: is not a file")
    names = ", ".join(shipped())
    raise LoadError(
        f"không có bộ dữ liệu {str(dataset)!r}; ghi thư mục, tệp CSV hay sổ tính, hoặc một trong: {names}",
        f"there is no dataset {str(dataset)!r}; give a folder, a CSV file or workbook, or one of: {names}",
    )


def _of_folder(folder: Path, findings: Findings) -> list[DataFile]:
    files = []
    for path in sorted(folder.iterdir()):
        # ~$ is what Excel leaves beside a workbook that is open
        if path.name.startswith((".", "~$")) or (path.is_dir() and path.suffix.lower() not in READERS):
            continue
        name = f"{shown_name(folder.resolve())}/{shown_name(path)}"
        if path.suffix.lower() in READERS:
            files.append(DataFile(name, path))
        else:
            findings.warn(
                f"{name}: không biết là tệp gì, đã bỏ qua",
                f"{name}: not a file of a dataset, not read",
            )
    if not files:
        expected = ", ".join(f"{n}.csv" for n in FILES)
        raise LoadError(
            f"{folder}: không có tệp dữ liệu nào (CSV, TSV, XLSX, XLS, ODS), ví dụ: {expected}",
            f"{folder}: holds no data file (CSV, TSV, XLSX, XLS, ODS), for instance: {expected}",
        )
    return files
