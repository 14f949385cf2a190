"""The day of a signing: told in full, in part, or from the day that the article came out."""

from __future__ import annotations

import pytest

from loaders.article import extract_mous
from loaders.article.dates import find_dates

LG, VL = "Công ty TNHH LG Display Việt Nam", "Công ty CP Nhựa Vân Long"
SATURDAY = "2025-04-19"

FOUND = [
    ("ký ngày 18/4/2025", "2025-04-18"),
    ("ký ngày 18.4.2025", "2025-04-18"),
    ("ngày 30 tháng ba năm 2023", "2023-03-30"),
    ("on 4 june 2024", "2024-06-04"),
    ("on june 4th, 2024", "2024-06-04"),
    ("trong hai ngày 23–24/8/2024", "2024-08"),
    ("tháng 02/2025", "2025-02"),
    ("in november 2023", "2023-11"),
    ("trong quý iii/2024", "2024"),
    ("in the third quarter of 2024", "2024"),
    ("cuối năm 2023", "2023"),
    ("tại ngày hội nhà cung cấp đồng nai 2023", "2023"),
    ("sáng 18/4", "2025-04-18"),
    ("sáng 18-4", "2025-04-18"),
    ("hôm 20/12", "2024-12-20"),
    ("on april 12,", "2025-04-12"),
    ("hôm nay", "2025-04-19"),
    ("chiều nay", "2025-04-19"),
    ("this morning", "2025-04-19"),
    ("hôm qua", "2025-04-18"),
    ("tối qua", "2025-04-18"),
    ("yesterday", "2025-04-18"),
    ("on friday", "2025-04-18"),
    ("on saturday", "2025-04-19"),
    ("last saturday", "2025-04-12"),
    ("at thursday's ceremony", "2025-04-17"),
    ("chiều thứ ba", "2025-04-15"),
    ("thứ sáu tuần trước", "2025-04-11"),
    ("tuần trước", "2025-04"),
    ("last week", "2025-04"),
    ("hai tuần trước", "2025"),
    ("tháng trước", "2025-03"),
    ("earlier this month", "2025-04"),
    ("hồi tháng 2", "2025-02"),
    ("cuối tháng 12 vừa qua", "2024-12"),
    ("tháng 5 năm ngoái", "2024-05"),
    ("in march", "2025-03"),
    ("in june", "2024-06"),
    ("last year", "2024"),
    ("đầu năm nay", "2025"),
    ("ký hợp đồng khung từ năm 2021", "2021"),
]
NONE = [
    "đối tác thứ ba",
    "lần thứ hai",
    "24 chiếc, tăng 1.5 lần",
    "có hiệu lực từ 01/01/2024",
    "tính đến hết tháng 3/2025",
    "quyết định số 1080/qđ-bct ngày 18/4/2025",
    "said in a statement dated 4 june 2024",
    "terminated its contract with the firm in may 2024",
    "dự kiến tháng 9/2025",
    "trong tháng 6 tới",
    "ngày 31/2/2024",
    "next friday",
]


@pytest.mark.parametrize(("text", "value"), FOUND, ids=[f[0] for f in FOUND])
def test_a_date_is_read_as_far_as_it_is_told(text: str, value: str) -> None:
    assert [d.value for d in find_dates(text, SATURDAY)] == [value]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_day_of_a_signing_is_left_out(text: str) -> None:
    assert find_dates(text, SATURDAY) == []


def test_without_the_day_of_the_article_nothing_is_reckoned() -> None:
    assert find_dates("sáng 18/4, hôm qua, on friday, hồi tháng 2") == []


SIGNED = [
    ("bracket", f"{LG} ký MOU với {VL} (18/11/2024) và Công ty CP Minh Phát (20/11/2024).", "2024-11-18"),
    (
        "its own clause",
        f"Ngày 3/3/2024 A nói; {LG} ký với {VL} ngày 5/3/2024; hết ngày 9/3/2024.",
        "2024-03-05",
    ),
    ("next sentence", f"{LG} ký hợp đồng với {VL}. Lễ ký diễn ra ngày 16/10/2024.", "2024-10-16"),
    ("the paper was", f"{LG} picked {VL} by contract. The contract was signed on 3 May 2024.", "2024-05-03"),
    ("same day", f"{LG} trao ghi nhớ cho {VL}. Cùng ngày 21/5/2024, Bộ trao chứng nhận.", "2024-05-21"),
    (
        "event above",
        f"Chiều 2/10/2025, Sở tổ chức hội nghị. Ông An phát biểu. Tại hội nghị, {LG} ký với {VL}.",
        "2025-10-02",
    ),
    (
        "event of the one before",
        f"Hội nghị diễn ra ngày 2/10/2025. Tại hội nghị, Công ty Sao Mai ký MOU. {LG} ký với {VL}.",
        "2025-10-02",
    ),
    (
        "not what is told as another time",
        f"Hội nghị diễn ra ngày 2/10/2025. Tại hội nghị, Công ty Sao Mai ký MOU. Trước đó {LG} ký với {VL}.",
        None,
    ),
    ("heading", f"Kết quả ký kết ngày 14/11/2024:\n- {LG} – {VL}", "2024-11-14"),
    ("announced", f"Ngày 25/12/2024, {VL} công bố đã ký hợp đồng với {LG}.", None),
    ("said on", f"{LG} signed a contract with {VL}, the company said on 4 June 2024.", None),
    ("of the decision", f"Theo Quyết định số 12/QĐ-TTg ngày 1/2/2024, {LG} ký với {VL}.", None),
    (
        "the end is not the signing",
        f"{LG} chấm dứt hợp đồng với {VL} từ ngày 1/2/2024, hợp đồng ký năm 2019.",
        "2019",
    ),
    ("reckoned", f"Năm 2022, {VL} vào chuỗi; hai năm sau, {LG} ký với {VL}.", "2024"),
    ("by then", f"Mất 8 tháng thử mẫu, đến tháng 11/2023 {LG} ký hợp đồng với {VL}.", "2023-11"),
    ("since then", f"{VL} vừa được {LG} đưa vào danh sách nhà cung cấp từ tháng 4/2024.", "2024-04"),
    ("said and done", f"{VL} thông báo ngày 25/7/2024 đã ký hợp đồng với {LG}.", "2024-07-25"),
    ("all of them", f"{LG} mua khay của {VL}. Cả hai bên đã ký hôm 9/12/2024.", "2024-12-09"),
    ("took effect", f"{LG} signed with {VL}; the contract took effect on 1 July 2024.", None),
    (
        "opened with",
        f"On 7 March 2025 the Supplier Day was held. Many came. {LG} signed with {VL}.",
        "2025-03-07",
    ),
    ("its own year", f"{LG} breached its 2021 contract with {VL}.", "2021"),
    ("none", f"{LG} vừa ký với {VL}.", None),
]


@pytest.mark.parametrize(("text", "value"), [s[1:] for s in SIGNED], ids=[s[0] for s in SIGNED])
def test_the_date_belongs_to_the_signing(text: str, value: str | None) -> None:
    frame = extract_mous(text)
    assert frame["signed_on"].tolist()[0] == value
