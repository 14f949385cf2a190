"""Does the supplier make what is needed, or something near it?"""

from __future__ import annotations

import numpy as np

from graph.text import Text
from queries.facts import Fact, Floats
from queries.index import Index
from queries.needs import inner
from queries.signals.base import Query, Telling

_SHOWN = 3  # capabilities named in the sentence


def score(query: Query) -> Floats:
    """1 − Π(1 − value) over the supplier's distinct capabilities that answer a need.

    ``value`` = how sure the need is × how sure the capability is × how near the
    two are in the taxonomy. Unknown when nothing is known of the buyer's needs,
    or of what the supplier makes.
    """
    if not query.needs:
        return query.unknown()
    hits = query.hits
    missed = np.zeros(query.size)
    np.add.at(missed, hits.supplier, np.log1p(-np.minimum(hits.value, 1 - 1e-12)))
    found: Floats = -np.expm1(missed)
    found[~query.index.known_makers] = np.nan
    return found


def tell(query: Query, supplier: int, value: float | None) -> Telling:
    """What of the needs it makes, why the buyer needs that, and who says so."""
    index = query.index
    if not query.needs:
        name = index.name(query.buyer)
        return Telling(Text(f"chưa biết {name.vi} cần mua gì", f"nothing is known of what {name.en} buys"))
    if value is None:
        return Telling(
            Text("chưa biết doanh nghiệp này làm ra gì", "nothing is known of what this firm makes")
        )
    found = query.hits.by(supplier)
    if not found:
        return Telling(
            Text("những gì được biết là làm ra không khớp nhu cầu", "what it is known to make fits no need"),
            tuple(index.fact("MAKES", row) for row in index.rows_of("MAKES", supplier)),
        )
    sentences = [sentence(query, supplier, need, own) for need, _, own in found[:_SHOWN]]
    more = len(found) - _SHOWN
    if more > 0:
        sentences.append(Text(f"và {more} thứ nữa", f"and {more} more"))
    facts: dict[Fact, None] = {}
    for need, _, own in found:
        facts.update(dict.fromkeys(chain(query, supplier, need, own)))
    return Telling(Text.join(sentences), tuple(facts))


def chain(query: Query, supplier: int, need: int, own: int) -> list[Fact]:
    """The facts that lead from the buyer to the supplier over one need."""
    wanted = query.needs[need]
    return [*wanted.facts, *grounds(query.index, wanted.product, own)]


def grounds(index: Index, wanted: int, own: int) -> list[Fact]:
    """The facts by which a capability (entry of ``Index.own``) answers a product that is wanted."""
    facts = [index.fact(type, row) for type, row in index.own.facts(own)]
    low, high = index.own.product[own], wanted
    for narrow, broad in ((low, high), (high, low)):
        at = narrow
        for group in index.taxonomy.ancestors(narrow):
            fact = index.broader_fact(at, group)
            shared = broad == group or group in index.taxonomy.ancestors(broad)
            if fact is not None and narrow != broad and at not in [broad, *index.taxonomy.ancestors(broad)]:
                facts.append(fact)
            at = group
            if shared:
                break
    return facts


def sentence(query: Query, supplier: int, need: int, own: int) -> Text:
    """What the supplier makes, how that answers the need, and why the buyer has it."""
    wanted = query.needs[need]
    return makes(query.index, supplier, wanted.product, own) + Text(
        f" — {wanted.why.vi}", f" — {wanted.why.en}"
    )


def makes(index: Index, supplier: int, wanted: int, own: int) -> Text:
    """What a supplier makes, and how that answers a product that is wanted."""
    made = index.own.product[own]
    said = index.own.facts(own)
    fact = index.fact(*said[0])
    lead = _verb(index, supplier, fact, len(said) > 1) + Text.same(" ") + inner(index.product_name(made))
    lead += Text.same(index.year(fact.sources))
    if made != wanted:
        asked = inner(index.product_name(wanted))
        if wanted in index.taxonomy.ancestors(made):
            lead += Text(f", thuộc {asked.vi}", f", which is among {asked.en}")
        elif made in index.taxonomy.ancestors(wanted):
            lead += Text(f", nhóm gồm cả {asked.vi}", f", a group that includes {asked.en}")
        else:
            lead += Text(f", gần với {asked.vi}", f", near {asked.en}")
    return lead


def _verb(index: Index, supplier: int, fact: Fact, mastered: bool) -> Text:
    if fact.type == "SIGNED_MOU":
        return Text("đã ký ghi nhớ cung cấp", "signed an MOU to supply")
    if mastered and fact.basis == "inferred":
        whole = inner(index.label(fact.target))
        return Text(
            f"tên hay mô tả gợi ý có làm {whole.vi}, vậy có thể có công đoạn",
            f"its name or description hints at {whole.en}, so perhaps at",
        )
    if mastered:
        whole = inner(index.label(fact.target))
        return Text(f"sản xuất {whole.vi} nên có công đoạn", f"makes {whole.en}, so masters")
    if fact.basis == "inferred":
        return Text("tên hay mô tả gợi ý có làm", "its name or description hints at")
    if index.planned[supplier]:
        return Text("dự kiến sản xuất", "plans to make")
    return Text("sản xuất", "makes")
