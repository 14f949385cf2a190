"""A made-up province, plausible in shape, for benchmarks and for trying things out; every row says so."""

from __future__ import annotations

import csv
import io
import random
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from stdnum.vn import mst

from graph.errors import LoadError
from graph.files import write_file
from loaders.datasets import data_folder

MARK = "dữ liệu giả lập / synthetic"
SOURCE = "synthetic"
_JOINT = 0.03  # share of domestic-looking firms that are joint ventures
_EVERY = 8  # one enterprise in so many is foreign-owned
_MOUS = 0.5  # memoranda for each enterprise
_FORMS = ("Công ty TNHH", "Công ty TNHH", "Công ty Cổ phần", "Công ty TNHH MTV")
# As many as give 100,000 firms names that are no more alike than need be: of 85 half had a lookalike, of
# these a sixth has.
_SYLLABLES = """
An Bách Bảo Bình Châu Cường Dũng Đại Đạt Đông Đức Gia Giang Hà Hải Hân Hiệp Hoàng Hồng Hùng Hưng
Khang Khánh Khôi Kiên Lâm Linh Lộc Long Minh Nam Nghĩa Ngọc Nguyên Nhật Ninh Phát Phong Phú Phúc
Phương Quân Quang Quý Sơn Tài Tâm Tân Thành Thái Thắng Thiên Thịnh Thọ Thủy Tiến Toàn Trí Trung
Trường Tuấn Tùng Uyên Việt Vinh Vũ Vương Xuân Yên Ái Ân Ánh Bá Bắc Bạch Bằng Biên Ca Cát Cẩm Cao
Chiến Chính Cơ Cúc Danh Diệp Diệu Doanh Du Duy Duyên Đăng Đan Điền Đình Định Đoàn Giáp Hạnh Hảo Hào
Hậu Hiền Hiếu Hoa Hòa Hoài Hội Huệ Huy Huỳnh Hương Kha Khải Khoa Kim Kỳ La Lan Lê Liên Loan Lợi Luân
Lực Ly Mai Mạnh Mẫn Mỹ Nga Ngân Nghi Nhân Nhi Như Oanh Phi Phước Quế Quốc Quyên Quyết Quỳnh Sang
Sáng Sao Thạch Thảo Thế Thiện Thu Thuận Thúy Thư Thương Tín Tiên Tình Tịnh Toản Trâm Tri Triều Trinh
Trọng Trúc Tú Tuyền Tuyết Tường Uy Vân Văn Vĩnh Vượng Vy Xương Ý
"""
_OWN = tuple(_SYLLABLES.split())
_BRANDS = (
    "Dae",
    "Han",
    "Sung",
    "Woo",
    "Jin",
    "Kyo",
    "Naka",
    "Mitsu",
    "Tai",
    "Lien",
    "Shin",
    "Yama",
    "Fuku",
    "Hwa",
)
_ENDS = ("tech", "ko", "sung", "mura", "hashi", "won", "chem", "tron", "seiki", "lex")
_COUNTRIES = ("KR", "JP", "CN", "TW", "DE", "US")
_PARKS = tuple(
    f"KCN {a} {b}" for a in ("Đông", "Tây", "Nam", "Bắc", "Tân") for b in ("Sơn", "Hải", "Phú", "An")
)
# Industry in a firm's name → the groups of the taxonomy that such firms make, and what weight it has.
_TRADES = (
    ("Cơ khí", 5, ("machining", "mechanical-parts", "metal-forming")),
    ("Nhựa", 4, ("plastic-processing", "plastic-and-rubber-parts")),
    ("Khuôn mẫu", 2, ("tooling",)),
    ("Bao bì", 3, ("packaging",)),
    ("Điện tử", 2, ("electronics", "displays")),
    ("Điện", 2, ("electrical",)),
    ("Đúc", 1, ("casting", "cast-part")),
    ("Xử lý bề mặt", 1, ("surface-treatment",)),
    ("Cao su", 1, ("rubber-processing",)),
    ("Dịch vụ công nghiệp", 1, ("services",)),
)
_PLANTS = ("appliances", "ict-equipment", "automotive", "displays", "electronics")


