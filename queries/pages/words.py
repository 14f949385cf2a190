"""Every word of the graph page that does not come from the schema or the data."""

from __future__ import annotations

from graph.text import Text

WORDS: dict[str, Text] = {
    "search": Text("Tìm trong đồ thị", "Search the graph"),
    "search_hint": Text(
        "Tên, mã số thuế, sản phẩm… có dấu hay không đều được", "Name, tax code, product… accents or not"
    ),
    "hits": Text("{n} kết quả", "{n} results"),
    "hit_at": Text("Kết quả {i} trên {n}: {name}", "Result {i} of {n}: {name}"),
    "no_hits": Text("Không tìm thấy mục nào", "Nothing found"),
    "list": Text("Danh sách", "List"),
    "show_all": Text("Hiện cả {n} mục", "Show all {n}"),
    "filters": Text("Chú giải và bộ lọc", "Legend and filter"),
    "node_types": Text("Các mục", "Items"),
    "edge_types": Text("Quan hệ", "Relations"),
    "dashed": Text("Nét đứt: suy ra, không có nguồn nêu rõ", "Dashed: inferred, not stated by a source"),
    "all": Text("Chọn tất cả", "Show all"),
    "none": Text("Bỏ tất cả", "Hide all"),
    "language": Text("Ngôn ngữ", "Language"),
    "zoom_in": Text("Phóng to", "Zoom in"),
    "zoom_out": Text("Thu nhỏ", "Zoom out"),
    "fit": Text("Xem toàn bộ", "Fit all"),
    "close": Text("Đóng", "Close"),
    "picture": Text(
        "Đồ thị; phím mũi tên để di chuyển, + và − để phóng to, thu nhỏ; danh sách có cùng nội dung",
        "Graph; arrow keys move, + and − zoom; the list beside it holds the same items",
    ),
    "details": Text("Chi tiết", "Details"),
    "facts": Text("Thông tin", "Facts"),
    "unknown": Text("chưa rõ", "not known"),
    "not_here": Text("chưa rõ (trang này không có dữ liệu)", "not known (no data on this page)"),
    "products": Text("Sản phẩm", "Products"),
    "certificates": Text("Chứng nhận", "Certificates"),
    "relations": Text("Quan hệ", "Relations"),
    "relation": Text("Quan hệ", "Relation"),
    "inferred": Text("suy ra", "inferred"),
    "about": Text("Chi tiết quan hệ với {name}", "Details of the relation with {name}"),
    "sources": Text("Nguồn", "Sources"),
    "no_source": Text("Không có nguồn kèm theo", "No source given"),
    "no_date": Text("không rõ ngày", "date unknown"),
    "row": Text("dòng: {where}", "row: {where}"),
    "disputed": Text("Các nguồn nói khác nhau", "Sources disagree"),
    "instead": Text("nguồn khác ghi: {value}", "another source says: {value}"),
    "empty": Text("Chưa có gì để vẽ: đồ thị trống.", "Nothing to draw: the graph is empty."),
    "script": Text(
        "Trang này cần JavaScript để vẽ đồ thị; không có gì được tải từ mạng.",
        "This page needs JavaScript to draw the graph; nothing is fetched from any network.",
    ),
    "edges": Text("{n} quan hệ", "{n} relations"),
    "offline": Text(
        "Trang này chạy không cần mạng và không gửi gì đi đâu.",
        "This page works without a network and sends nothing anywhere.",
    ),
}

# Choice values whose stored word is not what an English reader expects.
ENGLISH_CHOICES = {"fdi": "foreign-owned (FDI)", "unknown": "not known", "mou": "MOU"}

_PLURALS = {
    "Enterprise": "enterprises",
    "Product": "products",
    "Standard": "standards",
    "Place": "places",
    "Programme": "programmes",
    "Source": "sources",
}


def counted(type_name: str, label: Text, count: int) -> Text:
    """``count`` things of a type, as one says it.

    >>> counted("Product", Text("Sản phẩm", "Product"), 1234).en
    '1,234 products'
    """
    english = _PLURALS.get(type_name, label.en.lower()) if count != 1 else label.en.lower()
    return Text(f"{count:,}".replace(",", ".") + f" {label.vi.lower()}", f"{count:,} {english}")
