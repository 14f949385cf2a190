"""One tiny sentence per rule: ``buyer > supplier``, ``one ? two`` where nothing tells who buys."""

from __future__ import annotations

import pytest

from loaders.article import extract_mous

LG = "Công ty TNHH LG Display Việt Nam"
HS = "Công ty TNHH Heesung Electronics Việt Nam"
BT = "Công ty TNHH Công nghiệp Bảo Tiên"
VL = "Công ty CP Nhựa kỹ thuật Vân Long"
QT = "Công ty TNHH Cơ điện lạnh Quang Thắng"
KY = "Kyocera Document Technology Vietnam Co., Ltd"
CN = "Canon Vietnam"
TC = "Thanh Cong Mechanics JSC"
PM = "Phu My Trading and Manufacturing Co., Ltd"

SIGNED = [
    ("with", f"{LG} ký kết với {BT}.", [(LG, BT)]),
    ("with-list", f"{LG} ký kết với {BT}, {VL} và {QT}.", [(LG, BT), (LG, VL), (LG, QT)]),
    ("two-buyers", f"{LG} ký kết với {BT}, {VL}; {HS} ký kết với {QT}.", [(LG, BT), (LG, VL), (HS, QT)]),
    ("comma-buyers", f"{LG} ký với {BT}, {HS} ký với {QT}.", [(LG, BT), (HS, QT)]),
    ("elided", f"{LG} ký MOU với {BT}; {HS} với {QT}.", [(LG, BT), (HS, QT)]),
    ("elided-subject", f"{LG} ký MOU với {BT}, đồng thời ký với {VL}.", [(LG, BT), (LG, VL)]),
    ("together", f"{LG} và {BT} ký biên bản ghi nhớ (MOU).", [(LG, BT)]),
    ("together-cung", f"{LG} cùng {BT} đã ký kết thỏa thuận hợp tác.", [(LG, BT)]),
    ("between", f"Lễ ký kết hợp tác giữa {BT} và {LG} diễn ra sáng nay.", [(LG, BT)]),
    ("between-many", f"Lễ ký MOU giữa {LG} với các nhà cung cấp: {BT}; {VL}.", [(LG, BT), (LG, VL)]),
    ("handed", f"{LG} đã trao thoả thuận hợp tác cho {BT} và {VL}.", [(LG, BT), (LG, VL)]),
    ("tier-1", f"{BT} trở thành nhà cung cấp cấp 1 của {LG}.", [(LG, BT)]),
    ("chosen", f"{LG} đã chọn {BT} làm nhà cung cấp linh kiện nhựa.", [(LG, BT)]),
    ("was-chosen", f"{BT} được {LG} lựa chọn làm nhà cung ứng cấp 2.", [(LG, BT)]),
    ("order", f"{BT} vừa nhận đơn hàng khay nhựa từ {LG}.", [(LG, BT)]),
    ("placed", f"{LG} đặt hàng 5.000 khay nhựa với {BT}.", [(LG, BT)]),
    ("by", f"Biên bản ghi nhớ được ký bởi {BT} và {LG}.", [(LG, BT)]),
    ("quote", f"Giám đốc {BT} cho biết vừa ký hợp đồng với {LG}.", [(LG, BT)]),
    ("short-name", f"{LG} là nhà đầu tư lớn.\n{BT} ký MOU với LG Display.", [(LG, BT)]),
    ("abbreviation", f"{BT} (BTI) làm nhựa. BTI và {LG} đã ký MOU.", [(LG, BT)]),
    ("pronoun", f"{BT} làm nhựa. Công ty này vừa ký hợp đồng với {LG}.", [(LG, BT)]),
    ("both-sides", f"{BT} đến thăm {LG}. Hai bên đã ký biên bản ghi nhớ.", [(LG, BT)]),
    ("dashes", f"{LG} – nhà đầu tư Hàn Quốc – đã ký ghi nhớ với {BT}.", [(LG, BT)]),
    ("rows", f"Các cặp đã ký MOU:\n1. {LG} – {BT}\n2. {HS} – {QT}", [(LG, BT), (HS, QT)]),
    ("rows-under", f"{LG} đã ký MOU với các doanh nghiệp:\n- {BT}\n- {VL}", [(LG, BT), (LG, VL)]),
    ("aside", f"{BT}, đơn vị từng cung cấp khuôn cho {HS}, đã ký hợp đồng với {LG}.", [(LG, BT)]),
    ("host", f"Tại hội nghị do {HS} tổ chức, {LG} ký MOU với {BT}.", [(LG, BT)]),
    ("theo-do", f"{LG} ký hợp đồng với {BT}, theo đó {BT} sẽ cung cấp khay nhựa.", [(LG, BT)]),
    ("en-with", f"{KY} signed an MOU with {TC}, {PM}", [(KY, TC), (KY, PM)]),
    ("en-and", f"{KY} and {TC} have inked a supply agreement.", [(KY, TC)]),
    ("en-between", f"A memorandum was signed between {TC} and {KY} on Monday.", [(KY, TC)]),
    ("en-into", f"{KY} entered into a contract with {TC} for brackets.", [(KY, TC)]),
    ("en-tier", f"{TC} has become a tier-2 supplier to {KY}.", [(KY, TC)]),
    ("en-selected", f"{TC} was selected as a supplier by {KY}.", [(KY, TC)]),
    ("en-chose", f"{KY} named {TC} as a supplier of brackets.", [(KY, TC)]),
    ("en-won", f"{TC} won a contract from {KY}.", [(KY, TC)]),
    ("en-placed", f"{KY} placed an order with {TC}.", [(KY, TC)]),
    ("en-awarded", f"{KY} awarded {TC} a three-year contract.", [(KY, TC)]),
    ("en-exchanged", f"{KY} exchanged MoUs with {TC} and {PM}", [(KY, TC), (KY, PM)]),
    ("en-respectively", f"{KY} and {TC} signed a memorandum; Canon Vietnam and {PM} met.", [(KY, TC)]),
    ("en-wrapped", f"On Monday in Hai Phong, {KY}\nsigned an MoU\nwith {TC}.", [(KY, TC)]),
    ("en-rows", f"MoUs were signed: {KY} with {TC}, and {CN} with {PM}.", [(KY, TC), (CN, PM)]),
    ("en-cross", f"MOU signing ceremony: {KY} x {TC}.", [(KY, TC)]),
    ("en-under", f"Under the memorandum, {TC} will supply brackets to {KY}.", [(KY, TC)]),
    ("en-onboarded", f"{KY} onboarded {TC} as an approved vendor.", [(KY, TC)]),
    ("en-picked", f"{KY} has picked {TC} to supply brackets.", [(KY, TC)]),
    ("en-buy", f"{KY} agreed to buy brackets from {TC}.", [(KY, TC)]),
    (
        "en-witness",
        f"Witnessed by the Department of Trade and Industry, {KY} and {TC} signed an MoU.",
        [(KY, TC)],
    ),
    ("buys", f"Các hợp đồng đã ký: {LG} mua khay của {BT}; {HS} mua khuôn của {QT}.", [(LG, BT), (HS, QT)]),
    ("agreed-to-buy", f"{LG} đã thỏa thuận mua 200 tấn thép của {BT}.", [(LG, BT)]),
    ("brackets", f"{LG} và 2 doanh nghiệp ({BT}, {VL}) đã ký thỏa thuận hợp tác.", [(LG, BT), (LG, VL)]),
    ("handshake", f"{LG} bắt tay hợp tác với {BT}.", [(LG, BT)]),
    ("added", f"{LG} bổ sung {BT} vào danh sách nhà cung cấp.", [(LG, BT)]),
    ("undecided", f"{BT} ký hợp đồng với {QT}.", [(BT, QT)]),
]

