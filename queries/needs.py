"""What a buyer needs: stated, shown by its MOUs, or inferred from what it makes."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial

from graph.text import Text
from queries.facts import PLANNED, Fact
from queries.index import Index

# How much a need counts by where it is known from. Inferred ones count less than stated ones,
# and a part of a part less than a part: engineering knowledge, not a purchase order. Who masters the
# process of a part can make the part; who sells the material of a part sells to the part's maker.
ASKED, STATED, SIGNED, PART, PROCESS, MATERIAL_OF_PART = 1.0, 0.95, 0.9, 0.6, 0.3, 0.12


@dataclass(frozen=True)
class Need:
    """One product a buyer needs: its position, weight (0–1), basis and the rows behind it, as (type, row).

    ``basis`` is ``asked`` (named in the question), ``stated``, ``signed`` or ``inferred``.
    Most needs only count: their facts and words are made when somebody reads them.
    """

    product: int
    weight: float
    basis: str
    rows: tuple[tuple[str, int], ...]
    index: Index = field(repr=False, compare=False)
    say: Callable[[], Text] = field(repr=False, compare=False)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The facts behind it."""
        return tuple(self.index.fact(type, row) for type, row in self.rows)

    @cached_property
    def why(self) -> Text:
        """Why the buyer needs it."""
        return self.say()


def needs_of(index: Index, buyer: int, product: int | None = None) -> tuple[Need, ...]:
    """The needs of a buyer, strongest first; with ``product`` only that one, whatever is known of it."""
    known: dict[int, Need] = {}
    for need in (*_stated(index, buyer), *_signed(index, buyer), *_inferred(index, buyer)):
        if need.product not in known or need.weight > known[need.product].weight:
            known[need.product] = need
    if product is None:
        return tuple(sorted(known.values(), key=lambda n: (-n.weight, index.products[n.product])))
    behind = known.get(product)
    rows, say = (behind.rows, behind.say) if behind else ((), _as_asked)
    return (Need(product, ASKED, "asked", rows, index, say),)


def _as_asked() -> Text:
    return Text("đúng thứ được hỏi", "as asked")


def _stated(index: Index, buyer: int) -> Iterator[Need]:
    needs = index.rows["NEEDS"]
    for row in index.rows_of("NEEDS", buyer):
        basis, product = needs.columns["basis"][row] or "stated", int(needs.target[row])
        weight = PART if basis == "inferred" else STATED
        yield Need(product, weight, basis, (("NEEDS", row),), index, partial(_why_stated, index, row))


def _why_stated(index: Index, row: int) -> Text:
    year = index.year(index.columns("NEEDS")["sources"][row])
    return Text(f"bên mua nêu cần mua{year}", f"the buyer has said that it needs this{year}")


def _signed(index: Index, buyer: int) -> Iterator[Need]:
    for row in index.rows_of("SIGNED_MOU", buyer):
        for id in index.columns("SIGNED_MOU")["products"][row]:
            if id in index.p_at:
                why = partial(_why_signed, index, row)
                yield Need(index.p_at[id], SIGNED, "signed", (("SIGNED_MOU", row),), index, why)


def _why_signed(index: Index, row: int) -> Text:
    year = (index.columns("SIGNED_MOU")["signed_on"][row] or "")[:4]
    when = f" ({year})" if year else ""
    return Text(f"bên mua đã ký ghi nhớ về mặt hàng này{when}", f"the buyer signed an MOU on this{when}")


def _inferred(index: Index, buyer: int) -> Iterator[Need]:
    """Inputs, and inputs of inputs, of what the buyer makes; what it makes itself is left out."""
    made = {int(index.rows["MAKES"].target[r]): r for r in index.rows_of("MAKES", buyer)}
    sure = PLANNED if index.planned[buyer] else 1.0
    for product, row in made.items():
        for part, up in _going_into(index, product, made):
            rows = (("MAKES", row), *up)
            weight = (PROCESS if index.taxonomy.processes[part] else PART) * sure
            why = partial(_why_inferred, index, buyer, row, part)
            over = Need(part, weight, "inferred", rows, index, why)
            yield over
            for deep, more in _going_into(index, part, made):
                weight = (PROCESS if index.taxonomy.processes[deep] else MATERIAL_OF_PART) * sure
                why = partial(_why_deeper, over, deep)
                yield Need(deep, weight, "inferred", (*rows, *more), index, why)


def _going_into(
    index: Index, product: int, made: Container[int]
) -> Iterator[tuple[int, tuple[tuple[str, int], ...]]]:
    """What goes into a product or a group it is a kind of, each with the rows that say so; without what
    is ``made``. What goes into a printer goes into a laser printer."""
    steps: tuple[tuple[str, int], ...] = ()
    for group, step in index.kinds(product):
        steps += step
        for part, row in index.inputs.get(group, ()):
            if part not in made:
                yield part, (*steps, ("INPUT_OF", row))


def _why_inferred(index: Index, buyer: int, row: int, part: int) -> Text:
    fact = index.fact("MAKES", row)
    made, needed = inner(index.label(fact.target)), inner(index.product_name(part))
    year = index.year(fact.sources)
    plan = index.planned[buyer]
    return Text(
        f"bên mua {'dự kiến sản xuất' if plan else 'sản xuất'} {made.vi}{year}, cần {needed.vi}",
        f"the buyer {'plans to make' if plan else 'makes'} {made.en}{year} and so needs {needed.en}",
    )


def _why_deeper(over: Need, deep: int) -> Text:
    """What goes into a needed part, below it."""
    name, whole = inner(over.index.product_name(deep)), inner(over.index.product_name(over.product))
    return over.why + Text(f"; {whole.vi} cần {name.vi}", f"; {whole.en} needs {name.en}")


def inner(name: Text) -> Text:
    """A product's name inside a sentence: "Máy giặt" → "máy giặt", but "ABS resin" stays."""
    return Text(_lower(name.vi), _lower(name.en))


def _lower(name: str) -> str:
    return name if name[1:2].isupper() or name[1:2] in ("-", "") else name[:1].lower() + name[1:]
