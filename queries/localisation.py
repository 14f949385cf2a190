"""How local supply is, asked of a buyer, a product or a place."""

from __future__ import annotations

from collections.abc import Callable

from graph.errors import KetnoiError
from graph.text import Text
from graph.view import node_key
from queries.area import Area, province_of
from queries.index import Index
from queries.matches import Record
from queries.needs import inner
from queries.supplied import NOBODY, Localisation, Partner, Supplied
from queries.supply import OWNERS, Demand, Supply, product_record


def localisation(
    index: Index,
    find: Callable[[str, str], str],
    *,
    buyer: str | None,
    product: str | None,
    place: str | None,
) -> Localisation:
    """The answer for a buyer, a place, or a product (in a place); ``find``: name and type → id."""
    if (buyer is None) == (product is None and place is None):
        raise KetnoiError(
            "hãy nêu một bên mua, hoặc một sản phẩm và/hoặc một nơi",
            "name either a buyer, or a product and/or a place",
        )
    if buyer is not None:
        return of_buyer(index, index.e_at[find(buyer, "Enterprise")])
    where = None if place is None else find(place, "Place")
    if product is not None:
        return of_product(index, index.p_at[find(product, "Product")], where)
    assert where is not None
    return of_place(index, where)


def of_buyer(index: Index, buyer: int) -> Localisation:
    """How local the supply of one buyer's needs is; "here" is its province."""
    supply, name = Supply(Area(index, province_of(index, buyer))), index.name(buyer)
    asked = Text(
        f"Mức nội địa hóa theo nguồn cung đã biết của {name.vi}",
        f"How local the known supply of {name.en} is",
    )
    lost = Text(
        f"Chưa rõ {name.vi} ở đâu nên không phân được tại chỗ và nơi khác",
        f"Where {name.en} lies is not known, so here and elsewhere can't be told apart",
    )
    return _needed(asked, supply, [buyer], [lost] if supply.area.everywhere else [])


def of_place(index: Index, place: str) -> Localisation:
    """How local the supply of all buyers in a place is."""
    supply, name = Supply(Area(index, place)), index.label(node_key("Place", place))
    asked = Text(
        f"Mức nội địa hóa theo nguồn cung đã biết ở {name.vi}",
        f"How local the known supply of buyers in {name.en} is",
    )
    buyers, placeless = supply.buyers()
    lost = Text(
        f"{placeless} bên mua chưa rõ địa điểm nên chưa tính",
        f"{placeless} buyer(s) left out: their place is not known",
    )
    return _needed(asked, supply, buyers, [lost] if placeless else [])


def of_product(index: Index, product: int, place: str | None = None) -> Localisation:
    """Whose the makers of one product are; "here" is the place, if one is given (buyers are those there)."""
    supply, name = Supply(Area(index, place)), inner(index.product_name(product))
    buyers, _ = supply.buyers()
    row = _supplied(supply, product, supply.demands(buyers).get(product, []))
    wanted = index.products[product]
    mous = [r for r, listed in enumerate(index.columns("SIGNED_MOU")["products"]) if wanted in listed]
    asked = Text(f"Ai làm ra {name.vi}, và của ai", f"Who makes {name.en}, and whose they are")
    return Localisation(asked, (row,), _notes(index, (row,)), supply.area.record, _partners(supply, mous))


def _needed(asked: Text, supply: Supply, buyers: list[int], notes: list[Text]) -> Localisation:
    """All that some buyers need, what is least local first."""
    index, wanted = supply.index, supply.demands(buyers)
    rows = [_supplied(supply, product, demands) for product, demands in wanted.items()]
    levels = (*OWNERS, NOBODY)
    rows.sort(key=lambda r: (-levels.index(r.level), -round(r.weight, 9), r.product.id))
    mute = len(buyers) - len({d.buyer for demands in wanted.values() for d in demands})
    if mute:
        notes.append(
            Text(
                f"{mute} bên mua chưa biết cần gì (không có nghĩa là không cần)",
                f"What {mute} buyer(s) need is not known (which does not mean nothing)",
            )
        )
    mous = [row for buyer in buyers for row in index.rows_of("SIGNED_MOU", buyer)]
    found = tuple(rows)
    return Localisation(
        asked, found, (*notes, *_notes(index, found)), supply.area.record, _partners(supply, mous)
    )


def _supplied(supply: Supply, product: int, demands: list[Demand]) -> Supplied:
    """A product with its makers; who is its only buyer does not count as its maker."""
    only = {d.buyer for d in demands} if len(demands) == 1 else set()
    makers, perhaps = (
        tuple(m for m in listed if m.firm not in only)
        for listed in (supply.makers(product), supply.perhaps(product))
    )
    return Supplied(product_record(supply.index, product), tuple(demands), makers, perhaps)


def _partners(supply: Supply, rows: list[int]) -> tuple[Partner, ...]:
    """Both ends of some MOUs, each pair once with all its MOUs."""
    index, mous = supply.index, supply.index.rows["SIGNED_MOU"]
    pairs: dict[tuple[int, int], list[int]] = {}
    for row in rows:
        pairs.setdefault((int(mous.source[row]), int(mous.target[row])), []).append(row)
    return tuple(
        Partner(
            Record(index.enterprises[buyer], index.name(buyer)),
            Record(index.enterprises[firm], index.name(firm)),
            str(index.ownership[firm]),
            supply.area.where(firm),
            supply.area.holds(firm),
            tuple(index.fact("SIGNED_MOU", r) for r in signed),
        )
        for (buyer, firm), signed in sorted(pairs.items())
    )


def _notes(index: Index, rows: tuple[Supplied, ...]) -> tuple[Text, ...]:
    """What the numbers are not, and what the data do not tell."""
    open_ = sum(r.level == NOBODY and bool(r.perhaps) for r in rows)
    silent = int((~index.known_makers).sum())
    told = [
        (
            rows,
            Text(
                "Tính theo số thứ cần mua và nhà sản xuất đã biết, không phải theo giá trị mua hàng",
                "Counted over products and known makers, not over the value of what is bought",
            ),
        ),
        (
            open_,
            Text(
                f"{open_} thứ chưa biết ai làm nhưng có doanh nghiệp có thể làm được (xem bản CSV hoặc JSON)",
                f"{open_} product(s) without a known maker have firms that may make them (see CSV or JSON)",
            ),
        ),
        (
            silent,
            Text(
                f"{silent} doanh nghiệp chưa rõ làm ra gì (không có nghĩa là không làm)",
                f"What {silent} enterprise(s) make is not known (which does not mean nothing)",
            ),
        ),
    ]
    return tuple(text for holds, text in told if holds)
