"""A made-up dataset: firms, products and their relations, as CSV files."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable
from pathlib import Path

from stdnum.vn import mst

_FORMS = ("Công ty TNHH", "Công ty Cổ phần", "Công ty TNHH Một thành viên", "Công ty TNHH MTV")
_TRADES = ("Cơ khí", "Nhựa", "Khuôn mẫu", "Điện tử", "Chính xác", "Bao bì", "Cao su", "Đúc", "Dập", "Sơn")
_WORDS = (
    *("An", "Bình", "Cường", "Dũng", "Đại", "Đông", "Đức", "Giang", "Hà", "Hải", "Hưng", "Hòa", "Hùng"),
    *("Khánh", "Kiên", "Lâm", "Linh", "Long", "Minh", "Nam", "Ngọc", "Nhật", "Phát", "Phú", "Phúc"),
    *("Quang", "Quý", "Sơn", "Tân", "Thành", "Thái", "Thắng", "Thịnh", "Thủy", "Tiến", "Toàn", "Trung"),
    *("Trường", "Tuấn", "Việt", "Vĩnh", "Vũ", "Xuân", "Yên"),
)
_CITIES = ("Hải Phòng", "Phường Lê Chân", "Kiến An")
_PARTS = ["Vỏ", "Nắp", "Trục", "Khung", "Tấm", "Ống", "Vòng", "Đế", "Tay", "Thanh"]
_MATTERS = ["nhựa", "thép", "nhôm", "đồng", "inox", "cao", "su", "kẽm", "gang"]


def write_dataset(folder: Path, *, firms: int, relations: int, products: int = 400, seed: int = 42) -> None:
    """Half of the relations are capabilities, three in ten needs, the others MOUs.

    A product is named by its id or by its name, a firm by its id, its name or its tax code.
    """
    draw = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    goods = [(f"p{i}", _product(i)) for i in range(products)]
    _write(
        folder / "products.csv", "id name_vi name_en kind", ((i, n, f"Part {i}", "product") for i, n in goods)
    )
    people = [_firm(i, draw) for i in range(firms)]
    _write(folder / "enterprises.csv", "id name tax_code ownership address employees website", people)

    def good() -> str:
        return draw.choice(draw.choice(goods))

    def firm() -> str:
        return draw.choice(people)[draw.choice((0, 0, 1, 2))]

    makes, needs = relations // 2, relations * 3 // 10
    _write(
        folder / "capabilities.csv",
        "enterprise product capacity unit wording",
        ((firm(), good(), draw.randrange(1, 500) * 100, "cái/tháng", "gia công") for _ in range(makes)),
    )
    _write(
        folder / "needs.csv",
        "enterprise product volume unit",
        ((firm(), good(), draw.randrange(1, 500) * 100, "cái/tháng") for _ in range(needs)),
    )
    _write(
        folder / "mous.csv",
        "id buyer supplier signed_on stage products",
        (
            (
                f"m{i}",
                *_two(people, draw),
                f"202{draw.randrange(6)}-0{draw.randrange(1, 10)}-15",
                "mou",
                good(),
            )
            for i in range(relations - makes - needs)
        ),
    )


def _product(i: int) -> str:
    return f"{_PARTS[i % len(_PARTS)]} {_MATTERS[i // len(_PARTS) % len(_MATTERS)]} loại {i}"


def _firm(i: int, draw: random.Random) -> tuple[str, ...]:
    name = f"{draw.choice(_FORMS)} {draw.choice(_TRADES)} {' '.join(draw.choices(_WORDS, k=2))} {i}"
    owner = draw.choice(("fdi", "domestic", "domestic", "domestic"))
    street = (
        f"Số {draw.randrange(1, 400)} đường {' '.join(draw.choices(_WORDS, k=2))}, {draw.choice(_CITIES)}"
    )
    return (
        f"f{i}",
        name,
        _tax_code(i),
        owner,
        street,
        str(draw.randrange(5, 3000)),
        f"https://f{i}.example.vn",
    )


def _tax_code(i: int) -> str:
    """A valid one; where the rule gives no single check digit, there is no such number."""
    for province in range(1 + i % 80, 100):
        number = f"{province:02d}{i + 1:07d}"
        digit = mst.calc_check_digit(number)
        if len(digit) == 1:
            return number + digit
    raise AssertionError(i)


def _two(people: list[tuple[str, ...]], draw: random.Random) -> tuple[str, str]:
    buyer, supplier = draw.sample(people, 2)
    return buyer[draw.choice((0, 0, 1, 2))], supplier[draw.choice((0, 0, 1, 2))]


def _write(path: Path, header: str, rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header.split())
        writer.writerows(rows)
