"""23 to 31: codes, numbers, dates and keys that cannot be what they say."""

from __future__ import annotations

from tests.loaders.badinputs.case import Case, Read
from tests.loaders.books import book

FIRMS = {
    "enterprises.csv": "id,name\na,Công ty CP Một\nb,Công ty TNHH Hai\n",
    "products.csv": "id,name_vi\np,Khuôn ép nhựa\nq,Máy giặt\n",
}


def _aside(id: str, what: str, column: str, cell: str, reason: str, vi: str) -> Read:
    """A cell of a firm that cannot be read: the firm is loaded without it."""
    text = f'id,name,{column}\na,Công ty CP Một,"{cell}"\n'
    says = f"aside: data/enterprises.csv:2:{column} {cell!r}: {reason}"
    return Read(id, what, {"enterprises.csv": text}, (says,), vi, {"Enterprise": [{"id": "a", column: None}]})


def _made(id: str, what: str, column: str, cell: str, kept: object, *says: str, vi: str = "") -> Read:
    """A number of what a firm makes."""
    files = {**FIRMS, "capabilities.csv": f'enterprise,product,{column}\na,p,"{cell}"\n'}
    said = tuple(s.format(place=f"data/capabilities.csv:2:{column} {cell!r}") for s in says)
    return Read(id, what, files, said, vi, {"MAKES": [{column: kept}]})


def _mended(
    id: str, what: str, column: str, cell: str, kept: object, why: str, vi: str, shown: str = ""
) -> Read:
    text = f"id,name,{column}\na,Công ty CP Một,{cell}\n"
    says = f"note: data/enterprises.csv:{column}: {why}: rows 2 {cell!r} → {shown or kept}"
    return Read(id, what, {"enterprises.csv": text}, (says,), vi, {"Enterprise": [{column: kept}]})


def _hs(id: str, what: str, cell: str, kept: tuple[str, ...], *says: str, vi: str = "") -> Read:
    return Read(id, what, {"products.csv": f"id,name_vi,hs\np,Nhựa,{cell}\n"}, says, vi,
                {"Product": [{"hs": kept or None}]})  # fmt: skip


def _certificate(id: str, what: str, cells: str, at: str, reason: str, vi: str, *held: str) -> Read:
    """A certificate whose days make no sense; ``held``: the firms that hold it all the same."""
    files = {
        **FIRMS,
        "standards.csv": "id,name\niso,ISO 9001\n",
        "certificates.csv": f"enterprise,standard,valid_until\na,{cells}\n",
    }
    says = (f"aside: data/certificates.csv:2:{at}: {reason}",)
    return Read(id, what, files, says, vi, {"HOLDS": [{"source": f, "valid_until": None} for f in held]})  # fmt: skip


_NO_DAY = "is no real date; write 18/04/2025 (day first), 2025-04-18, 04/2025 or 2025"
_NO_NUMBER, _BELOW = "is not a number; write it in digits", "is below 0; check its sign"
_UNCLEAR = "may mean thousands or decimals; write 1234 or 1.2340"
_NO_HS = "a code has 4, 6, 8 digits (check for a lost leading zero)"
_BACKWARDS = "ends before it starts: 01/01/2027 – 31/12/2026; correct it"
_EMPTY = "a required cell is empty; fill it in"

