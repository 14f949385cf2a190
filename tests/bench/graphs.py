"""Made-up graphs as tables: firms around the shipped taxonomy, popular products made by many."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from graph import Tables, open_store
from loaders import load

_WORDS = ("An", "Bình", "Cường", "Dũng", "Đông", "Giang", "Hải", "Hưng", "Long", "Minh", "Phát", "Thành")
_TRADES = ("Cơ khí", "Nhựa", "Khuôn mẫu", "Điện tử", "Bao bì", "Cao su", "Đúc", "Dập", "Sơn", "Thép")
_OWNERS = ("domestic", "fdi", "joint_venture", None)


@cache
def _shipped() -> Tables:
    """The products, groups, inputs, standards, places and programmes that are shipped."""
    with open_store(":memory:") as store:
        load("hai-phong", store)
        return store.read()


def made_up(firms: int, edges: int, *, seed: int = 42) -> Tables:
    """``firms`` enterprises and about ``edges`` edges of theirs (doubles are dropped): of 100, 55 are
    MAKES, 15 NEEDS, 10 SIGNED_MOU, 15 LOCATED_IN, 4 HOLDS and 1 SUPPORTED_BY. Every row cites a file."""
    draw, shipped = np.random.default_rng(seed), _shipped()
    products = draw.permutation(shipped["Product"]["id"].to_numpy(dtype=object))
    popular = 1.0 / (np.arange(len(products)) + 5.0)
    frames = {
        n: shipped[n] for n in ("Product", "Standard", "Place", "Programme", "BROADER", "INPUT_OF", "Source")
    }
    within = shipped["LOCATED_IN"][shipped["LOCATED_IN"]["source_type"] == "Place"]
    ids = np.array([f"f{i}" for i in range(firms)], dtype=object)
    owners = draw.choice(4, firms, p=(0.7, 0.2, 0.05, 0.05))
    frames["Enterprise"] = pd.DataFrame(
        {
            "id": ids,
            "name": [_name(i, draw) for i in range(firms)],
            "ownership": [_OWNERS[o] for o in owners],
            "sources": _cited("firms", firms),
        }
    )

    def ends(name: str, share: int, targets: Any, p: Any = None) -> pd.DataFrame:
        count = edges * share // 100
        frame = pd.DataFrame({"source": draw.choice(ids, count), "target": draw.choice(targets, count, p=p)})
        frame = frame.drop_duplicates(ignore_index=True)
        frame["sources"] = _cited(name, len(frame))
        return frame

    parks = (
        shipped["Place"].loc[shipped["Place"]["kind"].isin(("park", "cluster")), "id"].to_numpy(dtype=object)
    )
    makes = ends("makes", 55, products, popular / popular.sum())
    makes["basis"] = draw.choice(np.array(["stated", "stated", "inferred"], dtype=object), len(makes))
    makes["capacity"] = draw.integers(1, 500, len(makes)) * 100.0
    makes["unit"] = "cái/tháng"
    located = ends("places", 15, parks).assign(source_type="Enterprise")
    mous = ends("mous", 10, ids)
    mous = mous[mous["source"] != mous["target"]].assign(stage="mou")
    mous["id"] = [f"m{i}" for i in range(len(mous))]
    mous["signed_on"] = draw.choice(np.array(["2022", "2024-05", "2025-04-18"], dtype=object), len(mous))
    mous["products"] = [(p,) for p in draw.choice(products, len(mous))]
    return Tables(
        {
            **frames,
            "MAKES": makes,
            "NEEDS": ends("needs", 15, products).assign(basis="stated"),
            "SIGNED_MOU": mous,
            "LOCATED_IN": pd.concat([within, located], ignore_index=True),
            "HOLDS": ends("holds", 4, shipped["Standard"]["id"].to_numpy(dtype=object)),
            "SUPPORTED_BY": ends("support", 1, shipped["Programme"]["id"].to_numpy(dtype=object)),
        }
    )


def _name(i: int, draw: np.random.Generator) -> str:
    return f"Công ty TNHH {draw.choice(_TRADES)} {' '.join(draw.choice(_WORDS, 2))} {i}"


def _cited(name: str, count: int) -> list[tuple[str, ...]]:
    return [(f"file-{name}#{name}.csv:{row}",) for row in range(2, count + 2)]
