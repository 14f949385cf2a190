"""9 to 22: names in every dress, twins, old encodings and fonts, characters that nobody sees."""

from __future__ import annotations

import codecs
import unicodedata

from tests.loaders.badinputs.case import Case, Read, Refused
from tests.loaders.books import book, in_tcvn3, in_vni, in_windows_1258, with_part

HOA_PHAT = "Công ty TNHH Hòa Phát"
# A file as an office has it: enough words to tell an encoding by.
OFFICE = (
    "Tên doanh nghiệp,Địa chỉ\n"
    "Công ty TNHH Hòa Phát,Số 1 đường Lạch Tray\n"
    "Doanh nghiệp Đúc Mỹ Đồng,Xã Thủy Nguyên\n"
)
_OFFICE_HOLDS = {"Enterprise": [{"name": "Doanh nghiệp Đúc Mỹ Đồng"}, {"name": HOA_PHAT}]}


def _named(id: str, what: str, cell: str, name: str, *says: str, vi: str = "") -> Read:
    """A spelling of a name that is put into its normal form."""
    return Read(id, what, {"enterprises.csv": f"name\n{cell}\n"}, says, vi, {"Enterprise": [{"name": name}]})


def _one(id: str, what: str, other: str, shown: str = HOA_PHAT) -> Read:
    """Two spellings of one firm."""
    text = f"name\n{HOA_PHAT}\n{other}\n"
    return Read(id, what, {"enterprises.csv": text}, holds={"Enterprise": [{"name": shown}]})


def _twins(id: str, what: str, names: tuple[str, str], ids: tuple[str, str], why: str, vi: str) -> Read:
    """Two firms that stay two, for a person to decide."""
    (one, two), (left, right) = names, ids
    return Read(id, what, {"enterprises.csv": f"name\n{two}\n{one}\n"},
                (f"review: {one} ({left}) ~ {two} ({right}): {why}",), vi,
                {"Enterprise": [{"id": left, "name": one}, {"id": right, "name": two}]})  # fmt: skip


def _encoded(id: str, what: str, raw: bytes, found: str) -> Read:
    says = (f"note: data/enterprises.csv: read as {found} (another one can be chosen with --encoding)",)
    return Read(id, what, {"enterprises.csv": raw}, says if found else (),
                f"đọc theo bảng mã {found}" if found else "", _OFFICE_HOLDS)  # fmt: skip


def _font(id: str, what: str, cell: str, scheme: str, name: str) -> Read:
    """A cell of a workbook that an old font shows rightly, beside cells in Unicode."""
    table = [["id", "name"], ["a", cell], ["b", "Công ty Cổ phần Hòa Phát"]]
    says = (
        f"note: data/x.xlsx:enterprises: 1 cells in {scheme} were rewritten in Unicode: {cell!r} → {name!r}"
    )
    return Read(id, what, {"x.xlsx": book({"enterprises": table})}, (says,),
                f"1 ô theo bảng mã {scheme} đã được chuyển sang Unicode",
                {"Enterprise": [{"name": name}, {"name": "Công ty Cổ phần Hòa Phát"}]})  # fmt: skip


def _missing_words(id: str, name: str) -> Read:
    """A firm called like a missing value, in a CSV file and in a workbook."""
    cells = [["id", "name", "address"], [name, name, name]]
    row = {"id": name, "name": name, "address": name}
    return Read(id, f"a firm called {name}",
                {"enterprises.csv": f"id,name,address\n{name},{name},{name}\n",
                 "x.xlsx": book({"enterprises": cells})}, holds={"Enterprise": [row]})  # fmt: skip


_KNOWN = "utf-8, utf-16, utf-16-le, utf-16-be, windows-1258, tcvn3, vni, windows-1252"
_UNCLEAR = (
    "is not UTF-8 and it is not clear which encoding it is;"
    f" give --encoding ({_KNOWN}) or save the file as CSV UTF-8"
)
_UNSEEN = "note: data/enterprises.csv: line 2: invisible characters were taken out (here and wherever else they stand)"

