"""1 to 8: tax codes as spreadsheets leave them, and what they say of who is who."""

from __future__ import annotations

from tests.loaders.badinputs.case import Case, Read
from tests.loaders.books import book

# 0200100019, 0200100026 and 0100109106 are codes whose check digit fits; 0200100018 is none.
_MEND = "format the column as text"


def _aside(id: str, what: str, code: str, reason: str, vi: str) -> Read:
    """A code that cannot be read: the firm is loaded without it."""
    text = f"id,name,tax_code\na,Công ty CP Một,{code}\nb,Công ty TNHH Tốt,0200100026\n"
    says = f"aside: data/enterprises.csv:2:tax_code {code!r}: {reason}"
    firms = [{"id": "a", "tax_code": None}, {"id": "b", "tax_code": "0200100026"}]
    return Read(id, what, {"enterprises.csv": text}, (says,), vi, {"Enterprise": firms})


def _mended(id: str, what: str, code: str, read: str, why: str, vi: str) -> Read:
    """A code that can mean one thing only."""
    text = f"id,name,tax_code\na,Công ty CP Một,{code}\n"
    says = f"note: data/enterprises.csv:tax_code: {why}: rows 2 {code!r} → {read}"
    return Read(id, what, {"enterprises.csv": text}, (says,), vi, {"Enterprise": [{"tax_code": read}]})


def _same(id: str, what: str, code: str, read: str) -> Read:
    text = f"name,tax_code\nCông ty CP Một,{code}\n"
    return Read(id, what, {"enterprises.csv": text}, holds={"Enterprise": [{"tax_code": read}]})


_ZERO, _ZERO_VI = "a leading zero was lost and is put back, for the check digit fits", "số 0 ở đầu đã mất"
_NUMBERS = [["id", "name", "tax_code"], ["a", "Công ty CP Một", 200100019], ["b", "Công ty Hai", 200100026.0],
            ["c", "Chi nhánh Ba", 200100019001], ["d", "Công ty Bốn", 200100018]]  # fmt: skip

CASES: list[Case] = [
    _mended("1a", "lost its zero", "200100019", "0200100019", _ZERO, _ZERO_VI),
    _mended("1b", "a branch that lost its zero", "200100019001", "0200100019001", _ZERO, _ZERO_VI),
    _aside("1c", "nine digits that no zero makes right", "200100018",
           f"has 9 digits; a leading zero may be lost: {_MEND}", "có lẽ số 0 ở đầu đã mất"),
    Read("1d", "cells of a workbook that are numbers", {"x.xlsx": book({"enterprises": _NUMBERS})},
         (f"aside: data/x.xlsx:enterprises:5:tax_code '200100018': has 9 digits; a leading zero may be lost: {_MEND}",
          f"note: data/x.xlsx:enterprises:tax_code: {_ZERO}: rows 2 '200100019' → 0200100019;"
          " 3 '200100026' → 0200100026; 4 '200100019001' → 0200100019001"),
         "chỉ có 9 chữ số",
         {"Enterprise": [{"id": "a", "tax_code": "0200100019"}, {"id": "b", "tax_code": "0200100026"},
                         {"id": "c", "tax_code": "0200100019001"}, {"id": "d", "tax_code": None}]}),
    _mended("2a", "ends in .0", "0200100019.0", "0200100019", "was stored as a number", "bị lưu thành số"),
    _mended("2b", "ends in .0 and lost its zero", "200100019.0", "0200100019", _ZERO, _ZERO_VI),
    _aside("2c", "ends in .0 and fits nothing", "200100018.0",
           f"ends in .0, so it was stored as a number; {_MEND}", "kết thúc bằng .0"),
    _mended("3a", "scientific, with all digits", "2.00100019E+08", "0200100019", _ZERO, _ZERO_VI),
    _aside("3b", "scientific, with digits lost", "2.001E+08",
           f"a tax code has 10 digits (a branch: 13); {_MEND}", "MST có 10 chữ số (chi nhánh: 13)"),
    _aside("4a", "the number of a person", "031084001234",
           "12 digits are a personal id, not an enterprise's tax code; give that", "12 chữ số là số định danh cá nhân"),
    _aside("4b", "a wrong check digit", "0200100018",
           "wrong check digit; look it up again", "sai số kiểm tra; hãy đối chiếu lại"),
    _aside("4c", "words", "không có",
           f"a tax code has 10 digits (a branch: 13); {_MEND}", "MST có 10 chữ số"),
    _same("5a", "full-width digits", "０２００１０００１９", "0200100019"),
    _same("5b", "dots", "0200.100.019", "0200100019"),
    _same("5c", "blanks", " 0200 100 019 ", "0200100019"),
    _same("5d", "a branch with a hyphen", "0200100019-001", "0200100019001"),
    Read("6", "a branch and its parent are two",
         {"enterprises.csv": "name,tax_code\nCông ty CP Một,0200100019\nCông ty CP Một,0200100019-001\n"},
         ("review: Công ty CP Một (mst-0200100019) ~ Công ty CP Một (mst-0200100019001): the same name;"
          " tax codes of a firm and its branch (0200100019, 0200100019001)",),
         "cùng tên; MST của công ty và chi nhánh",
         {"Enterprise": [{"tax_code": "0200100019"}, {"tax_code": "0200100019001"}]}),
    Read("7", "one code, two names",
         {"enterprises.csv": "name,tax_code\nCông ty CP Một,0200100019\nCông ty CP Hai,0200100019\n"},
         ("note: Enterprise mst-0200100019: called 'Công ty CP Hai', also 'Công ty CP Một'"
          " (data/enterprises.csv:2)? Both are kept",),
         "cũng gọi là 'Công ty CP Một' (data/enterprises.csv:2)? Giữ cả hai",
         {"Enterprise": [{"name": "Công ty CP Hai", "aliases": ("Công ty CP Một",)}]}),
    Read("8", "one name, two codes",
         {"enterprises.csv": "name,tax_code\nCông ty CP Một,0200100019\nCông ty CP Một,0200100026\n"},
         ("review: Công ty CP Một (mst-0200100019) ~ Công ty CP Một (mst-0200100026): the same name;"
          " different tax codes (0200100019, 0200100026)",),
         "cùng tên; khác MST", {"Enterprise": [{"tax_code": "0200100019"}, {"tax_code": "0200100026"}]}),
]  # fmt: skip
