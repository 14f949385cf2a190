"""What localisation answers: makers of what is needed, by whose they are and, apart from that, by where."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from markupsafe import Markup

from graph.display import SHOWN, bar, legend, table
from graph.text import Lang, Text
from queries.facts import Fact
from queries.findings import Findings, few, sources_of
from queries.matches import Record
from queries.supply import OWNER, OWNERS, Demand, Maker
from queries.wording import Cite, opening, wrapped

NOBODY = "none"  # nobody is known to make it
WHERE = {
    True: Text("tại chỗ", "here"),
    False: Text("nơi khác", "elsewhere"),
    None: Text("chưa rõ nơi", "place not known"),
}
_SHOWN, _LISTED = 3, 12  # makers of a product, and products, named in a text


@dataclass(frozen=True, slots=True)
class Supplied:
    """One product that is needed, who needs it, who is known to make it, and who perhaps does."""

    product: Record
    buyers: tuple[Demand, ...]
    makers: tuple[Maker, ...]
    perhaps: tuple[Maker, ...]

    @property
    def weight(self) -> float:
        """The sum of the weights of the needs behind it; 0 when nobody is known to need it."""
        return sum(d.weight for d in self.buyers)

    @property
    def facts(self) -> list[Fact]:
        """All facts behind it."""
        makers = (*self.makers, *self.perhaps)
        return [*(f for d in self.buyers for f in d.evidence), *(f for m in makers for f in m.evidence)]

    @property
    def level(self) -> str:
        """The most local ownership among its known makers: ``domestic``, ``joint_venture``, ``fdi``,
        ``unknown``; ``none`` when no maker is known."""
        owners = {m.ownership for m in self.makers}
        return next((o for o in OWNERS if o in owners), NOBODY)


@dataclass(frozen=True, slots=True)
class Partner:
    """A supplier that a buyer has signed with: whose it is, where, and the MOU."""

    buyer: Record
    firm: Record
    ownership: str
    place: Record | None
    here: bool | None
    evidence: tuple[Fact, ...]


@dataclass(frozen=True, repr=False)
class Localisation(Findings[Supplied]):
    """What is needed, product by product, and who makes it; ``partners`` are the suppliers signed with.

    ``here`` is the place that "here" means; without one, here and elsewhere cannot be told. Where a maker
    lies and whose it is are two facts, and are counted apart.
    """

    here: Record | None
    partners: tuple[Partner, ...]

    def shares(self) -> pd.DataFrame:
        """How many of the products have a domestic-owned maker, at best a joint venture, at best a
        foreign-owned one, at best one of unknown ownership, none known: level, products, share (of the
        number), weighted (share of the weights of the needs). No purchase values: none are known."""
        weights = np.array([r.weight for r in self.rows])
        rows = []
        for level in (*OWNERS, NOBODY):
            has = np.array([r.level == level for r in self.rows], dtype=bool)
            share = float(has.mean()) if len(has) else 0.0
            total = float(weights.sum()) if len(weights) else 0.0
            weighted = float(weights[has].sum() / total) if total else None
            rows.append((level, int(has.sum()), share, weighted))
        return pd.DataFrame(rows, columns=["level", "products", "share", "weighted"])

    def makers(self) -> pd.DataFrame:
        """The known makers of the products, each firm once: ownership × where it lies (columns ``here``,
        ``elsewhere``, ``unknown``), as counts."""
        firms = {m.firm.id: m for r in self.rows for m in r.makers}.values()
        rows = [
            (owner, *(sum(m.ownership == owner and m.here is here for m in firms) for here in WHERE))
            for owner in OWNERS
        ]
        return pd.DataFrame(rows, columns=["ownership", "here", "elsewhere", "unknown"])

    def to_frame(self, lang: Lang = "vi") -> pd.DataFrame:
        """One row per product: product, product_name, level, weight, buyers (how many), buyer ids; then for
        each ownership how many known makers, how many of them here, and their ids; perhaps (ids); sources."""
        rows = []
        for r in self.rows:
            row = {
                "product": r.product.id,
                "product_name": r.product.name.say(lang),
                "level": r.level,
                "weight": round(r.weight, 2),
                "buyers": len(r.buyers),
                "buyer_ids": "; ".join(d.buyer.id for d in r.buyers),
            }
            for owner in OWNERS:
                own = [m for m in r.makers if m.ownership == owner]
                row[owner] = len(own)
                row[f"{owner}_here"] = sum(m.here is True for m in own)
                row[f"{owner}_ids"] = "; ".join(m.firm.id for m in own)
            row["perhaps"] = "; ".join(m.firm.id for m in r.perhaps)
            row["sources"] = sources_of(r.facts)
            rows.append(row)
        return pd.DataFrame(rows, columns=COLUMNS)

    def shown(self, lang: Lang) -> Markup:
        """The shares as one bar, whose the known makers are and where, and each product with a maker."""
        said = [(LEVEL[level].say(lang), n) for level, n, _, _ in self.shares().itertuples(index=False)]
        chart = bar([(f"{label}: {n}", n) for label, n in said], len(self.rows), width=440)
        shown = chart + legend(f"{opening(label)}: {n}" for label, n in said)
        if lines := self._table(lang):
            shown += Markup("<pre>{}</pre>").format("\n".join(lines))
        made = [
            (r.product.name.say(lang), few([m.say(lang) for m in r.makers], _SHOWN, lang))
            for r in self.rows
            if r.makers
        ]
        more = len(made) - SHOWN
        rest = Text(f"… và {more} dòng nữa", f"… and {more} more rows").say(lang) if more > 0 else ""
        headers = [
            Text("Sản phẩm", "Product").say(lang),
            Text("Nhà sản xuất đã biết", "Makers known").say(lang),
        ]
        return shown + (table(headers, made[:SHOWN], more=rest) if made else Markup(""))

    def lines(self, lang: Lang, cite: Cite) -> list[str]:
        """The shares, the makers by ownership and place, the partners, the products with a known maker."""
        found = [wrapped(self._shared(lang), 2)] if len(self.rows) > 1 else []
        found += self._table(lang)
        if self.partners:
            found.append("  " + Text("Đã ký ghi nhớ với:", "Signed MOUs with:").say(lang))
            found += [wrapped(f"{_partner(p, lang)} {cite(p.evidence)}".rstrip(), 4) for p in self.partners]
        made = [row for row in self.rows if row.makers]
        for row in made[:_LISTED]:
            makers = few([m.say(lang) for m in row.makers], _SHOWN, lang)
            cited = cite(f for m in row.makers[:_SHOWN] for f in m.evidence)
            found.append(wrapped(f"{row.product.name.say(lang)}: {makers} {cited}".rstrip(), 4))
        if (more := len(made) - _LISTED) > 0:
            rest = Text(f"và {more} thứ nữa (xem bản CSV hoặc JSON)", f"and {more} more (see CSV or JSON)")
            found.append(wrapped(rest.say(lang), 4))
        return found

    def _shared(self, lang: Lang) -> str:
        """``20 products: domestic-owned maker known 1 (5 %) · …``"""
        parts = [
            f"{LEVEL[level].say(lang)} {n} ({share:.0%})"
            for level, n, share, _ in self.shares().itertuples(index=False)
        ]
        head = Text(f"{len(self.rows)} thứ cần mua", f"{len(self.rows)} product(s) needed")
        return f"{head.say(lang)}: {' · '.join(parts)}"

    def _table(self, lang: Lang) -> list[str]:
        """Known makers, ownership × where, as aligned lines; none when no maker is known."""
        counts = self.makers()
        if not counts[["here", "elsewhere", "unknown"]].to_numpy().any():
            return []
        where = [w.say(lang) for w in WHERE.values()]
        if self.here:
            where[0] = Text(f"ở {self.here.name.vi}", f"in {self.here.name.en}").say(lang)
        else:  # nothing to compare a place with
            where = [Text("số doanh nghiệp", "firms").say(lang)]
        head = Text("nhà sản xuất đã biết", "makers known").say(lang)
        wide = max(len(head), *(len(OWNER[o].say(lang)) for o in OWNERS)) + 2
        found = ["  " + head.ljust(wide) + "  ".join(where)]
        for owner, *numbers in counts.itertuples(index=False):
            shown = numbers if self.here else [sum(numbers)]
            cells = "  ".join(str(n).rjust(len(w)) for n, w in zip(shown, where, strict=True))
            found.append("  " + OWNER[owner].say(lang).ljust(wide) + cells)
        return found


LEVEL = {
    "domestic": Text("biết nhà sản xuất trong nước", "a domestic-owned maker known"),
    "joint_venture": Text("chỉ biết liên doanh", "at best a joint venture"),
    "fdi": Text("chỉ biết doanh nghiệp vốn nước ngoài", "at best a foreign-owned one"),
    "unknown": Text("chỉ biết nhà sản xuất chưa rõ của ai", "at best one whose owner is not known"),
    NOBODY: Text("chưa biết ai làm", "no maker known"),
}
COLUMNS = [
    *("product", "product_name", "level", "weight", "buyers", "buyer_ids"),
    *(f"{owner}{part}" for owner in OWNERS for part in ("", "_here", "_ids")),
    *("perhaps", "sources"),
]


def _partner(partner: Partner, lang: Lang) -> str:
    where = partner.place.name if partner.place else Text("chưa rõ địa điểm", "place not known")
    owner = OWNER[partner.ownership].say(lang)
    return f"{partner.firm.name.say(lang)} ({owner}, {where.say(lang)}) ← {partner.buyer.name.say(lang)}"