CASES: list[Case] = [
    _named("9a", "letters and marks apart", unicodedata.normalize("NFD", HOA_PHAT), HOA_PHAT),
    _one("9b", "the same firm in both forms", unicodedata.normalize("NFD", HOA_PHAT)),
    _named("10", "eth for đ", "Công ty TNHH Ðại Ðồng", "Công ty TNHH Đại Đồng"),
    _one("11a", "the tone mark on the other vowel", "Công ty TNHH Hoà Phát", "Công ty TNHH Hoà Phát"),
    _one("11b", "capitals", "CÔNG TY TNHH HÒA PHÁT"),
    _one("11c", "an abbreviation", "Cty TNHH Hòa Phát"),
    _twins("12a", "twins but for accents", ("Công ty TNHH Minh Tám", "Công ty TNHH Minh Tâm"),
           ("minh-tam-1f27f6", "minh-tam-81087a"), "only accents differ", "chỉ khác dấu"),
    _twins("12b", "twins of which one tells its trade without accents",
           ("Công ty CP Duc Tan Tien", "Công ty CP Đúc Tân Tiến"), ("duc-tan-tien-16f42e", "duc-tan-tien-7cf635"),
           "only accents differ", "chỉ khác dấu"),
    _twins("13a", "twins but for the legal form", ("Công ty TNHH Minh Tâm", "Công ty CP Minh Tâm"),
           ("minh-tam-81087a", "minh-tam-e78eb8"), "only the legal form differs", "chỉ khác loại hình"),
    _twins("13b", "a legal form and none", ("Minh Tâm", "Công ty TNHH Minh Tâm"),
           ("minh-tam-2b69d1", "minh-tam-81087a"), "only the legal form differs", "chỉ khác loại hình"),
    _twins("14a", "twins but for a number", ("Công ty TNHH Hoàng Long 2", "Công ty TNHH Hoàng Long"),
           ("hoang-long-2-a3d5cb", "hoang-long-a6134e"), "only a number differs", "chỉ khác một con số"),
    Read("14b", "a number told apart by ids of the file",
         {"enterprises.csv": "id,name\na,Công ty TNHH Hoàng Long\nb,Công ty TNHH Hoàng Long 2\n"},
         holds={"Enterprise": [{"id": "a"}, {"id": "b"}]}),
    Read("14c", "names that a score takes for alike are not even queued",
         {"enterprises.csv": "name\nCông ty TNHH Minh Phát\nCông ty TNHH Minh Phúc\nCông ty TNHH Minh Phương\n"},
         holds={"Enterprise": [{"name": f"Công ty TNHH Minh {x}"} for x in ("Phát", "Phúc", "Phương")]}),
    _encoded("15a", "a file in TCVN3", in_tcvn3(OFFICE), "tcvn3"),
    _font("15b", "a cell in TCVN3", in_tcvn3("Công ty TNHH Đúc Mỹ Đồng").decode("latin-1"), "tcvn3",
          "Công ty TNHH Đúc Mỹ Đồng"),
    _encoded("16a", "a file in VNI", in_vni(OFFICE), "vni"),
    _font("16b", "a cell in VNI", in_vni("Công ty TNHH Đúc Mỹ Đồng").decode("cp1252"), "vni",
          "Công ty TNHH Đúc Mỹ Đồng"),
    _encoded("17a", "a file in Windows-1258", in_windows_1258(OFFICE), "windows-1258"),
    Refused("17b", "a Western name alone, in one of several encodings",
            {"enterprises.csv": "id,name\na,Société Générale\n".encode("cp1252")},
            f"data/enterprises.csv: line 2 {_UNCLEAR}", "dòng 2 không phải UTF-8 và không rõ là bảng mã nào"),
    Read("17c", "the encoding is chosen", {"enterprises.csv": "id,name\na,Société Générale\n".encode("cp1252")},
         holds={"Enterprise": [{"name": "Société Générale"}]}, options={"encoding": "windows-1252"}),
    Refused("17d", "a wrong encoding is chosen", {"enterprises.csv": "id,name\na,Société\n".encode("cp1252")},
            "data/enterprises.csv: line 2 is not utf-8; leave out --encoding or save the file as CSV UTF-8",
            "dòng 2 không phải utf-8; hãy bỏ --encoding", options={"encoding": "utf-8"}),
    Refused("17e", "an encoding that nobody knows", {"enterprises.csv": "id,name\na,X\n"},
            f"no encoding 'klingon'; known: {_KNOWN}", "không có bảng mã 'klingon'; có: utf-8",
            options={"encoding": "klingon"}),
    _encoded("18a", "UTF-8 with a mark at its head", codecs.BOM_UTF8 + OFFICE.encode(), ""),
    _encoded("18b", "UTF-16, small end first", codecs.BOM_UTF16_LE + OFFICE.encode("utf-16-le"), "utf-16"),
    _encoded("18c", "UTF-16, big end first", codecs.BOM_UTF16_BE + OFFICE.encode("utf-16-be"), "utf-16"),
    _encoded("18d", "UTF-16 without a mark, small end first", OFFICE.encode("utf-16-le"), "utf-16-le"),
    _encoded("18e", "UTF-16 without a mark, big end first", OFFICE.encode("utf-16-be"), "utf-16-be"),
    _font("19a", "UTF-8 once read as Western", "Công ty TNHH Bảo Tiên".encode().decode("cp1252"),
          "utf-8 as windows-1252", "Công ty TNHH Bảo Tiên"),
    Read("19b", "a letter that may be of an old font", {"enterprises.csv": "id,name\nx,Cty ä\n"},
         ("note: data/enterprises.csv: row 2: 'Cty ä' looks like tcvn3; not sure, so left as it is; if it is, retype it",),
         "'Cty ä' giống bảng mã tcvn3, không chắc nên để nguyên", {"Enterprise": [{"name": "Cty ä"}]}),
    Refused("19c", "bytes of no encoding", {"enterprises.csv": b"id,name\na,Cong ty Mot\nb,\xff\xfe\xfd\n"},
            f"data/enterprises.csv: line 3 {_UNCLEAR}", "dòng 3 không phải UTF-8"),
    *(_missing_words(f"20{letter}", name)
      for letter, name in zip("abcdefg", ("NULL", "NA", "None", "nan", "N/A", "TRUE", "007"), strict=True)),
    _named("21a", "NUL, bidi, zero width", "Công ty\x00 TNHH \u202eHòa\u200b Phát\ufeff", HOA_PHAT,
           _UNSEEN, vi="dòng 2: có ký tự không nhìn thấy, đã bỏ"),
    _named("21b", "blanks of every kind", "  Công ty   TNHH\u00a0Hòa Phát ", HOA_PHAT),
    Read("22a", "half a pair in a CSV file",
         {"enterprises.csv": "id,name,address\na,Một,x\ud83dy\nb,Hai\udc00,z\nc,Ba,z\n"},
         tuple(f"aside: data/enterprises.csv:{at}: holds a broken character (a lone surrogate); type the cell again"
               for at in ("2:address 'x\\\\ud83dy'", "3:name 'Hai\\\\udc00'")),
         "có ký tự hỏng (nửa cặp UTF-16); hãy gõ lại ô này",
         {"Enterprise": [{"id": "a", "address": None}, {"id": "c", "address": "z"}]}),
    Read("22b", "a pair whose halves were written each by itself",
         {"enterprises.csv": b"id,name\na,M\xe1\xbb\x99t \xed\xa0\xbd\xed\xb8\x80\n"},
         holds={"Enterprise": [{"name": "Một 😀"}]}),
    Read("22c", "half a pair in UTF-16",
         {"enterprises.csv": codecs.BOM_UTF16_LE + "id,name\na,Một\ud83d\nb,Hai\n".encode("utf-16-le", "surrogatepass")},
         ("aside: data/enterprises.csv:2:name 'Một\\\\ud83d': holds a broken character (a lone surrogate);"
          " type the cell again",
          "note: data/enterprises.csv: read as utf-16 (another one can be chosen with --encoding)"),
         "có ký tự hỏng", {"Enterprise": [{"id": "b"}]}),
    Refused("22d", "half a pair in a workbook",
            {"x.xlsx": lambda: with_part(book({"enterprises": [["id", "name"], ["a", "MARK"]]}),
                                         "xl/worksheets/sheet1.xml", lambda x: x.replace(b"MARK", b"&#xD83D;"))},
            "data/x.xlsx: the workbook is damaged or incomplete (…); open it in Excel and save it anew",
            "sổ tính hỏng hoặc chưa tải hết"),
    Refused("22e", "half a pair in a header", {"enterprises.csv": "id,t\ud83dn\na,Một\n"},
            "data/enterprises.csv: lacks the column name; the first row has: id, t\\ud83dn", "thiếu cột name"),
    Read("22f", "the name of a file in another encoding", {"enterprises-\udce1.csv": "id,name\na,Một\n"},
         holds={"Enterprise": [{"sources": ("file-data-enterprises-csv#data/enterprises-�.csv:2",)}]}),
]  # fmt: skip
