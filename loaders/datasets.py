"""Datasets: the shipped ones, folders and single files; which files of them to read."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from graph import LoadError
from loaders.columns import FILES, match_file
from loaders.report import Findings

TAXONOMY = "taxonomy"


def shipped() -> list[str]:
    """The names of the datasets that come with Ketnoi."""
    return sorted(folder.name for folder in _data().iterdir() if folder.is_dir())


def _data() -> Path:
    return Path(str(resources.files("loaders"))) / "data"


@dataclass(frozen=True)
class DataFile:
    """A file to read: how messages call it (``hai-phong/mous.csv``), where and what it is."""

    name: str
    path: Path
    kind: str


def dataset_files(dataset: str | Path, findings: Findings) -> list[DataFile]:
    """The files of a dataset; raises ``LoadError`` when there is none, warns of files it does not read."""
    path = Path(dataset)
    try:
        if not path.exists() and str(dataset) in shipped():
            path = _data() / str(dataset)
        if path.is_dir():
            paths = sorted(
                p
                for p in path.iterdir()
                if not p.name.startswith(".") and (p.is_file() or p.suffix.lower() == ".csv")
            )
        else:
            paths = [path] if path.is_file() else []
        found = path.exists()
    except OSError as error:
        raise LoadError(
            f"{str(dataset)[:200]!r}: không đọc được ({error.strerror})",
            f"{str(dataset)[:200]!r}: cannot be read ({error.strerror})",
        ) from error
    if not found:
        names = ", ".join(shipped())
        raise LoadError(
            f"không có bộ dữ liệu {str(dataset)!r}; ghi thư mục, tệp CSV, hoặc một trong: {names}",
            f"there is no dataset {str(dataset)!r}; give a folder or CSV file, or one of: {names}",
        )
    files = []
    for p in paths:
        name, kind = f"{p.parent.resolve().name}/{p.name}", match_file(p.stem)
        if kind and _is_csv(p):
            files.append(DataFile(name, p, kind))
        else:
            findings.warn(
                f"{name}: không biết là tệp gì, đã bỏ qua",
                f"{name}: not a file of a dataset, not read",
            )
    if not files:
        expected = ", ".join(f"{n}.csv" for n in FILES)
        raise LoadError(
            f"{path}: không có tệp dữ liệu nào; tên tệp phải là: {expected}",
            f"{path}: holds no data file; the files are called: {expected}",
        )
    return files


def _is_csv(path: Path) -> bool:
    return path.suffix.lower() == ".csv"
