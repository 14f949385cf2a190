"""Small graphs for the tests of the evaluation: lines of a loaded file, and larger ones that are drawn."""

from __future__ import annotations

import random

import pandas as pd

from graph import Tables
from tests.queries.build import world

FILE = "file-lines"


def filed(*texts: str, articles: dict[str, tuple[str, ...]] | None = None) -> Tables:
    """``world(*texts)``, but its lines stand in a loaded file, not in a publication.

    ``articles``: by the id of a row's end or of an MOU, the publications that say so instead of the file.
    """
    tables = world(*texts)
    frames = {name: tables[name].copy() for name in tables}
    cited: set[str] = set()
    for name, frame in frames.items():
        if name == "Source" or frame.empty:
            continue
        keys = frame["id"] if "id" in frame.columns else frame["source"] + " " + frame["target"]
        told = [tuple((articles or {}).get(k, ())) for k in keys]
        cited.update(r.partition("#")[0] for refs in told for r in refs)
        frame["sources"] = pd.Series(
            [
                t or tuple(r.replace("s#", f"{FILE}#") for r in refs)
                for t, refs in zip(told, frame["sources"], strict=True)
            ],
            dtype=object,
        )
    rows = [{"id": FILE, "title": "lines.csv", "sha256": "0"}]
    rows += [{"id": a, "title": f"Bài báo {a}", "published_on": "2025-01"} for a in sorted(cited - {FILE})]
    frames["Source"] = pd.DataFrame(rows)
    return Tables(frames)


def drawn(
    *, buyers: int = 12, suppliers: int = 60, products: int = 24, mous: int = 220, seed: int = 1
) -> Tables:
    """A graph in which suppliers deliver products of one group, half of them state what they make,
    and buyers come back to the groups they need; the days run from 2020 to 2025."""
    draw = random.Random(seed)
    lines = [f"p{i} is g{i % 6}" for i in range(products)]
    lines += [f"g{i} is all" for i in range(6)]
    lines += [f"firm b{i} ownership=fdi name='Nhà máy {i}'" for i in range(buyers)]
    made = {s: draw.sample([p for p in range(products) if p % 6 == s % 6], 2) for s in range(suppliers)}
    for s, goods in made.items():
        lines.append(f"firm s{s} name='Công ty số {s}'")
        if s % 2:
            lines += [f"s{s} makes p{p}" for p in goods]
    for m in range(mous):
        b = draw.randrange(buyers)
        s = draw.choice([x for x in range(suppliers) if x % 6 in (b % 6, (b + 1) % 6)])
        day = f"20{20 + m * 6 // mous}-{1 + m % 12:02d}-{1 + m % 28:02d}"
        lines.append(
            f"b{b} signed s{s} id=m{m:04d} products=p{draw.choice(made[s])} signed_on={day} stage=contract"
        )
    return filed("\n".join(lines))
