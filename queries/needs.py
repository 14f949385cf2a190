"""What a buyer needs: stated, shown by its MOUs, or inferred from what it makes."""

from __future__ import annotations

from dataclasses import dataclass

from graph.text import Text
from queries.facts import PLANNED, Fact
from queries.index import Index

# How much a need counts by where it is known from. Inferred ones count less than stated ones,
# and a part of a part less than a part: engineering knowledge, not a purchase order. Who masters the
# process of a part can make the part; who sells the material of a part sells to the part's maker.
ASKED, STATED, SIGNED, PART, PROCESS, MATERIAL_OF_PART = 1.0, 0.95, 0.9, 0.6, 0.3, 0.12


@dataclass(frozen=True, slots=True)
class Need:
    """One product a buyer needs: its position, weight (0–1), basis and the facts behind it.

    ``basis`` is ``asked`` (named in the question), ``stated``, ``signed`` or ``inferred``.
    """

    product: int
    weight: float
    basis: str
    facts: tuple[Fact, ...]
    why: Text


def needs_of(index: Index, buyer: int, product: int | None = None) -> tuple[Need, ...]:
    """The needs of a buyer, strongest first; with ``product`` only that one, whatever is known of it."""
    known: dict[int, Need] = {}
    for need in (*_stated(index, buyer), *_signed(index, buyer), *_inferred(index, buyer)):
        if need.product not in known or need.weight > known[need.product].weight:
            known[need.product] = need
    if product is None:
        return tuple(sorted(known.values(), key=lambda n: (-n.weight, index.products[n.product])))
    behind = known.get(product)
    asked = Text("đúng thứ được hỏi", "as asked")
    return (Need(product, ASKED, "asked", behind.facts if behind else (), behind.why if behind else asked),)


def _stated(index: Index, buyer: int) -> list[Need]:
    found = []
    for row in index.rows_of("NEEDS", buyer):
        fact = index.fact("NEEDS", row)
        weight = PART if fact.basis == "inferred" else STATED
        year = index.year(fact.sources)
        why = Text(f"bên mua nêu cần mua{year}", f"the buyer has said that it needs this{year}")
        found.append(Need(int(index.rows["NEEDS"].target[row]), weight, fact.basis or "stated", (fact,), why))
    return found


def _signed(index: Index, buyer: int) -> list[Need]:
    found = []
    for row in index.rows_of("SIGNED_MOU", buyer):
        fact = index.fact("SIGNED_MOU", row)
        year = (index.rows["SIGNED_MOU"].columns["signed_on"][row] or "")[:4]
        when = f" ({year})" if year else ""
        why = Text(f"bên mua đã ký ghi nhớ về mặt hàng này{when}", f"the buyer signed an MOU on this{when}")
        for id in index.rows["SIGNED_MOU"].columns["products"][row]:
            if id in index.p_at:
                found.append(Need(index.p_at[id], SIGNED, "signed", (fact,), why))
    return found


def _inferred(index: Index, buyer: int) -> list[Need]:
    """Inputs, and inputs of inputs, of what the buyer makes; what it makes itself is left out."""
    made = {int(index.rows["MAKES"].target[r]): r for r in index.rows_of("MAKES", buyer)}
    sure = PLANNED if index.planned[buyer] else 1.0
    found = []
    for product, row in made.items():
        fact = index.fact("MAKES", row)
        for kind, up in _kinds(index, product):
            for part, part_row in index.inputs.get(kind, ()):
                if part in made:
                    continue
                facts = (fact, *up, index.fact("INPUT_OF", part_row))
                why = _why(index, buyer, product, part, fact)
                weight = PROCESS if index.taxonomy.processes[part] else PART
                found.append(Need(part, weight * sure, "inferred", facts, why))
                found += _deeper(index, found[-1], made, sure)
    return found


def _deeper(index: Index, over: Need, made: dict[int, int], sure: float) -> list[Need]:
    """What goes into a needed part, below it."""
    found = []
    for kind, up in _kinds(index, over.product):
        for deep, row in index.inputs.get(kind, ()):
            if deep not in made:
                name, whole = inner(index.product_name(deep)), inner(index.product_name(over.product))
                weight = PROCESS if index.taxonomy.processes[deep] else MATERIAL_OF_PART
                more = Text(f"; {whole.vi} cần {name.vi}", f"; {whole.en} needs {name.en}")
                facts = (*over.facts, *up, index.fact("INPUT_OF", row))
                found.append(Need(deep, weight * sure, "inferred", facts, over.why + more))
    return found


def _kinds(index: Index, product: int) -> list[tuple[int, tuple[Fact, ...]]]:
    """The product and the groups it is a kind of: what goes into a printer goes into a laser printer."""
    found: list[tuple[int, tuple[Fact, ...]]] = [(product, ())]
    steps: tuple[Fact, ...] = ()
    at = product
    for group in index.taxonomy.ancestors(product):
        fact = index.broader_fact(at, group)
        if fact is None:
            break
        steps = (*steps, fact)
        found.append((group, steps))
        at = group
    return found


def _why(index: Index, buyer: int, product: int, part: int, fact: Fact) -> Text:
    made, needed = inner(index.product_name(product)), inner(index.product_name(part))
    year = index.year(fact.sources)
    plan = index.planned[buyer]
    return Text(
        f"bên mua {'dự kiến sản xuất' if plan else 'sản xuất'} {made.vi}{year}, cần {needed.vi}",
        f"the buyer {'plans to make' if plan else 'makes'} {made.en}{year} and so needs {needed.en}",
    )


def inner(name: Text) -> Text:
    """A product's name inside a sentence: "Máy giặt" → "máy giặt", but "ABS resin" stays."""
    return Text(_lower(name.vi), _lower(name.en))


def _lower(name: str) -> str:
    return name if name[1:2].isupper() or name[1:2] in ("-", "") else name[:1].lower() + name[1:]
