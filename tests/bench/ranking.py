"""The ranking of a large graph: compiling the index, one question, many buyers at once.

Each size in a process of its own, on a store that was filled beforehand, so that memory is that of
the work. Times are of the processor: the ratios hold on a busy machine too. ``rank_all`` works in
batches of 64 buyers, so its memory is measured, and its time a buyer, on the first ``ASKED`` of them.
"""

from __future__ import annotations

import json
import os
import random
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench.child import child
from tests.bench.table import Line, compared, limited, seconds, times

FIRMS, EDGES, BUYERS, PRODUCTS = 200_000, 2_000_000, 2_000, 2_000
TENTH = 10
ASKED = int(os.environ.get("KETNOI_ROUNDS", 128))  # buyers that are timed
# Of the edges: what is made, what is needed, who signed, where firms lie, certificates.
_SHARES = {"MAKES": 0.7, "NEEDS": 0.01, "SIGNED_MOU": 0.04, "LOCATED_IN": 0.15, "HOLDS": 0.1}


def run() -> list[Line]:
    """The whole size and a tenth of it."""
    with tempfile.TemporaryDirectory() as folder:
        small = _child(folder, FIRMS // TENTH, EDGES // TENTH, BUYERS // TENTH)
        whole = _child(folder, FIRMS, EDGES, BUYERS)
    lines = [
        limited("rank_all: memory", whole["gib"], 4, "GiB"),
        Line("rank_all", seconds(whole["buyer"] * BUYERS), f"{BUYERS} buyers, from {ASKED}", "", "", None),
    ]
    for size, found in (("tenth", small), ("whole", whole)):
        built = found["index"] + found["first"]
        lines += [
            compared(f"{size}: the index", found["index"], found["read"], 2, of="reading the tables"),
            compared(
                f"{size}: and all a first answer needs", built, found["read"], 2, of="reading the tables"
            ),
            compared(f"{size}: rank_suppliers, warm", found["warm"], built, 0.1, of="building all this"),
        ]
    for name in ("index", "first", "warm", "buyer"):
        ratio = whole[name] / small[name]
        lines.append(Line(f"ten times the edges: {name}", times(ratio), "", "", "≤ 13", ratio <= 13))
    return lines


def _child(folder: str, firms: int, edges: int, buyers: int) -> dict[str, Any]:
    store = Path(folder) / f"{edges}.db"
    child("ranking", "fill", store, firms, edges, buyers)
    return child("ranking", "ask", store, firms, edges, buyers)


def fill(store: Path, firms: int, edges: int, buyers: int) -> None:
    """A store with made-up rows: heavy-tailed products, a tree of them, inputs, places, buyers first."""
    import pandas

    from graph import Tables, open_store

    draw = random.Random(7)
    cite = ("made-up#bench",)
    goods = [f"p{i}" for i in range(PRODUCTS)]
    weights = [1 / (i + 1) ** 0.5 for i in range(PRODUCTS)]
    places = ["country", *(f"z{i}" for i in range(60)), *(f"k{i}" for i in range(600))]
    people = [f"e{i:06d}" for i in range(firms)]
    counts = {name: int(edges * share) for name, share in _SHARES.items()}
    frames: dict[str, Any] = {
        "Enterprise": {
            "id": people,
            "name": [f"Công ty TNHH Cơ khí {draw.choice('ABCDEĐGH')}{i}" for i in range(firms)],
            "ownership": ["fdi" if i < buyers else "domestic" for i in range(firms)],
        },
        "Product": {"id": goods, "name_vi": [f"Linh kiện loại {i}" for i in range(PRODUCTS)]},
        "Standard": {"id": [f"iso-{i}" for i in range(20)], "name": [f"ISO {i}" for i in range(20)]},
        "Place": {
            "id": places,
            "name_vi": places,
            "kind": ["country", *["province"] * 60, *["park"] * 600],
        },
        "Source": {"id": ["made-up"], "title": ["made up"]},
        "BROADER": {"source": goods[100:], "target": [goods[i % 100] for i in range(100, PRODUCTS)]},
        "INPUT_OF": _pairs(draw, goods, goods, 4 * PRODUCTS, ordered=True),
        "MAKES": _pairs(draw, people, goods, counts["MAKES"], weights),
        "NEEDS": _pairs(draw, people[:buyers], goods, counts["NEEDS"], weights),
        "SIGNED_MOU": _pairs(draw, people[:buyers], people[buyers:], counts["SIGNED_MOU"]),
        "HOLDS": _pairs(draw, people, [f"iso-{i}" for i in range(20)], counts["HOLDS"]),
        "LOCATED_IN": _pairs(draw, people, places[61:], counts["LOCATED_IN"]),
    }
    frames["SIGNED_MOU"]["id"] = [f"m{i}" for i in range(len(frames["SIGNED_MOU"]["source"]))]
    frames["LOCATED_IN"]["source_type"] = ["Enterprise"] * len(frames["LOCATED_IN"]["source"])
    for i, place in enumerate(places[1:]):
        frames["LOCATED_IN"]["source"].append(place)
        frames["LOCATED_IN"]["target"].append("country" if i < 60 else places[1 + i % 60])
        frames["LOCATED_IN"]["source_type"].append("Place")
    tables = Tables(
        {
            name: pandas.DataFrame({**columns, "sources": [cite] * len(next(iter(columns.values())))})
            for name, columns in frames.items()
        }
    )
    with open_store(str(store)) as opened:
        opened.write(tables)
    print(json.dumps({}))


def _pairs(
    draw: random.Random,
    left: list[str],
    right: list[str],
    number: int,
    weights: list[float] | None = None,
    *,
    ordered: bool = False,
) -> dict[str, list[str]]:
    """About ``number`` different pairs; ``ordered``: from a later to an earlier, so without a cycle."""
    sources, targets = draw.choices(left, k=number), draw.choices(right, weights, k=number)
    pairs = dict.fromkeys(
        p for p in zip(sources, targets, strict=True) if not ordered or int(p[0][1:]) > int(p[1][1:])
    )
    return {"source": [s for s, _ in pairs], "target": [t for _, t in pairs]}


def ask(store: Path, firms: int, edges: int, buyers: int) -> None:
    """Read, compile (with everything that a first question builds), ask again, ask for everybody."""
    import pandas

    from graph import open_store
    from queries import Matchmaker

    with open_store(str(store)) as opened:
        began = time.process_time()
        tables = opened.read()
        read = time.process_time() - began
    began = time.process_time()
    mm = Matchmaker(tables)
    index = time.process_time() - began
    mm.rank_suppliers("e000000")
    first = time.process_time() - began - index
    warm = []
    for buyer in range(1, 4):
        began = time.process_time()
        mm.rank_suppliers(f"e{buyer:06d}")
        warm.append(time.process_time() - began)
    asked = min(ASKED, buyers)
    began = time.process_time()
    found = mm.rank_batch(pandas.DataFrame({"buyer": [f"e{i:06d}" for i in range(asked)]}), top=10)
    each = (time.process_time() - began) / asked
    assert found["buyer"].nunique() >= asked * 0.9
    gib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    told = {"read": read, "index": index, "first": first, "warm": min(warm), "buyer": each, "gib": gib}
    print(json.dumps(told))


if __name__ == "__main__":
    {"fill": fill, "ask": ask}[sys.argv[1]](Path(sys.argv[2]), *map(int, sys.argv[3:]))
