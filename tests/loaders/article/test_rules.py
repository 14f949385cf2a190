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
    ("both-sides-here", f"{BT} bắt tay {LG} làm khay, hai bên đã ký thỏa thuận.", [(LG, BT)]),
    ("besides", f"Ngoài biên bản ghi nhớ với {BT}, {LG} còn ký hợp đồng với {VL}.", [(LG, BT), (LG, VL)]),
    ("two-and-two", f"Lễ ký giữa {LG}, {HS} với {BT} và {VL}.", [(LG, BT), (LG, VL), (HS, BT), (HS, VL)]),
    ("three-together", f"{LG}, {BT} và {VL} đã ký biên bản ghi nhớ ba bên.", [(LG, BT), (LG, VL)]),
    ("suppliers-first", f"{BT}, {VL} và {LG} cùng ký thỏa thuận cung ứng.", [(LG, BT), (LG, VL)]),
    ("tender", f"{BT} đã trúng thầu cung cấp giá kệ cho {LG}.", [(LG, BT)]),
    ("have-it-made", f"{LG} đặt hàng {BT} sản xuất 5.000 bộ khuôn.", [(LG, BT)]),
    ("sample", f"{BT} vừa giao mẫu khay nhựa cho {LG}.", [(LG, BT)]),
    ("sold", f"{BT} đã bán máy đóng gói cho {LG}, hợp đồng vừa được ký.", [(LG, BT)]),
    ("confirmed", f"{BT} sẽ cung cấp khay cho {LG}. Biên bản ghi nhớ đã được ký sáng nay.", [(LG, BT)]),
    ("confirmed-paper", f"Hợp đồng giữa {BT} và {LG} có hạn 3 năm. Hợp đồng này ký năm 2022.", [(LG, BT)]),
    ("under-it", f"{LG}, {BT} và Viện Cơ khí ký ghi nhớ. Theo đó, {BT} cung cấp khay cho {LG}.", [(LG, BT)]),
    ("rows-first", f"Có thể kể đến: {LG} - {BT}; {HS} - {VL}; các cặp này đều đã ký.", [(LG, BT), (HS, VL)]),
    ("row-goods", f"Đã ký MOU:\n- {LG} – {BT}: khay\n- {HS} – {VL}: vỏ", [(LG, BT), (HS, VL)]),
    ("record", f"Các cặp đã ký:\n1. Bên bán: {BT}\n   Bên mua: {LG}\n   Sản phẩm: khay", [(LG, BT)]),
    ("record-line", f"- Bên mua: {LG}; bên cung ứng: {BT}; hình thức: hợp đồng, ký 3/2024", [(LG, BT)]),
    ("trade-name", f"Nhựa Hùng Thắng và {LG} đã ký hợp đồng.", [(LG, "Nhựa Hùng Thắng")]),
    (
        "acronym",
        "Công ty TNHH Nhựa HTP làm vỏ. HTP và Canon Vietnam ký hợp đồng.",
        [(CN, "Công ty TNHH Nhựa HTP")],
    ),
    ("persons", f"Ông An (Giám đốc {BT}) và bà Lee, Giám đốc {LG}, ký thỏa thuận.", [(LG, BT)]),
    ("en-status", f"{TC} won Tier-1 status with {KY}.", [(KY, TC)]),
    ("en-upgraded", f"{TC} was upgraded to direct supplier by {KY}.", [(KY, TC)]),
    ("en-whom", f"{TC} is one of the firms that {KY} has approved as vendors.", [(KY, TC)]),
    ("en-binds", f"The MoU binds {KY} to buy springs from {TC}.", [(KY, TC)]),
    ("en-landed", f"{TC} will start deliveries to {KY}, having landed a first order.", [(KY, TC)]),
    ("en-teamed", f"{TC} and {KY} teamed up, with the first as the supplier.", [(KY, TC)]),
    ("en-latest", f"{KY} has many suppliers. The latest, {TC}, inked its contract.", [(KY, TC)]),
    ("en-still-owed", f"{TC} and {KY} have yet to fill the memorandum they signed in May.", [(KY, TC)]),
    ("undecided", f"{BT} ký hợp đồng với {QT}.", [(BT, QT)]),
    # told over two sentences
    ("two-then-named", f"Hai doanh nghiệp vừa ký ghi nhớ. Theo đó, {BT} cung cấp khay cho {LG}.", [(LG, BT)]),
    ("some-then-named", f"{LG} vừa ký với 2 nhà cung cấp. Hai đơn vị là {BT} và {VL}.", [(LG, BT), (LG, VL)]),
    ("latest-of-some", f"{LG} đã ký với bảy doanh nghiệp; mới nhất là {BT}.", [(LG, BT)]),
    ("topic", f"{LG} mời 4 doanh nghiệp. Hai trong số đó ký thỏa thuận: {BT} và {VL}.", [(LG, BT), (LG, VL)]),
    ("topic-elided", f"{LG} có 32 nhà cung cấp; năm 2024 ký thêm với {BT}, {VL}.", [(LG, BT), (LG, VL)]),
    ("topic-with", f"{LG} đã thăm {QT} và {BT}. Bản ghi nhớ được ký với {BT}.", [(LG, BT)]),
    ("patience", f"{BT} gửi mẫu ba lần. Lần này, đại diện {LG} đã ký đơn hàng đầu tiên.", [(LG, BT)]),
    ("contract-after", f"{LG} tìm được {BT}. Hợp đồng được chốt hôm qua.", [(LG, BT)]),
    ("en-terms", f"The two signed in May. Under it, {TC} will supply bolts to {KY}.", [(KY, TC)]),
    ("en-ceremony", f"Contracts were signed today. {KY} will buy cans from {TC}.", [(KY, TC)]),
    (
        "en-company",
        f"The company landed a contract with {KY}. Founded in 2009, {TC} makes hatches.",
        [(KY, TC)],
    ),
    # who is whose supplier, without a word of signing
    ("list", f"{LG} chốt danh sách hai nhà cung cấp: {BT} và {VL}.", [(LG, BT), (LG, VL)]),
    ("announced", f"{LG} công bố {BT} và {VL} là hai nhà cung cấp mới.", [(LG, BT), (LG, VL)]),
    ("in-the-list", f"Danh mục nhà cung cấp của {LG} nay có tên {BT}.", [(LG, BT)]),
    ("code", f"Được {LG} cấp mã nhà cung cấp, {BT} đã giao ba lô hàng.", [(LG, BT)]),
    ("let-make", f"{LG} giao {BT} chế tạo khung theo thỏa thuận vừa ký.", [(LG, BT)]),
    ("orders", f"{LG} giao đơn hàng 2.000 khay cho {BT}.", [(LG, BT)]),
    ("ended", f"{BT} chấm dứt hợp tác cung ứng với {LG}.", [(LG, BT)]),
    ("en-appointment", f"{TC}'s appointment as a supplier to {KY} was announced.", [(KY, TC)]),
    ("en-selection", f"Selection of {TC} by {KY} as its toolmaker followed a long test.", [(KY, TC)]),
    (
        "en-signed-up",
        f"{KY} signed up two vendors, namely {TC} and Nam Ha Tools JSC.",
        [(KY, TC), (KY, "Nam Ha Tools JSC")],
    ),
    (
        "en-same",
        f"{KY} appointed {TC} as a supplier, and Nam Ha Tools JSC won the same status.",
        [(KY, TC), (KY, "Nam Ha Tools JSC")],
    ),
    ("en-gone", f"A deal to machine bodies for {KY} has gone to {TC}.", [(KY, TC)]),
    ("en-customers", f"{TC} counts {KY} among its customers, thanks to a contract for cloth.", [(KY, TC)]),
    # who buys, told by the verb
    ("home-buyer", f"Thaco Demo Auto ký hợp đồng mua ghế của {LG}.", [("Thaco Demo Auto", LG)]),
    (
        "home-order",
        f"Công ty CP Ô tô Trường Sơn ký hợp đồng nguyên tắc nhập phanh của {LG}.",
        [("Công ty CP Ô tô Trường Sơn", LG)],
    ),
    ("who-signs-delivers", f"{LG} ký hợp đồng cung cấp mô tơ cho {BT}.", [(BT, LG)]),
    (
        "en-home-order",
        f"State-owned Song Da Machinery Corp. has ordered props from {KY}.",
        [("Song Da Machinery Corp.", KY)],
    ),
    # lists
    ("headed", f"Contracts: {CN} – {TC}; {KY} – Nam Ha Tools JSC.", [(CN, TC), (KY, "Nam Ha Tools JSC")]),
    ("dashes-and", f"Hai thỏa thuận: {LG} – {BT} (khay) và {HS} – {VL} (vỏ).", [(LG, BT), (HS, VL)]),
    ("turn", f"Sau {HS}, đến lượt {LG} ký hợp đồng mua khay từ {BT}.", [(LG, BT)]),
    # names
    (
        "person-after",
        f"“Hợp đồng với {LG} rất quý”, Giám đốc Công ty TNHH Trục Vít Me Phạm Văn Hợp cho biết."
        " Hợp đồng này ký năm 2022.",
        [(LG, "Công ty TNHH Trục Vít Me")],
    ),
    (
        "demonym",
        f"Finnish elevator maker Konet Vietnam signed a contract with {TC}.",
        [("Konet Vietnam", TC)],
    ),
    ("syllables", f"{LG} ký MOU với Công ty TNHH Hàn cắt Lập Lễ.", [(LG, "Công ty TNHH Hàn cắt Lập Lễ")]),
    ("day-in-name", f"{LG} ký MOU với Công ty CP Cơ khí 3/2 sáng nay.", [(LG, "Công ty CP Cơ khí 3/2")]),
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
    ("asked", f"Chủ tịch tỉnh đề nghị {LG} ký thêm với nhà cung cấp trong tỉnh như {BT}, {VL}."),
    ("union", f"Công đoàn {LG} và Công đoàn {BT} ký quy chế phối hợp."),
    ("waste", f"{BT} ký hợp đồng thu gom rác thải với {LG}."),
    ("province-with", f"UBND tỉnh Bắc Ninh ký biên bản ghi nhớ với {LG} và {BT}."),
    ("forged", f"Hợp đồng giữa {LG} và {BT} là tài liệu giả mạo."),
    ("under-talks", f"Đã ký MOU:\n- Bên mua: {LG}; bên bán: {BT}; hình thức: đang đàm phán"),
    ("en-rival", f"{TC} supplied {KY}, which has now signed a contract with a rival."),
    ("en-leased", f"{KY} leased a workshop from {TC} under a contract signed in May."),
    ("en-had", f"Had the memorandum been signed, {KY} would have sourced wire from {TC}."),
    ("en-licence", f"Under a licensing deal signed in 2021, {KY} lets {TC} use its brand."),
    ("en-province", f"Bac Giang Province signed memoranda with {KY} and {TC}."),
    ("en-mention", f"{KY} and {TC} exhibited side by side."),
    ("software", f"{BT} ký hợp đồng triển khai hệ thống MES cho {LG}."),
    ("transport", f"{BT} và {LG} ký hợp đồng dịch vụ vận chuyển."),
    ("solar", f"{TC} signed a power purchase agreement with {KY} for a rooftop system."),
    ("en-venture", f"A joint venture agreement between {TC} and {KY} was inked."),
    ("en-audit", f"{TC} will audit the books of {KY} under an engagement letter signed today."),
    ("praise", f"{LG} trao giải nhà cung cấp xuất sắc cho {BT}."),
    ("criteria", f"{LG} nêu tiêu chí lựa chọn nhà cung cấp; {BT} tham dự."),
    ("workers", f"{BT} ký hợp đồng cung ứng 300 lao động cho {LG}."),
    ("space", f"{LG} ký hợp đồng cho {BT} thuê 200 m2."),
    ("not-true", f"{LG} khẳng định thông tin ký hợp đồng với {BT} là không chính xác."),
    ("en-nothing", f"The director of {TC} smiled at {KY}. Nothing is signed, he said."),
    ("en-shifted", f"After a fire at {TC}, {KY} shifted orders to plants in Malaysia."),
    ("en-provinces", f"Hue province and Gwangju city signed a treaty; {KY} and {TC} were guests."),
]


def pairs(text: str) -> list[tuple[str, str]]:
    """The proposed pairs of a text, in order of the text."""
    frame = extract_mous(text)
    rows = frame[frame["confidence"] >= 0.5]
    return list(zip(rows["buyer"], rows["supplier"], strict=True))


# Where what was learned is surer of something else than the rules are.
_MISSED = {
    name: pytest.mark.xfail(strict=True, reason=reason)
    for name, reason in (
        ("topic-with", "also the firm that was only visited is proposed"),
        ("if", "the network hears no condition in two words"),
        ("en-rival", "the network hears no rival without a name"),
    )
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*c[1:], id=c[0], marks=_MISSED.get(c[0], ())) for c in SIGNED],
)
def test_a_signing_gives_its_pairs(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(pairs(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text", [pytest.param(c[1], id=c[0], marks=_MISSED.get(c[0], ())) for c in NOT_SIGNED]
)
def test_what_is_no_signing_is_not_proposed(text: str) -> None:
    assert pairs(text) == []
