"""What a buyer needs, on graphs small enough to list every need."""

from __future__ import annotations

from graph import Text
from queries.index import Index
from queries.needs import (
    ASKED,
    MATERIAL_OF_PART,
    PART,
    PROCESS,
    SIGNED,
    STATED,
    Need,
    inner,
    needs_of,
)
from tests.queries.build import maker, world


def found(lines: str, product: str | None = None) -> tuple[Index, tuple[Need, ...]]:
    """The needs of b."""
    index = Index(world(lines))
    return index, needs_of(index, index.e_at["b"], None if product is None else index.p_at[product])


def needs(lines: str, product: str | None = None) -> list[tuple[str, float, str]]:
    """Product, weight and basis of each need of b."""
    index, listed = found(lines, product)
    return [(index.products[n.product], n.weight, n.basis) for n in listed]


def test_weights_order_the_bases() -> None:
    assert 1 >= ASKED > STATED > SIGNED > PART > PROCESS > MATERIAL_OF_PART > 0


def test_nothing_known_nothing_needed() -> None:
    assert needs("firm b\nx makes washer\ndrum into washer") == []


def test_inputs_of_what_it_makes_to_two_steps() -> None:
    """Parts and parts of parts; a third step says nothing."""
    assert needs("b makes washer\ndrum into washer\nsheet into drum\nore into sheet") == [
        ("drum", PART, "inferred"),
        ("sheet", MATERIAL_OF_PART, "inferred"),
    ]


def test_inputs_are_inherited_from_the_groups_of_what_it_makes() -> None:
    """What goes into a printer goes into a laser printer, and into a printer's part of any kind."""
    lines = """
    b makes laser-printer
    laser-printer is printer
    printer is machine
    roller into printer
    screw into machine
    toner into laser-printer
    head into inkjet-printer
    inkjet-printer is printer
    roller is part
    rubber into part
    """
    assert needs(lines) == [
        ("roller", PART, "inferred"),
        ("screw", PART, "inferred"),
        ("toner", PART, "inferred"),
        ("rubber", MATERIAL_OF_PART, "inferred"),
    ]


def test_what_the_buyer_makes_itself_is_left_out() -> None:
    """Also as the part of a part."""
    made = "b makes washer\nb makes drum\nb makes sheet\n"
    listed = needs(made + "drum into washer\nmotor into washer\nsheet into motor")
    assert listed == [("motor", PART, "inferred")]


def test_what_its_own_parts_need_is_needed() -> None:
    assert needs("b makes washer\nb makes drum\ndrum into washer\nsheet into drum") == [
        ("sheet", PART, "inferred")
    ]


def test_processes_count_less_than_parts_and_more_than_materials_of_parts() -> None:
    lines = """
    b makes washer
    drum into washer
    painting into washer
    stamping into drum
    sheet into drum
    product painting kind=process
    product stamping kind=process
    """
    assert needs(lines) == [
        ("drum", PART, "inferred"),
        ("painting", PROCESS, "inferred"),
        ("stamping", PROCESS, "inferred"),
        ("sheet", MATERIAL_OF_PART, "inferred"),
    ]


def test_planned_plant_needs_half_as_surely() -> None:
    assert needs("b makes washer\ndrum into washer\nfirm b status=planned\nb needs cw") == [
        ("cw", STATED, "stated"),
        ("drum", PART / 2, "inferred"),
    ]


def test_the_surest_basis_of_a_product_counts() -> None:
    made = "b makes washer\ndrum into washer"
    assert needs(made + "\nb needs drum") == [("drum", STATED, "stated")]
    assert needs(made + "\nb signed x products=drum") == [("drum", SIGNED, "signed")]
    assert needs(made + "\nb signed x products=drum\nb needs drum") == [("drum", STATED, "stated")]


def test_need_said_to_be_inferred_is_no_stated_one() -> None:
    assert needs("b wants drum") == [("drum", PART, "inferred")]


def test_products_of_an_mou_that_the_taxonomy_lacks_are_passed_over() -> None:
    assert needs("b signed x products=drum|ghost\nproduct drum") == [("drum", SIGNED, "signed")]


def test_mou_of_another_buyer_is_no_need() -> None:
    assert needs("firm b\nc signed x products=drum\nproduct drum\nc signed b products=drum") == []


def test_product_asked_for_is_the_only_need_and_keeps_what_is_known() -> None:
    lines = "b makes washer\ndrum into washer\nb needs cw\nproduct shoe"
    assert needs(lines, "drum") == [("drum", ASKED, "asked")]
    assert needs(lines, "shoe") == [("shoe", ASKED, "asked")]
    _, (known,) = found(lines, "drum")
    _, (unknown,) = found(lines, "shoe")
    assert [f.type for f in known.facts] == ["MAKES", "INPUT_OF"]
    assert "washer" in known.why.en
    assert unknown.facts == ()
    assert "hỏi" in unknown.why.vi
    assert "asked" in unknown.why.en


def test_facts_lead_from_the_buyer_to_the_need_in_order() -> None:
    index, listed = found("b makes laser\nlaser is printer\nroller into printer\nrubber into roller")
    chains = {
        index.products[n.product]: [
            (f.type, f.source.partition(":")[2], f.target.partition(":")[2]) for f in n.facts
        ]
        for n in listed
    }
    to_roller = [("MAKES", "b", "laser"), ("BROADER", "laser", "printer"), ("INPUT_OF", "roller", "printer")]
    assert chains == {"roller": to_roller, "rubber": [*to_roller, ("INPUT_OF", "rubber", "roller")]}


def test_why_says_what_the_buyer_makes_and_when() -> None:
    _, (need,) = found("b makes washer\ndrum into washer\nproduct washer name_vi='Máy giặt' name_en='Washer'")
    assert need.why.vi == "bên mua sản xuất máy giặt (2025), cần drum"
    assert need.why.en.startswith("the buyer makes washer (2025)")


def test_names_inside_a_sentence() -> None:
    """A capital at the start goes, abbreviations stay."""
    for name, said in (
        ("Máy giặt", "máy giặt"),
        ("ABS resin", "ABS resin"),
        ("O-ring", "O-ring"),
        ("", ""),
        ("Đúc", "đúc"),
    ):
        assert inner(Text.same(name)) == Text.same(said)


def test_sentence_says_how_what_is_made_answers_the_need() -> None:
    """The very thing, a kind of it, a group that includes it, a near process."""
    mm = maker(
        """
        firm b ownership=fdi
        b needs iron-casting
        iron-casting is casting
        die-casting is casting
        casting is metalwork
        grey-casting is iron-casting
        product iron-casting kind=process
        product die-casting kind=process
        exact makes iron-casting
        kind makes grey-casting
        group makes casting
        near makes die-casting
        """
    )
    said = {}
    for match in mm.rank_suppliers("b"):
        from_needs = match.headline.en.partition(" — ")[0]
        said[match.supplier.id] = from_needs
    assert said == {
        "exact": "makes iron-casting (2025)",
        "kind": "makes grey-casting (2025), which is among iron-casting",
        "group": "makes casting (2025), a group that includes iron-casting",
        "near": "makes die-casting (2025), near iron-casting",
    }
