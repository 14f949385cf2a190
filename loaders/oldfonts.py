"""Vietnamese in the old encodings of fonts: TCVN3 (TCVN 5712:1993, .VnTime) and VNI (VNI-Times).

Both put Vietnamese letters on the codes of Western ones, so that "Công ty" reads
"C«ng ty" or "Coâng ty" wherever the font is not at hand. The tables are written
from the published standards; capitals with a tone have no code of their own in
TCVN3 (its fonts in capitals show them), so the letters around decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_TONED = {  # a vowel without a tone, with grave, hook, tilde, acute and dot below
    "a": "àảãáạ", "ă": "ằẳẵắặ", "â": "ầẩẫấậ", "e": "èẻẽéẹ", "ê": "ềểễếệ", "i": "ìỉĩíị",
    "o": "òỏõóọ", "ô": "ồổỗốộ", "ơ": "ờởỡớợ", "u": "ùủũúụ", "ư": "ừửữứự", "y": "ỳỷỹýỵ",
}  # fmt: skip

# --- TCVN3: one byte a letter -------------------------------------------------------------------
_TCVN3_PLAIN = "ĂÂÊÔƠƯĐăâêôơưđ"  # 0xA1 to 0xAE
_TCVN3_TONED = {
    "a": "B5 B6 B7 B8 B9", "ă": "BB BC BD BE C6", "â": "C7 C8 C9 CA CB", "e": "CC CE CF D0 D1",
    "ê": "D2 D3 D4 D5 D6", "i": "D7 D8 DC DD DE", "o": "DF E1 E2 E3 E4", "ô": "E5 E6 E7 E8 E9",
    "ơ": "EA EB EC ED EE", "u": "EF F1 F2 F3 F4", "ư": "F5 F6 F7 F8 F9", "y": "FA FB FC FD FE",
}  # fmt: skip

TCVN3: dict[int, str] = {0xA1 + i: letter for i, letter in enumerate(_TCVN3_PLAIN)}
for _vowel, _codes in _TCVN3_TONED.items():
    TCVN3.update(zip((int(c, 16) for c in _codes.split()), _TONED[_vowel], strict=True))

# --- VNI: a letter, and often a second one for its marks ----------------------------------------
_MARKS = "øûõùï"  # grave, hook, tilde, acute, dot below, on a vowel
_MARKS_CIRCUMFLEX = "àåãáä"  # the same together with a circumflex
_MARKS_BREVE = "èúüéë"  # together with a breve
_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "í": "í", "ò": "ị", "î": "ỵ"}


def _vni() -> dict[str, str]:
    table = dict(_ALONE)
    for vowel, written in {"a": "a", "e": "e", "o": "o", "u": "u", "y": "y", "ơ": "ô", "ư": "ö"}.items():
        table.update(zip((written + m for m in _MARKS), _TONED[vowel], strict=True))
    for vowel, base in {"â": "a", "ê": "e", "ô": "o"}.items():
        table[base + "â"] = vowel
        table.update(zip((base + m for m in _MARKS_CIRCUMFLEX), _TONED[vowel], strict=True))
    table["aê"] = "ă"
    table.update(zip(("a" + m for m in _MARKS_BREVE), _TONED["ă"], strict=True))
    del table["yï"]  # ỵ has a letter of its own
    return table | {k.upper(): v.upper() for k, v in table.items()}


VNI: dict[str, str] = _vni()
_VNI_LETTER = re.compile("|".join(sorted(map(re.escape, [*VNI, *(k.title() for k in VNI)]), key=len)[::-1]))
_WORD = re.compile(r"\w+")


def from_tcvn3(text: str) -> str:
    """Text whose characters are the bytes of TCVN3 (as Latin-1 or Windows-1252) in Unicode.

    >>> from_tcvn3("C«ng ty TNHH §óc Mü §ång")
    'Công ty TNHH Đúc Mỹ Đồng'
    """
    letters = [c for c in text if c.isascii() and c.isalpha()]
    read = text.translate(TCVN3)
    if len(letters) > 3 and all(c.isupper() for c in letters):
        return read.upper()
    return _WORD.sub(_as_capitals, read)


def _as_capitals(match: re.Match[str]) -> str:
    """``CÔNG`` for ``CôNG``: a font in capitals shows its small letters as capitals."""
    word = match.group()
    plain = [c for c in word if c.isascii() and c.isalpha()]
    shown = len(plain) > 1 and all(c.isupper() for c in plain)
    return word.upper() if shown else word


def from_vni(text: str) -> str:
    """Text written in VNI in Unicode.

    >>> from_vni("Coâng ty TNHH Ñuùc Myõ Ñoàng")
    'Công ty TNHH Đúc Mỹ Đồng'
    """
    return _VNI_LETTER.sub(lambda m: _vni_letter(m.group()), text)


def _vni_letter(written: str) -> str:
    found = VNI.get(written)
    return found if found is not None else VNI[written.lower()].upper()  # "Où": a capital, a small mark


_C1 = {ord(bytes([b]).decode("latin-1")): b for b in range(0x80, 0xA0)}


def from_mojibake(text: str) -> str:
    """UTF-8 that was read as Windows-1252, read right; as it is where it was not.

    >>> from_mojibake("CÃ´ng ty TNHH Báº£o TiÃªn")
    'Công ty TNHH Bảo Tiên'
    """
    raw = bytearray()
    for char in text:
        try:
            raw += bytes([_C1[ord(char)]]) if ord(char) in _C1 else char.encode("cp1252")
        except UnicodeEncodeError:
            return text
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return text


# What a text may have been before a program read it wrongly, by the name a person gives it.
REWRITES: dict[str, Callable[[str], str]] = {
    "tcvn3": from_tcvn3,
    "vni": from_vni,
    "utf-8 as windows-1252": from_mojibake,
}
