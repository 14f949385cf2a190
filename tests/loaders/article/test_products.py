"""What a signing is about, in the words and with the capitals of the text."""

from __future__ import annotations

import pytest

from loaders.article import extract_mous

LG, HS = "Công ty TNHH LG Display Việt Nam", "Công ty TNHH Heesung Electronics Việt Nam"
VL, BT = "Công ty CP Nhựa Vân Long", "Công ty TNHH Công nghiệp Bảo Tiên"
GOODS = [
    (f"{LG} ký MOU với {VL} về cung cấp khay nhựa EPP, vỏ hộp.", ("khay nhựa EPP", "vỏ hộp")),
    (f"{LG} ký với {VL} (bình ắc quy 12V).", ("bình ắc quy 12V",)),
    (f"{LG} ký với {VL} (Hải Phòng).", ()),
    (f"{LG} ký hợp đồng gia công lõi khuôn với {VL}.", ("lõi khuôn",)),
    (f"{LG} ký với {VL} (18/4/2025).", ()),
    (f"Đã ký MOU:\n- {LG} – {VL}: nhãn in, thùng carton", ("nhãn in", "thùng carton")),
    (f"{LG} vừa ký hợp đồng với {VL}. Theo đó, {VL} sẽ cung cấp vỏ quạt cho {LG}.", ("vỏ quạt",)),
    (f"{VL} ký hợp đồng, mỗi năm giao cho {LG} 6 triệu hộp giấy.", ("hộp giấy",)),
    (f"{LG} chọn {VL} làm nhà cung cấp cấp 1 má phanh, đĩa phanh.", ("má phanh", "đĩa phanh")),
    (f"{LG} đặt hàng 5.000 bộ khuôn dập với {VL}.", ("khuôn dập",)),
    (f"{VL} signed a contract to supply {LG} with plastic trays and lids.", ("plastic trays", "lids")),
    (f"{VL} won a trial purchase order from {LG} for ball bearings.", ("ball bearings",)),
    (f"{LG} signed with {VL}. Welding wire worth $3 million will be shipped.", ("Welding wire",)),
    (f"{LG} ký ghi nhớ với {VL}.", ()),
    (f"{VL} trở thành nhà cung cấp cấp 1 của {LG}.", ()),
    (f"{LG} ký hợp đồng với {VL}, đơn vị chuyên sản xuất túi tiệt trùng.", ("túi tiệt trùng",)),
    (f"{LG} ký ghi nhớ hợp tác sản xuất puly với {VL}.", ("puly",)),
    (f"{VL} nhận đơn hàng thử nghiệm 1.000 tủ điện từ {LG}.", ("tủ điện",)),
    (f"{LG} giao đơn hàng 2.000 gioăng cửa cho {VL}.", ("gioăng cửa",)),
    (f"{VL} ký hợp đồng bán 20 xe AGV cho {LG}.", ("xe AGV",)),
    (f"{LG} ký hợp đồng mua trục in của {VL} trong hai năm.", ("trục in",)),
    (f"{LG} ký hợp đồng bao tiêu toàn bộ bột sắn với {VL}.", ("bột sắn",)),
    (f"Trục rô-to do {VL} sản xuất được bán cho {LG} theo hợp đồng vừa ký.", ("Trục rô-to",)),
    (f"{LG} ký ghi nhớ mua sắm nội địa với {VL}.", ()),
    (f"{LG} ký hợp đồng với {VL} trị giá 3 tỷ đồng.", ()),
    (f"{LG} and {VL} exchanged letters of intent on the machining of chain pins.", ("chain pins",)),
    (f"{LG} signed a memorandum on O-rings with {VL} on 6 June 2024.", ("O-rings",)),
    (f"{LG} signed an order for 1.2 million bushings with {VL} last Thursday.", ("bushings",)),
    (f"Under a contract signed in May, {LG} orders hydraulic props from {VL}.", ("hydraulic props",)),
    (f"{VL} became a vendor of French valve maker {LG}.", ()),
    (f"{VL} gửi mẫu vỏ quạt ba lần. Lần này {LG} đã ký hợp đồng, mua vỏ quạt PP.", ("vỏ quạt PP",)),
]


@pytest.mark.parametrize(("text", "goods"), GOODS, ids=[g[0][-40:] for g in GOODS])
def test_products_are_those_of_the_signing(text: str, goods: tuple[str, ...]) -> None:
    assert extract_mous(text)["products"].tolist() == [goods]


def test_each_supplier_has_its_own_products() -> None:
    text = f"{LG} trao thỏa thuận cho {VL} và {BT}. Hai đơn vị sẽ lần lượt cung ứng khay xốp và băng tải."
    frame = extract_mous(text).set_index("supplier")["products"]
    assert (frame[VL], frame[BT]) == (("khay xốp",), ("băng tải",))
    frame = extract_mous(f"{LG} ký với {VL}. {HS} ký với {BT} về vỏ loa.").set_index("supplier")["products"]
    assert (frame[VL], frame[BT]) == ((), ("vỏ loa",))
    text = f"{LG} ký với {VL} về khay nhựa; {HS} ký với {BT} về vỏ loa."
    frame = extract_mous(text).set_index("supplier")["products"]
    assert (frame[VL], frame[BT]) == (("khay nhựa",), ("vỏ loa",))


@pytest.mark.parametrize(
    ("text", "each"),
    [
        (f"{LG} ký MOU với {VL} (khung máy) và {BT} (nắp che).", ("khung máy", "nắp che")),
        (
            f"{LG} signed with {VL} for gear cases and with {BT} for engine cowls.",
            ("gear cases", "engine cowls"),
        ),
        (f"Đã ký MOU:\n- {VL} – {LG}: khung máy\n- {BT} – {LG}: nắp che", ("khung máy", "nắp che")),
    ],
)
def test_each_supplier_has_its_own(text: str, each: tuple[str, str]) -> None:
    found = extract_mous(text).set_index("supplier")["products"]
    assert (found[VL], found[BT]) == ((each[0],), (each[1],))
