"""Every word of the pages that does not come from the schema or the data."""

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
    "any": Text("tất cả", "all"),
    "no_certificate": Text(
        "chưa rõ (chưa có chứng nhận nào trong hồ sơ)", "not known (no certificate on file)"
    ),
    "no_end": Text("chưa rõ ngày hết hạn", "day of expiry not known"),
    "valid": Text("còn hạn đến {day}", "valid until {day}"),
    "ended": Text("đã hết hạn {day}", "expired {day}"),
    "number": Text("số {number}", "no. {number}"),
    "open_page": Text("Mở trang riêng →", "Open its page →"),
    "home": Text("Mục lục", "Index"),
    # The index
    "search_firms": Text("Tìm doanh nghiệp", "Search the enterprises"),
    "firms": Text("Doanh nghiệp", "Enterprises"),
    "buyer": Text("Bên mua", "As a buyer"),
    "supplier": Text("Nhà cung cấp", "As a supplier"),
    "makes_n": Text("làm {n} thứ", "makes {n}"),
    "needs_n": Text("nêu cần {n} thứ", "states {n} needs"),
    "holds_n": Text("{n} chứng nhận", "{n} certificates"),
    "signed_n": Text("{n} ghi nhớ", "{n} MOUs"),
    "no_park": Text("chưa rõ khu", "park not known"),
    "nothing_known": Text("chưa rõ làm gì, cần gì", "what it makes or needs is not known"),
    "empty_store": Text(
        "Kho chưa có doanh nghiệp nào. Nạp dữ liệu trước: ketnoi load hai-phong, hoặc thư mục của bạn.",
        "No enterprise is in the store yet. Load data first: ketnoi load hai-phong, or a folder of your own.",
    ),
    # A place's page
    "map": Text("Các khu, cụm công nghiệp", "Parks and clusters"),
    "map_hint": Text(
        "Vẽ theo tọa độ trong dữ liệu, không có nền bản đồ. Vòng càng lớn càng nhiều doanh nghiệp được biết.",
        "Drawn from the coordinates on file, without map tiles. The larger the circle, the more firms known.",
    ),
    "no_map": Text("Chưa có tọa độ của khu nào.", "No park has coordinates on file."),
    "kilometres": Text("{n} km", "{n} km"),
    "no_position": Text("chưa rõ tọa độ", "position not known"),
    "no_firms": Text("chưa biết doanh nghiệp nào", "no firm known"),
    "more_rows": Text("Còn {n} dòng nữa", "{n} more rows"),
    "more_parks": Text("Còn {n} khu, cụm khác", "{n} more parks and clusters"),
    "firms_n": Text("{n} doanh nghiệp", "{n} firms"),
    "clusters": Text("Cụm sản phẩm", "Product clusters"),
    "clusters_hint": Text(
        "Nhóm sản phẩm có doanh nghiệp ở đây làm ra: trong nước | có vốn nước ngoài hoặc chưa rõ",
        "Product groups that firms here make something of: domestic | foreign-owned or not known",
    ),
    "gaps": Text("Khoảng trống cung ứng", "Supply gaps"),
    "gaps_hint": Text(
        "Những thứ bên mua ở đây cần mà tại chỗ biết nhiều nhất một nhà sản xuất trong nước: {shown}/{n}",
        "What buyers here need with at most one domestic maker known here: {shown} of {n} shown",
    ),
    "buyers_n": Text("{n} bên mua cần", "{n} buyers"),
    "stated_n": Text("{n} nêu rõ", "{n} say so"),
    "makers_none": Text("chưa biết ai trong nước làm", "no domestic maker known"),
    "makers": Text("Nhà sản xuất trong nước tại chỗ", "Domestic makers here"),
    "perhaps": Text("Có thể làm được, cần hỏi", "May make it, ask"),
    "elsewhere": Text("Nơi khác hoặc chưa rõ nơi", "Elsewhere, or place not known"),
    "foreign": Text("Tại chỗ nhưng có vốn nước ngoài", "Here, yet foreign-owned in whole or part"),
    "who_needs": Text("Bên mua cần", "Who needs it"),
    "local": Text("Mức nội địa hóa theo nguồn cung đã biết", "How local the known supply is"),
    "local_levels": Text(
        "Thứ cần mua, theo nhà sản xuất gần nhất được biết", "Needs, by the most local maker known"
    ),
    "local_makers": Text("Nhà sản xuất đã biết: của ai, ở đâu", "Makers known: whose, and where"),
    "local_buyers": Text(
        "Từng bên mua: thứ đã biết ai trong nước làm / mọi thứ cần",
        "Each buyer: needs with a domestic maker / all needs",
    ),
    "owner": Text("Của ai", "Whose"),
    "programmes": Text("Chương trình hỗ trợ", "Support programmes"),
    "supports_nobody": Text("chưa rõ hỗ trợ doanh nghiệp nào ở đây", "whom it supports here is not known"),
    "nothing_here": Text("Chưa có dữ liệu.", "No data."),
    "choose_place": Text(
        "Chọn một khu, doanh nghiệp hay sản phẩm để xem hồ sơ và nguồn.",
        "Choose a park, firm or product to see its facts and sources.",
    ),
    # A firm's page
    "needs": Text("Cần mua gì", "What it needs"),
    "offers": Text("Làm được gì", "What it can do"),
    "suppliers": Text("Nhà cung cấp phù hợp", "Suppliers that fit"),
    "buyers": Text("Bên mua phù hợp", "Buyers that fit"),
    "search_ranking": Text("Tìm trong bảng xếp hạng", "Search the ranking"),
    "score_means": Text(
        "Điểm chỉ để xếp thứ tự, không phải xác suất; mỗi thanh màu là một lý do, cộng lại đúng bằng điểm.",
        "Scores order candidates; they are no probabilities. Each colour is one reason; they add up.",
    ),
    "points": Text("điểm", "points"),
    "signed_title": Text("Đã ký ghi nhớ", "Already signed"),
    "has_signed": Text("đã ký", "signed"),
    "signed_how": Text("Ghi nhớ đã ký", "MOUs signed"),
    "not_told": Text("Dữ liệu chưa cho biết", "What the data do not tell"),
    "none_found": Text("Không có bên nào khớp với điều kiện đang chọn.", "No firm fits what is chosen."),
    "met": Text("Khớp {n}:", "Met {n}:"),
    "missing": Text("Còn thiếu {n}:", "Missing {n}:"),
    "not_known_n": Text("Chưa rõ {n}:", "Not known {n}:"),
    "reasons": Text("Vì sao được {score} điểm", "Why {score} points"),
    "times": Text("= trọng số {weight} × {score}", "= weight {weight} × {score}"),
    "total": Text("Cộng", "Total"),
    "path": Text("Đường nối", "The path"),
    "evidence": Text("{n} bằng chứng", "{n} facts behind"),
    "counts": Text("(tính {weight})", "(counts {weight})"),
    "narrow": Text("Chỉ xem {n} bên này trong bảng", "Show only these {n} in the ranking"),
    "only_buyer": Text("Chỉ hiện bên đáp ứng: {name}.", "Only those that answer: {name}."),
    "only_supplier": Text("Chỉ hiện bên cần: {name}.", "Only those that need: {name}."),
    "show_every": Text("Hiện tất cả", "Show all"),
    "buyer_n": Text("{n} nhà cung cấp", "{n} suppliers"),
    "buyer_none": Text("chưa thấy ai làm", "no maker known"),
    "supplier_n": Text("{n} bên mua", "{n} buyers"),
    "supplier_none": Text("chưa thấy ai cần", "no buyer shown"),
    "buyer_nothing": Text(
        "Chưa biết doanh nghiệp này cần hay làm ra gì. Thêm vào needs.csv hoặc capabilities.csv rồi nạp lại.",
        "What this firm needs or makes is not known. Add it to needs.csv or capabilities.csv and load again.",
    ),
    "supplier_nothing": Text(
        "Chưa biết doanh nghiệp này làm ra gì. Thêm vào capabilities.csv rồi nạp lại.",
        "What this firm makes is not known. Add it to capabilities.csv and load again.",
    ),
    "follows_buyer": Text("Vì sản xuất: {name}", "Because it makes: {name}"),
    "follows_supplier": Text("Vì làm ra: {name}", "Because it makes: {name}"),
    "answered_of": Text("Số bên phải: đã thấy người đáp ứng / tất cả", "Right: answered / all"),
    "choose_buyer": Text(
        "Chọn một nhà cung cấp để thấy đường nối, hồ sơ, chứng nhận và nguồn.",
        "Choose a supplier to see its path, facts, certificates and sources.",
    ),
    "choose_supplier": Text(
        "Chọn một bên mua để thấy đường nối, hồ sơ và nguồn.",
        "Choose a buyer to see its path, facts and sources.",
    ),
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
