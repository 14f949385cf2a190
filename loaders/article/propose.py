"""An article against a store: proposals for a person to review, and loading them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from graph import Store
from graph.cells import csv_text
from graph.errors import LoadError
from graph.files import write_file
from graph.text import Text
from graph.values import Date
from loaders.article.documents import Document, is_article, read_document
from loaders.article.extract import COLUMNS, PROPOSED, extract_mous
from loaders.article.foresight import NEW, Foresight
from loaders.article.review import MARK, reviewed
from loaders.datasets import TAXONOMY, dataset_files
from loaders.readers import read_files
from loaders.report import Findings, LoadReport, Place
from loaders.run import Writing, load_sheets
from loaders.sheet import Origin, Sheet

__all__ = ["Proposals", "is_article", "propose"]

_MATCHES = ("buyer_match", "buyer_id", "supplier_match", "supplier_id")


@dataclass(frozen=True)
class Proposals:
    """An article and the pairs found in it; ``frame`` says of each party whether the store knows it."""

    document: Document
    path: Path
    frame: pd.DataFrame

    @classmethod
    def of(
        cls, path: str | Path, store: Store, *, published_on: str | None = None, encoding: str | None = None
    ) -> Proposals:
        """Read an article and match its parties to the enterprises in ``store``."""
        document = read_document(path, encoding=encoding)
        day = Date().clean(published_on) if published_on else document.published_on
        document = Document(document.file, document.title, document.text, day, document.sha256)
        return cls(document, Path(path), propose(document, store))

    def save(self, output: str | Path | None = None) -> Text:
        """Write the proposals as CSV beside the article or to ``output``; says what was written.

        Those that would be loaded are marked. A file that is there and holds something
        else, or proposals that were changed, is left alone (``KetnoiError``).
        """
        target = self._target(output)
        plain = self.frame.assign(products=["|".join(p) for p in self.frame["products"]])
        plain.insert(0, MARK, ["x" if ok else "" for ok in self._sure() & self.frame["decided"].astype(bool)])
        data = b"\xef\xbb\xbf" + csv_text(plain).encode()
        if target.exists() and _is_proposals(_head(target)) and target.read_bytes() != data:
            raise LoadError(
                f"{target}: có đề xuất khác, có thể đã sửa; nạp bằng --accept, xóa tệp, hoặc đổi --output",
                f"{target}: holds other proposals, maybe changed; use --accept, delete it or use --output",
            )
        write_file(target, data, ours=_is_proposals)
        sure = int(self._sure().sum())
        near = len(self.frame) - sure
        return Text(
            f"{self.document.file}: {sure} cặp đề xuất, {near} trường hợp gần giống;"
            f" xem và sửa {target} (x: nạp), rồi nạp bằng --accept",
            f"{self.document.file}: {sure} proposed, {near} near cases;"
            f" review and mend {target} (x: load it), then load with --accept",
        )

    def _target(self, output: str | Path | None) -> Path:
        return Path(output) if output else self.path.with_name(f"{self.path.stem}.mous.csv")

    def _sure(self) -> pd.Series[bool]:
        return self.frame["confidence"] >= PROPOSED

    def load(
        self, store: Store, *, taxonomy: bool = True, output: str | Path | None = None, replace: bool = False
    ) -> LoadReport:
        """Load the marked rows of the reviewed CSV, with the article as their source.

        ``replace`` takes out what an earlier load of the article told and this one does not.

        Without a CSV (beside the article or at ``output``) the proposed pairs are
        loaded, but no near cases.
        """
        findings = Findings()
        target = self._target(output)
        if target.exists():
            rows = matched(reviewed(target, self.document, findings), Foresight(store))
            findings.warn(
                f"{self.document.file}: theo {len(rows)} dòng được đánh dấu trong {target.name}",
                f"{self.document.file}: by {len(rows)} marked rows of {target.name}",
            )
        else:
            rows = self.frame[self._sure()]
        sheets = self._sheets(rows, store, findings)
        known = store.count()
        if taxonomy and not known["Product"]:
            sheets = [*read_files(dataset_files(TAXONOMY, findings), findings), *sheets]
        writing = Writing(replace=replace)
        return load_sheets(self.document.file, sheets, store, findings, writing=writing)

    def _sheets(self, frame: pd.DataFrame, store: Store, findings: Findings) -> list[Sheet]:
        parties: dict[str, tuple[list[str], str]] = {}
        pairs: list[list[str]] = []
        spots: list[str] = []
        signed = store.read("SIGNED_MOU")["SIGNED_MOU"]
        for row in frame.to_dict("records"):
            spot = f"{row['start']}-{row['end']}"
            if not row["decided"]:
                place = Place(self.document.file, None, None, "buyer")
                findings.set_aside(place, f"{row['buyer']} ~ {row['supplier']}", _UNDECIDED)
                continue
            for side in ("buyer", "supplier"):
                if row[f"{side}_match"].startswith(NEW):
                    parties.setdefault(row[side], ([row[side], row[f"{side}_owned"] or ""], spot))
            sides = [row["buyer_id"] or row["buyer"], row["supplier_id"] or row["supplier"]]
            mou = [*sides, *(row[c] or "" for c in ("signed_on", "stage", "event"))]
            goods = [join(row["products"]) for join in ("|".join, ", ".join)]
            pairs.append([*mou, *goods, row["sentence"], _stored_id(row, signed)])
            spots.append(spot)
        header = ["buyer", "supplier", "signed_on", "stage", "event", "products", "subject", "note", "id"]
        return [
            self._sheet(
                "enterprises",
                ["name", "ownership"],
                [p for p, _ in parties.values()],
                [s for _, s in parties.values()],
            ),
            self._sheet("mous", header, pairs, spots),
        ]

    def _sheet(self, kind: str, header: list[str], rows: list[list[str]], spots: list[str]) -> Sheet:
        numbers = list(range(1, len(rows) + 1))
        document = self.document
        origin = Origin(f"article-{document.sha256[:12]}", document.title, document.published_on)
        return Sheet(
            kind,
            document.file,
            header,
            rows,
            numbers,
            document.sha256,
            origin,
            dict(zip(numbers, spots, strict=True)),
        )


_UNDECIDED = Text(
    "bài báo không cho biết bên nào mua; hãy viết tệp đề xuất, xem lại và đánh dấu x",
    "the article does not tell who buys; write the proposals, review them and mark it with x",
)


def _is_proposals(head: bytes) -> bool:
    return (
        head.removeprefix(b"\xef\xbb\xbf").replace(b";", b",").startswith(f"{MARK},buyer,supplier,".encode())
    )


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(64)


def propose(document: Document, store: Store) -> pd.DataFrame:
    """``extract_mous``, with how each party matches the store, its id, and where its products go."""
    foresight = Foresight(store)
    known = foresight.known["Enterprise"]
    frame = matched(extract_mous(document.text, published_on=document.published_on, known=known), foresight)
    frame["placed"] = pd.Series([foresight.placed(p) for p in frame["products"]], dtype=object)
    told = [c for c in COLUMNS if c not in ("buyer", "supplier")]
    told.insert(told.index("products") + 1, "placed")
    return frame[["buyer", "supplier", *_MATCHES, *told]]


def matched(frame: pd.DataFrame, foresight: Foresight) -> pd.DataFrame:
    """The pairs with how each party matches the store; an id that a person wrote stands."""
    parties = {}
    for side in ("buyer", "supplier"):
        given = frame[f"{side}_id"] if f"{side}_id" in frame else [""] * len(frame)
        parties[side] = list(zip(frame[side], given, strict=True))
    found = foresight.match([*parties["buyer"], *parties["supplier"]])
    for side, named in parties.items():
        frame[f"{side}_match"] = pd.Series([found[party].said for party in named], dtype=object)
        frame[f"{side}_id"] = pd.Series([found[party].id for party in named], dtype=object)
    return frame


def _stored_id(row: dict[str, object], signed: pd.DataFrame) -> str:
    """The id of the same MOU in the store, told by another source before: same two, no other day."""
    same = signed[(signed["source"] == row["buyer_id"]) & (signed["target"] == row["supplier_id"])]
    fits = [
        id
        for id, day in zip(same["id"], same["signed_on"], strict=True)
        if not (isinstance(day, str) and row["signed_on"]) or day == row["signed_on"]
    ]
    return fits[0] if len(fits) == 1 else ""
