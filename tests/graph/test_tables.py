"""Tables: one shape whatever was given, and a gate for what must not be written."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from graph import SchemaError, Tables
from graph.schema import TYPES
from graph.tables import check_tables, columns_of, rows_of
from tests.graph.build import filled, firm, firms, small, tables

DTYPES = {"text": object, "list": object, "integer": pd.Int64Dtype(), "real": pd.Float64Dtype()}


def test_every_type_is_there_and_nothing_else():
    empty = Tables()
    assert list(empty) == list(TYPES)
    assert len(empty) == len(TYPES)
    assert empty.counts() == dict.fromkeys(TYPES, 0)
    with pytest.raises(SchemaError, match="no type 'Firm'; known: Enterprise, "):
        empty["Firm"]
    with pytest.raises(SchemaError, match="no type 'Firm'"):
        Tables({"Firm": pd.DataFrame()})


@pytest.mark.parametrize("given", [Tables(), filled(), small()])
def test_columns_have_the_order_and_types_of_the_schema(given: Tables):
    for name, kind in TYPES.items():
        assert dict(given[name].dtypes) == {p.name: DTYPES[p.type.kind] for p in kind.properties}


def test_a_column_that_lacks_is_unknown():
    frame = firms("a", "b")["Enterprise"]
    assert frame["country"].tolist() == [None, None]
    assert frame["aliases"].tolist() == [(), ()]
    assert frame["employees"].tolist() == [pd.NA, pd.NA]
    assert frame.index.tolist() == [0, 1]


def test_an_unknown_column_is_refused():
    with pytest.raises(SchemaError, match=r"table Enterprise has columns the schema lacks: \['nick'\]"):
        tables(Enterprise=[firm("a", nick="A")])


@pytest.mark.parametrize("unknown", [None, float("nan"), pd.NA])
def test_all_that_pandas_calls_missing_is_unknown(unknown: object):
    given = tables(Enterprise=[firm("a", country=unknown, employees=unknown, aliases=unknown)])
    cells = dict(zip(given["Enterprise"].columns, rows_of(given["Enterprise"])[0], strict=True))
    assert (cells["country"], cells["employees"], cells["aliases"]) == (None, None, ())


def test_words_that_look_missing_are_names():
    given = tables(Enterprise=[firm("NA", "NULL", country="nan")])
    assert given.records("Enterprise")[0][:2] == ("NA", "NULL")
    check_tables(given)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (("b", "a", "b"), ("a", "b")),
        (["Đ", "e", "c"], ("c", "Đ", "e")),
        ({"x"}, ("x",)),
        (frozenset(), ()),
        ((), ()),
        (("x",), ("x",)),
    ],
)
def test_a_list_is_a_sorted_tuple_without_doubles(given: object, kept: tuple):
    frame = Tables({"Standard": pd.DataFrame({"id": ["s"], "aliases": pd.Series([given], dtype=object)})})
    assert frame["Standard"]["aliases"].tolist() == [kept]


def test_a_text_is_no_list():
    with pytest.raises(SchemaError, match=r"a list cell holds 'a\|b'; give a tuple"):
        tables(Standard=[{"id": "s", "aliases": "a|b"}])


@pytest.mark.parametrize("employees", ["many", 12.5, 2**70, (1,)])
def test_a_number_must_be_one(employees: object):
    with pytest.raises(SchemaError, match="column employees is not numeric"):
        tables(Enterprise=[firm("a", employees=employees)])


def test_rows_are_plain_python():
    given = tables(Enterprise=[firm("a", employees=np.int64(5))], Place=[{"id": "p", "latitude": 1}])
    known = [v for v in rows_of(given["Enterprise"])[0] if v not in (None, ())]
    assert known == ["a", "Công ty a", 5]
    assert [type(v) for v in known] == [str, str, int]
    assert type(columns_of(given["Place"])[5][0]) is float


def test_the_frames_that_were_given_are_left_alone():
    frame = pd.DataFrame({"id": ["a"], "name": ["A"], "aliases": [["b", "a"]]}, index=[7])
    before = frame.copy(deep=True)
    made = Tables({"Enterprise": frame})
    made["Enterprise"].loc[0, "name"] = "B"
    pd.testing.assert_frame_equal(frame, before)


def test_equal_is_the_same_rows_in_any_order():
    assert firms("a", "b").equals(firms("b", "a"))
    assert not firms("a").equals(firms("a", "b"))
    assert not firms("a").equals(tables(Enterprise=[firm("a", country="KR")]))
    assert not tables(Enterprise=[firm("a", employees=0)]).equals(firms("a"))
    assert Tables().equals(Tables())
    assert small().records("Place")[0][:2] == ("hp", "Hải Phòng")


def test_tables_may_be_made_of_tables():
    again = Tables({name: small()[name] for name in TYPES})
    assert again.equals(small())


# --- the gate (what it refuses is in the contract of the stores) ----------------------------


def test_sound_tables_pass():
    check_tables(Tables())
    check_tables(filled())
    check_tables(small())


def test_the_gate_names_the_first_doubled_key_only():
    with pytest.raises(SchemaError) as error:
        check_tables(firms("a", "b", "b", "c", "c"))
    assert error.value.text.en == "Enterprise: key ['b'] stands twice; merge the rows first"
    assert error.value.text.vi == "Enterprise: khóa lặp ['b']"


def test_the_same_id_in_two_types_is_no_double():
    check_tables(tables(Enterprise=[firm("td")], Place=[{"id": "td"}]))


def test_two_mous_between_the_same_firms_are_no_double():
    mous = [{"id": f"m{i}", "source": "a", "target": "b"} for i in (1, 2)]
    check_tables(tables(SIGNED_MOU=mous))