CASES: list[Case] = [
    _hs("23a", "an HS code with a dot", "3926.90", ("392690",)),
    _hs("23b", "an HS code that begins with a zero", "0407", ("0407",)),
    _hs("23c", "an HS code that lost its zero", "407", (), f"aside: data/products.csv:2:hs '407': {_NO_HS}",
        vi="mã phải có 4, 6, 8 chữ số (kiểm tra số 0 ở đầu)"),
    _hs("23d", "an HS code of a number that lost its last zero", "3926.9", ("392690",),
        "note: data/products.csv:hs: a zero at the end of an HS code was lost: rows 2 '3926.9' → 3926.90",
        vi="số 0 ở cuối mã HS đã mất"),
    _hs("23e", "an HS code of six digits that lost its first zero", "40721", (),
        f"aside: data/products.csv:2:hs '40721': {_NO_HS}", vi="kiểm tra số 0 ở đầu"),
    Read("23f", "HS codes that are numbers in a workbook",
         {"x.xlsx": book({"products": [["id", "name_vi", "hs"], ["p", "Nhựa", 3926.9], ["q", "Trứng", 407.0]]})},
         (f"aside: data/x.xlsx:products:3:hs '407': {_NO_HS}",
          "note: data/x.xlsx:products:hs: a zero at the end of an HS code was lost: rows 2 '3926.9' → 3926.90"),
         "kiểm tra số 0 ở đầu", {"Product": [{"hs": ("392690",)}, {"hs": None}]}),
    _made("24a", "Vietnamese signs", "capacity", "1.234.567,5", 1234567.5),
    _made("24b", "English signs", "capacity", "1,234,567.5", 1234567.5),
    _made("24c", "a thousand or one and a bit", "capacity", "1.234", None,
          f"aside: {{place}}: {_UNCLEAR}", vi="không rõ là phần nghìn hay phần thập phân"),
    _made("24d", "a thousand, for only whole numbers make sense", "lead_time_days", "1.234", 1234,
          "note: data/capabilities.csv:lead_time_days: a whole number, so the sign parts thousands: rows 2 '1.234' → 1234",
          vi="số nguyên nên dấu ngăn là phần nghìn"),
    _made("24e", "blanks between thousands", "moq", "1 000", 1000.0),
    _made("24f", "no number", "capacity", "nhiều", None, f"aside: {{place}}: {_NO_NUMBER}",
          vi="không phải là số; hãy viết bằng chữ số"),
    Read("24g", "unclear, but its column shows",
         {**FIRMS, "capabilities.csv": 'enterprise,product,capacity\na,p,"1.234"\na,q,"12,5"\n'},
         ("note: data/capabilities.csv:capacity: thousands or decimals, read as the other cells of the column show:"
          " rows 2 '1.234' → 1234",),
         "phần nghìn hay thập phân được hiểu như các ô khác của cột",
         {"MAKES": [{"capacity": 1234}, {"capacity": 12.5}]}),
    Read("24h", "a number of the workbook itself, and the same as text",
         {**FIRMS, "x.xlsx": book({"capabilities": [["enterprise", "product", "capacity"], ["a", "p", 1.234],
                                                    ["b", "p", "1.234"]]})},
         (f"aside: data/x.xlsx:capabilities:3:capacity '1.234': {_UNCLEAR}",), "không rõ là phần nghìn",
         {"MAKES": [{"capacity": 1.234}, {"capacity": None}]}),
    _made("24i", "1.234,5", "capacity", "1.234,5", 1234.5),
    _made("24j", "1,234.5", "capacity", "1,234.5", 1234.5),
    _aside("24k", "a part of a person", "employees", "12,5", "must be a whole number", "phải là số nguyên"),
    _aside("25a", "the thirtieth of February", "founded", "30/02/2024", _NO_DAY, "không phải ngày có thật"),
    _aside("25b", "day and month swapped", "founded", "04/18/2025",
           "there is no month 18; day and month look swapped: 18/04/2025, day first?", "có lẽ bị đổi chỗ"),
    Read("25c", "unclear days beside ones with the month first",
         {"enterprises.csv": "id,name,founded\na,A,04/18/2025\nb,B,05/03/2025\nc,C,2025\n"},
         ("aside: data/enterprises.csv:2:founded '04/18/2025': there is no month 18; day and month look swapped:"
          " 18/04/2025, day first?",
          "aside: data/enterprises.csv:3:founded '05/03/2025': the column has dates with the month first"
          " (04/18/2025), so this one is unclear; write 2025-04-18"),
         "cột có ngày viết tháng trước",
         {"Enterprise": [{"founded": None}, {"founded": None}, {"founded": "2025"}]}),
    _mended("25d", "a year of two digits", "founded", "18-04-25", "2025-04-18",
            "a year of two digits is read with four", "hai chữ số", "18/04/2025"),
    _mended("26a", "a day number of Excel", "founded", "45765", "2025-04-18",
            "Excel's day number is read as a date", "số ngày của Excel"),
    _aside("26b", "a number that is no day", "founded", "457650", _NO_DAY, "không phải ngày có thật"),
    Read("26c", "day numbers in a workbook whose cells are not formatted as dates",
         {"x.xlsx": book({"enterprises": [["id", "name", "founded"], ["a", "Một", 45765], ["b", "Hai", 2010]]})},
         ("note: data/x.xlsx:enterprises:founded: Excel's day number is read as a date: rows 2 '45765' → 2025-04-18",),
         "số ngày của Excel được đọc thành ngày", {"Enterprise": [{"founded": "2025-04-18"}, {"founded": "2010"}]}),
    _made("27a", "not a number", "capacity", "NaN", None, f"aside: {{place}}: {_NO_NUMBER}", vi="không phải là số"),
    _made("27b", "infinite", "capacity", "inf", None, f"aside: {{place}}: {_NO_NUMBER}", vi="không phải là số"),
    _made("27c", "two to the seventieth", "capacity", str(2**70), None, "aside: {place}: is above 9.0072e+15; check its digits",
          vi="lớn hơn 9.0072e+15; kiểm tra lại các chữ số"),
    _made("27d", "an exponent beyond all floats", "capacity", "1e999", None, f"aside: {{place}}: {_NO_NUMBER}",
          vi="không phải là số"),
    _aside("27e", "two to the seventieth people", "employees", str(2**70), "is above 9.0072e+15; check its digits",
            "lớn hơn 9.0072e+15"),
    Read("28a", "an empty name", {"enterprises.csv": "id,name\na,\nb,Công ty TNHH Tốt\n"},
         (f"aside: data/enterprises.csv:2:name: {_EMPTY}",), "ô bắt buộc bị trống; hãy điền",
         {"Enterprise": [{"id": "b"}]}),
    Read("28b", "a name that nobody sees", {"enterprises.csv": "id,name\na, \u200b\nb,Công ty TNHH Tốt\n"},
         (f"aside: data/enterprises.csv:2:name: {_EMPTY}",
          "note: data/enterprises.csv: line 2: invisible characters were taken out (here and wherever else they stand)"),
         "ô bắt buộc bị trống",
         {"Enterprise": [{"id": "b"}]}),
    Read("28c", "an id with signs that part ids", {"enterprises.csv": "id,name\nx#1,Công ty Mã\nb,Công ty TNHH Tốt\n"},
         ("aside: data/enterprises.csv:2:id 'x#1': an id may not hold | or # and has at most 200 characters",),
         "mã không được chứa | hay #", {"Enterprise": [{"id": "b"}]}),
    Read("28d", "an empty id is no id", {"enterprises.csv": "id,name\n,Công ty TNHH Tốt\n"},
         holds={"Enterprise": [{"name": "Công ty TNHH Tốt"}]}),
    Read("28e", "a party that is left out", {**FIRMS, "mous.csv": "id,buyer,supplier\nm,a,\nn,a,b\n"},
         (f"aside: data/mous.csv:2:supplier: {_EMPTY}",), "ô bắt buộc bị trống",
         {"SIGNED_MOU": [{"id": "n"}]}),
    Read("28f", "a product without id and name", {"products.csv": "id,name_vi,hs\n,,3926\np,Nhựa,\n"},
         ("aside: data/products.csv:2: needs an id or a name",), "cần có mã hoặc tên",
         {"Product": [{"id": "p"}]}),
    _made("29a", "a capacity below zero", "capacity", "-5", None, f"aside: {{place}}: {_BELOW}", vi="nhỏ hơn 0; kiểm tra lại dấu"),
    _aside("29b", "people below zero", "employees", "-3", _BELOW, "nhỏ hơn 0"),
    _made("29c", "a capacity below zero with its unit", "capacity", "-5 tấn", None, f"aside: {{place}}: {_BELOW}",
          "note: data/capabilities.csv:capacity: the unit in the cell of a number is parted from it: rows 2 '-5 tấn' → -5",
          vi="nhỏ hơn 0"),
    _certificate("30a", "ends before it starts", "ISO 9001 (01/01/2027 - 31/12/2026),",
                 "standard 'ISO 9001 (01/01/2027 - 31/12/2026)'", _BACKWARDS, "hết hạn trước khi bắt đầu"),
    _certificate("30b", "ends on no real day", "ISO 9001 (đến 30/02/2026),", "standard 'ISO 9001 (đến 30/02/2026)'",
                 _NO_DAY, "không phải ngày có thật"),
    _certificate("30c", "a period that ends before it starts", "ISO 9001,01/01/2027 - 31/12/2026",
                 "valid_until '01/01/2027 - 31/12/2026'", _BACKWARDS, "hết hạn trước khi bắt đầu", "a"),
    Read("30d", "ends before it starts, in the list of a firm",
         {"standards.csv": "id,name\niso,ISO 9001\n",
          "enterprises.csv": 'id,name,standards\na,Một,"ISO 9001 (01/01/2027 - 31/12/2026)"\n'},
         (f"aside: data/enterprises.csv:2:standards 'ISO 9001 (01/01/2027 - 31/12/2026)': {_BACKWARDS}",),
         "hết hạn trước khi bắt đầu: 01/01/2027 – 31/12/2026; hãy sửa ngày",
         {"HOLDS": [], "Enterprise": [{"id": "a"}]}),
    Read("31", "signed in the future",
         {**FIRMS, "mous.csv": "id,buyer,supplier,signed_on\nm,a,b,2999-01-02\nn,a,b,2024\n"},
         ("note: data/mous.csv:2:signed_on: signed on 2999-01-02, in the future; check the year",),
         "ngày ký 2999-01-02 còn ở tương lai; kiểm tra lại năm",
         {"SIGNED_MOU": [{"signed_on": "2999-01-02"}, {"signed_on": "2024"}]}),
]  # fmt: skip