NOT_SIGNED = [
    ("will", f"{LG} sẽ ký biên bản ghi nhớ với {BT}."),
    ("expected", f"{LG} dự kiến ký hợp đồng với {BT} vào quý II."),
    ("if", f"Nếu đạt, {LG} ký hợp đồng với {BT}."),
    ("not-yet", f"{LG} chưa ký hợp đồng nào với {BT}."),
    ("cancelled", f"Lễ ký kết giữa {LG} và {BT} bị hủy."),
    ("talks", f"{LG} đang đàm phán hợp đồng với {BT}."),
    ("visit", f"{LG} thăm nhà máy của {BT}."),
    ("bank", f"{LG} ký hợp đồng tín dụng với Ngân hàng TMCP Sông Đà."),
    ("loan", f"{LG} ký hợp đồng vay vốn với Công ty CP Nam Sơn."),
    ("provinces", "UBND thành phố Hải Phòng ký biên bản ghi nhớ với tỉnh Gyeonggi."),
    ("association", "Hiệp hội Cơ khí Việt Nam ký MOU với Hiệp hội Nhựa Hàn Quốc."),
    ("university", f"{LG} và Trường Đại học Hàng hải ký thỏa thuận hợp tác đào tạo."),
    ("lease", f"{LG} ký hợp đồng thuê đất với Công ty CP Khu công nghiệp Đình Vũ."),
    ("register", f"{LG} và {BT} đăng ký tham gia triển lãm."),
    ("sponsor", f"{LG} và {BT} ký tài trợ giải chạy."),
    ("hope", f"{BT} mong muốn trở thành nhà cung cấp của {LG}."),
    ("pronouns", "Công ty này đã ký hợp đồng với doanh nghiệp kia."),
    ("en-will", f"{KY} will sign an MOU with {TC} next month."),
    ("en-plans", f"{KY} plans to sign a contract with {TC}."),
    ("en-no", f"No contract was signed between {KY} and {TC}."),
    ("en-could", f"{TC} could become a supplier to {KY}."),
    ("en-sponsor", f"{KY} signed on as a sponsor with {TC}."),
    ("en-ministry", "The Ministry of Industry signed an MoU with Korea Trade Agency."),
    ("en-loan", f"{KY} signed a loan agreement with {TC}."),
    ("en-postponed", f"The signing between {KY} and {TC} has been postponed."),
    ("en-mention", f"{KY} and {TC} exhibited side by side."),
]


def pairs(text: str) -> list[tuple[str, str]]:
    """The proposed pairs of a text, in order of the text."""
    frame = extract_mous(text)
    rows = frame[frame["confidence"] >= 0.5]
    return list(zip(rows["buyer"], rows["supplier"], strict=True))


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in SIGNED], ids=[c[0] for c in SIGNED])
def test_a_signing_gives_its_pairs(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(pairs(text)) == sorted(expected)


@pytest.mark.parametrize("text", [c[1] for c in NOT_SIGNED], ids=[c[0] for c in NOT_SIGNED])
def test_what_is_no_signing_is_not_proposed(text: str) -> None:
    assert pairs(text) == []