@dataclass(frozen=True)
class _Firm:
    id: str
    name: str
    trade: int
    foreign: bool


class _Taxonomy:
    """Which products of the shipped taxonomy stand under a group, and what goes into what."""

    def __init__(self) -> None:
        below: dict[str, list[str]] = defaultdict(list)
        for row in _rows("products"):
            below[row["broader"]].append(row["id"])
        self._below = below
        self.inputs: dict[str, list[str]] = defaultdict(list)
        for row in _rows("inputs"):
            self.inputs[row["input_of"]].append(row["product"])

    def under(self, *groups: str) -> list[str]:
        """The products at the ends of the tree under some groups."""
        found: list[str] = []
        for group in groups:
            inner = self._below.get(group)
            found += self.under(*inner) if inner else [group]
        return found


def _rows(name: str) -> list[dict[str, str]]:
    text = (data_folder() / "taxonomy" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def province(enterprises: int, seed: int = 1) -> dict[str, str]:
    """The files of a made-up province (name → CSV text): the same for the same numbers.

    An eighth of the firms is foreign-owned; they buy, the others supply. Memoranda
    are heavy-tailed (weights fall as 1/rank): few buyers sign with many. What a
    firm makes goes with the trade in its name; what a plant needs goes into what it makes.
    """
    if enterprises < 2:
        raise LoadError("cần ít nhất 2 doanh nghiệp", "at least 2 enterprises are needed")
    draw, taxonomy = random.Random(seed), _Taxonomy()
    firms = _firms(enterprises, draw)
    made = {f.id: _made(f, draw, taxonomy) for f in firms}
    return {
        "sources": _csv("id title publisher note", [(SOURCE, f"Tỉnh giả lập (seed {seed})", "Ketnoi", MARK)]),
        "places": _csv(
            "id name_vi kind within note sources",
            [
                ("syn-province", "Tỉnh Giả Lập", "province", "", MARK, SOURCE),
                *((f"syn-park-{i}", p, "park", "syn-province", MARK, SOURCE) for i, p in enumerate(_PARKS)),
            ],
        ),
        "enterprises": _csv(
            "id name tax_code ownership country park province employees founded note sources",
            (_enterprise(i, f, draw) for i, f in enumerate(firms)),
        ),
        "capabilities": _csv(
            "enterprise product capacity unit note sources",
            (
                (f.id, p, draw.randrange(1, 500) * 100, "cái/năm", MARK, SOURCE)
                for f in firms
                for p in made[f.id]
            ),
        ),
        "needs": _csv("enterprise product volume unit note sources", _needs(firms, made, draw, taxonomy)),
        "mous": _csv("id buyer supplier signed_on stage products note sources", _mous(firms, made, draw)),
    }


def _firms(count: int, draw: random.Random) -> list[_Firm]:
    weights = list(accumulate(weight for _, weight, _ in _TRADES))
    taken: set[str] = set()
    firms = []
    for i in range(count):
        foreign = i % _EVERY == 0
        trade = bisect(weights, draw.random() * weights[-1])
        name = ""
        while not name or name in taken:
            size = 2 if len(taken) < 3_000 else 3
            own = " ".join(draw.choices(_OWN, k=size))
            brand = draw.choice(_BRANDS) + draw.choice(_ENDS) + (f" {draw.choice(_OWN)}" if i > 500 else "")
            home = f"{draw.choice(_FORMS)} {_TRADES[trade][0]} {own}"
            name = f"Công ty TNHH {brand.capitalize()} {draw.choice(_OWN)} Việt Nam" if foreign else home
        taken.add(name)
        firms.append(_Firm(f"syn-{i + 1:06d}", name, trade, foreign))
    return firms


def _made(firm: _Firm, draw: random.Random, taxonomy: _Taxonomy) -> list[str]:
    groups = (draw.choice(_PLANTS),) if firm.foreign else _TRADES[firm.trade][2]
    known = taxonomy.under(*groups)
    return sorted(draw.sample(known, min(len(known), 1 + int(draw.paretovariate(1.6)), 8)))


def _enterprise(at: int, firm: _Firm, draw: random.Random) -> tuple[object, ...]:
    joint = not firm.foreign and draw.random() < _JOINT
    owner = "fdi" if firm.foreign else "joint_venture" if joint else "domestic"
    country = draw.choice(_COUNTRIES) if owner != "domestic" else "VN"
    park = f"syn-park-{min(int(draw.paretovariate(0.9)), len(_PARKS)) - 1}" if draw.random() < 0.6 else ""
    people = min(int(8 * draw.paretovariate(0.9)) * (10 if firm.foreign else 1), 20_000)
    founded = draw.randrange(1995, 2025)
    return (
        firm.id, firm.name, _tax_code(at), owner, country, park, "Tỉnh Giả Lập", people, founded, MARK, SOURCE
    )  # fmt: skip


def _tax_code(at: int) -> str:
    """A valid one, each once; where the rule gives no single check digit, there is no such number."""
    for office in range(1 + at % 80, 100):
        number = f"{office:02d}{at + 1:07d}"
        digit: str = mst.calc_check_digit(number)
        if len(digit) == 1:
            return number + digit
    raise AssertionError(at)


def _needs(
    firms: list[_Firm], made: dict[str, list[str]], draw: random.Random, taxonomy: _Taxonomy
) -> Iterable[tuple[object, ...]]:
    for firm in firms:
        if firm.foreign:
            wanted = sorted({part for product in made[firm.id] for part in taxonomy.inputs[product]})
            for part in draw.sample(wanted, min(len(wanted), 3)):
                yield firm.id, part, draw.randrange(1, 500) * 1000, "cái/năm", MARK, SOURCE


def _mous(
    firms: list[_Firm], made: dict[str, list[str]], draw: random.Random
) -> Iterable[tuple[object, ...]]:
    buyers = draw.sample(b := [f for f in firms if f.foreign], len(b))
    suppliers = draw.sample(s := [f for f in firms if not f.foreign], len(s))
    known = set()
    picks = zip(_zipf(buyers, draw, len(firms)), _zipf(suppliers, draw, len(firms)), strict=True)
    for n, (buyer, supplier) in enumerate(picks):
        if n >= _MOUS * len(firms) or (buyer.id, supplier.id) in known:
            continue
        known.add((buyer.id, supplier.id))
        day = f"{draw.randrange(2020, 2026)}-{draw.randrange(1, 13):02d}-{draw.randrange(1, 29):02d}"
        stage = draw.choice(("mou", "mou", "mou", "trial", "contract", "ended"))
        product = draw.choice(made[supplier.id])
        yield f"syn-mou-{n + 1:06d}", buyer.id, supplier.id, day, stage, product, MARK, SOURCE


def _zipf(firms: list[_Firm], draw: random.Random, count: int) -> list[_Firm]:
    """``count`` picks; the chance of a firm falls as one over its rank."""
    weights = list(accumulate(1 / (rank + 1) for rank in range(len(firms))))
    return draw.choices(firms, cum_weights=weights, k=count)


def _csv(header: str, rows: Iterable[Iterable[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header.split())
    writer.writerows(rows)
    return out.getvalue()


def write_province(folder: str | Path, enterprises: int, seed: int = 1, *, overwrite: bool = False) -> Path:
    """``province`` as a dataset folder; raises ``KetnoiError`` when it cannot be written."""
    target = Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise LoadError(
            f"{target}: không tạo được thư mục ({problem.strerror})",
            f"{target}: the folder cannot be made ({problem.strerror})",
        ) from problem
    for name, text in province(enterprises, seed).items():
        write_file(target / f"{name}.csv", text.encode(), overwrite=overwrite)
    return target
