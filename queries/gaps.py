"""Where the gap is: what buyers of a place need and no domestic firm, or only one, is known to make."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from graph.display import SHOWN, bar, table
from graph.errors import KetnoiError
from graph.text import Lang, Text
from queries.area import Area
from queries.facts import Fact
from queries.findings import Findings, few, sources_of
from queries.index import Index
from queries.matches import Record
from queries.supply import Demand, Maker, Supply, product_record
from queries.wording import Cite, opening, wrapped

_SHOWN = 3  # buyers and makers named in a line


@dataclass(frozen=True, slots=True)
class Gap:
    """One product that buyers of the place need and that too few domestic firms there are known to make.

    ``group`` is what it belongs to in the taxonomy, ``demand`` the sum of the weights
    of the needs behind it (a stated one counts 0.95, an inferred part 0.6). ``makers`` are the domestic
    firms of the place known to make it or a kind of it (none or one, unless more were asked for);
    ``perhaps`` domestic firms, and firms of unknown ownership, anywhere that may make it; ``elsewhere``
    domestic makers outside the place or whose place is not known, the nearest first; ``foreign``
    foreign-owned and joint-venture makers in the place: located there, not Vietnamese-owned.
    """

    product: Record
    group: Record | None
    kind: str | None
    demand: float
    buyers: tuple[Demand, ...]
    makers: tuple[Maker, ...]
    perhaps: tuple[Maker, ...]
    elsewhere: tuple[Maker, ...]
    foreign: tuple[Maker, ...]

    @property
    def stated(self) -> int:
        """How many of the buyers have said that they need it, or signed for it."""
        return sum(d.basis != "inferred" for d in self.buyers)

    @property
    def facts(self) -> list[Fact]:
        """All facts behind it."""
        makers = (*self.makers, *self.perhaps, *self.elsewhere, *self.foreign)
        return [*(f for d in self.buyers for f in d.evidence), *(f for m in makers for f in m.evidence)]


@dataclass(frozen=True, repr=False)
class Gaps(Findings[Gap]):
    """The gaps of a place (everywhere when ``place`` is ``None``): no maker and most demand first."""

    place: Record | None

    def to_frame(self, lang: Lang = "vi") -> pd.DataFrame:
        """One row per gap: product, group (ids), their names, kind, demand, how many buyers need it and how
        many of them say so, buyer ids and names; then for each of makers, perhaps, elsewhere and foreign
        their ids and names (several separated by "; "); why the first buyer needs it; sources."""
        rows = []
        for g in self.rows:
            row = {
                "product": g.product.id,
                "group": g.group.id if g.group else None,
                "product_name": g.product.name.say(lang),
                "group_name": g.group.name.say(lang) if g.group else None,
                "kind": g.kind,
                "demand": round(g.demand, 2),
                "buyers": len(g.buyers),
                "stated": g.stated,
                "buyer_ids": "; ".join(d.buyer.id for d in g.buyers),
                "buyer_names": "; ".join(d.buyer.name.say(lang) for d in g.buyers),
            }
            for name in _SIDES:
                listed: tuple[Maker, ...] = getattr(g, name)
                row[name] = "; ".join(m.firm.id for m in listed)
                row[f"{name}_names"] = "; ".join(m.firm.name.say(lang) for m in listed)
            row |= {"why": g.buyers[0].why.say(lang), "sources": sources_of(g.facts)}
            rows.append(row)
        return pd.DataFrame(rows, columns=COLUMNS)

    def shown(self, lang: Lang) -> Markup:
        """Each gap with the demand behind it as a bar, who needs it, who makes it or may."""
        heads = [Text("thiếu gì", "what lacks"), Text("nhu cầu", "demand"), Text("ai cần", "needed by")]
        most = max((g.demand for g in self.rows), default=0.0)
        rows = [
            (
                g.product.name.say(lang),
                bar([(f"{g.demand:.2f}", g.demand)], most, width=100),
                few([d.buyer.name.say(lang) for d in g.buyers], _SHOWN, lang),
                *(few([m.firm.name.say(lang) for m in getattr(g, side)], _SHOWN, lang) for side in _SIDES),
            )
            for g in self.rows[:SHOWN]
        ]
        headers = [opening(t.say(lang)) for t in (*heads, *_SIDES.values())]
        return table(headers, rows, more=self.more(lang))

    def lines(self, lang: Lang, cite: Cite) -> list[str]:
        """Each gap in a few lines: how many need it and why, who makes it, or may, or makes it elsewhere."""
        found = []
        for at, gap in enumerate(self.rows, start=1):
            found.append(wrapped(f"{at:>3}. {_title(gap, lang)}", 1))
            found.append(wrapped(_needed(gap, lang), 6))
            for name, label in _SIDES.items():
                listed: tuple[Maker, ...] = getattr(gap, name)
                if listed:
                    makers = few([m.say(lang) for m in listed], _SHOWN, lang)
                    found.append(wrapped(f"{label.say(lang)}: {makers}", 6))
            cited = cite(_leading(gap))
            if cited:
                found.append(wrapped(Text(f"nguồn: {cited}", f"sources: {cited}").say(lang), 6))
        return found


_SIDES = {
    "makers": Text("nhà sản xuất trong nước được biết", "domestic makers known"),
    "perhaps": Text("có thể làm được, cần hỏi", "may make it, ask"),
    "elsewhere": Text("nơi khác hoặc chưa rõ nơi", "elsewhere, or place not known"),
    "foreign": Text("tại chỗ nhưng có vốn nước ngoài", "located here, yet foreign-owned, wholly or in part"),
}
COLUMNS = [
    *("product", "group", "product_name", "group_name", "kind", "demand", "buyers", "stated"),
    *("buyer_ids", "buyer_names"),
    *(column for name in _SIDES for column in (name, f"{name}_names")),
    *("why", "sources"),
]


def _title(gap: Gap, lang: Lang) -> str:
    made = Text(
        f"{len(gap.makers)} nhà sản xuất trong nước" if gap.makers else "chưa biết ai trong nước làm",
        f"{len(gap.makers)} domestic maker(s)" if gap.makers else "no domestic maker known",
    )
    said = Text(f", {gap.stated} nêu rõ", f", {gap.stated} say so") if gap.stated else Text("", "")
    need = Text(f"{len(gap.buyers)} bên mua cần{said.vi}", f"{len(gap.buyers)} buyer(s) need it{said.en}")
    return f"{gap.product.name.say(lang)} · {need.say(lang)} · {made.say(lang)}"


def _needed(gap: Gap, lang: Lang) -> str:
    """Who needs it, the first with its reason."""
    first, *others = gap.buyers
    rest = few([d.buyer.name.say(lang) for d in others], _SHOWN - 1, lang)
    also = Text(f"; còn có {rest}", f"; also {rest}").say(lang) if rest else ""
    lead = Text("cần", "needed by").say(lang)
    return f"{lead}: {first.buyer.name.say(lang)} — {first.why.say(lang)}{also}"


def _leading(gap: Gap) -> list[Fact]:
    """The facts behind what a line says."""
    shown = [*gap.makers[:_SHOWN], *gap.perhaps[:_SHOWN], *gap.elsewhere[:_SHOWN], *gap.foreign[:_SHOWN]]
    return [*gap.buyers[0].evidence, *(f for m in shown for f in m.evidence)]


def gaps(index: Index, place: str | None, *, most: int = 1) -> Gaps:
    """The products that buyers in a place (its id; everywhere when ``None``) need, stated or inferred,
    with at most ``most`` domestic makers known there.

    What is not known is no gap and no maker: it is counted in the notes.
    """
    if most < 0:
        raise KetnoiError(f"most phải từ 0, không phải {most}", f"most must be 0 or more, not {most}")
    supply = Supply(Area(index, place))
    buyers, placeless = supply.buyers()
    needed = supply.demands(buyers)
    found = [_gap(supply, product, demands) for product, demands in needed.items()]
    found = [gap for gap in found if len(gap.makers) <= most]
    found.sort(key=lambda g: (len(g.makers), -round(g.demand, 9), g.product.id))
    mute = len(buyers) - len({d.buyer for demands in needed.values() for d in demands})
    notes = _notes(index, (len(buyers), placeless, mute), len(found))
    return Gaps(_asked(supply.area, most), tuple(found), notes, supply.area.record)


def _gap(supply: Supply, product: int, demands: list[Demand]) -> Gap:
    index, area = supply.index, supply.area
    makers, perhaps = supply.makers(product), supply.perhaps(product)
    domestic = [m for m in makers if m.ownership == "domestic"]
    inside = [m for m in domestic if m.here or area.everywhere]
    outside = [m for m in domestic if m not in inside]
    outside.sort(key=lambda m: (-area.nearness(index.e_at[m.firm.id]), m.firm.id))
    parent = int(index.taxonomy.parent[product])
    return Gap(
        product_record(index, product),
        product_record(index, parent) if parent >= 0 else None,
        index.columns("Product")["kind"][product],
        sum(d.weight for d in demands),
        tuple(demands),
        tuple(inside),
        tuple(m for m in perhaps if m.ownership in ("domestic", "unknown"))
        + tuple(m for m in makers if m.ownership == "unknown"),
        tuple(outside),
        tuple(m for m in makers if m.ownership in ("fdi", "joint_venture") and (m.here or area.everywhere)),
    )


def _asked(area: Area, most: int) -> Text:
    where = Text(f" ở {area.record.name.vi}", f" in {area.record.name.en}") if area.record else Text("", "")
    known = Text(
        f"chỉ biết nhiều nhất {most} nhà sản xuất trong nước", f"at most {most} domestic maker(s) known"
    )
    if most == 0:
        known = Text("chưa biết nhà sản xuất trong nước nào", "no domestic maker known")
    return Text(
        f"Khoảng trống cung ứng{where.vi}: những thứ bên mua cần nhưng {known.vi}",
        f"Supply gaps{where.en}: what buyers need with {known.en}",
    )


def _notes(index: Index, buyers: tuple[int, int, int], found: int) -> tuple[Text, ...]:
    """What the data do not tell; ``buyers``: how many there are, of how many the place is not known, and
    of how many their needs are not."""
    here, placeless, mute = buyers
    silent = int(((index.ownership == "domestic") & ~index.known_makers).sum())
    told = [
        (
            not here,
            Text("Không có bên mua nào được biết ở nơi này", "No buyer is known in this place"),
        ),
        (
            here and not found,
            Text("Không thấy khoảng trống nào trong dữ liệu", "No gap is seen in the data"),
        ),
        (
            placeless,
            Text(
                f"{placeless} bên mua chưa rõ địa điểm nên chưa tính",
                f"{placeless} buyer(s) left out: their place is not known",
            ),
        ),
        (
            mute,
            Text(
                f"{mute} bên mua chưa biết cần gì (không có nghĩa là không cần)",
                f"What {mute} buyer(s) need is not known (which does not mean nothing)",
            ),
        ),
        (
            silent,
            Text(
                f"{silent} doanh nghiệp trong nước chưa rõ làm ra gì, có thể lấp một phần khoảng trống",
                f"What {silent} domestic firm(s) make is not known; they may fill some of the gaps",
            ),
        ),
    ]
    return tuple(text for holds, text in told if holds)
