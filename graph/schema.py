"""The schema: every node and edge type, declared once.

Stores, readers, pages and the reference in the README are derived from
``NODES`` and ``EDGES``. Add a type or a property here and nowhere else.
"""

from __future__ import annotations

from graph.errors import SchemaError
from graph.metaschema import ID, LIST, WORDS, EdgeType, NodeType, Property, edge_type, node_type, prop
from graph.values import Choice, Code, Date, Integer, ListOf, Name, Number, TaxCode

__all__ = ["BOOKKEEPING", "EDGES", "NODES", "TYPES", "EdgeType", "NodeType", "Property", "declared"]

DATE = Date()
OWNERSHIP = Choice(
    (
        ("fdi", "vốn nước ngoài"),
        ("domestic", "trong nước"),
        ("joint_venture", "liên doanh"),
        ("unknown", "chưa rõ"),
    )
)
STATUS = Choice((("operating", "đang hoạt động"), ("planned", "kế hoạch"), ("closed", "đã đóng")))
BASIS = Choice((("stated", "nêu rõ"), ("inferred", "suy ra")))
STAGE = Choice((("mou", "ghi nhớ"), ("trial", "thử nghiệm"), ("contract", "hợp đồng"), ("ended", "kết thúc")))
DECISION_KIND = Choice((("merge", "gộp"), ("separate", "để riêng"), ("place", "xếp sản phẩm")))
PRODUCT_KIND = Choice(
    (
        ("product", "sản phẩm"),
        ("process", "công đoạn"),
        ("material", "vật liệu"),
        ("service", "dịch vụ"),
    )
)
PLACE_KIND = Choice(
    (
        ("park", "khu công nghiệp"),
        ("cluster", "cụm công nghiệp"),
        ("ward", "phường xã"),
        ("city", "thành phố"),
        ("province", "tỉnh"),
        ("country", "quốc gia"),
    )
)

_BASIS = prop(
    "basis", BASIS, "Căn cứ | Basis", "stated by a source, or inferred from a name or from INPUT_OF"
)
_WORDING = prop("wording", LIST, "Nguyên văn | Wording", "the words of the source")


NODES: dict[str, NodeType] = {
    node.name: node
    for node in (
        node_type(
            "Enterprise",
            "Doanh nghiệp | Enterprise",
            "a firm, or a plant that buys or sells on its own",
            "name name_en aliases tax_code",
            prop("name", Name(), "Tên doanh nghiệp | Name", "full name with legal form", required=True),
            prop("name_en", Name(), "Tên tiếng Anh | English name", "name in English"),
            prop("aliases", LIST, "Tên khác | Aliases", "other spellings and short names"),
            prop("tax_code", TaxCode(), "Mã số thuế | Tax code (MST)", "MST, 10 digits or 13 for a branch"),
            prop(
                "ownership", OWNERSHIP, "Hình thức sở hữu | Ownership", "who owns it, apart from where it is"
            ),
            prop("country", WORDS, "Nước của chủ sở hữu | Owner's country", "ISO 3166 code of the owner"),
            prop("status", STATUS, "Tình trạng | Status", "whether the plant runs or is only planned"),
            prop("employees", Integer(minimum=0), "Số lao động | Employees", "people employed"),
            prop("founded", Date(), "Thành lập | Founded", "when it was founded"),
            prop("website", WORDS, "Trang web | Website", "its own site"),
            prop("address", WORDS, "Địa chỉ | Address", "street address as written"),
        ),
        node_type(
            "Product",
            "Sản phẩm | Product",
            "a product, process, material or service of the taxonomy",
            "name_vi name_en synonyms hs",
            prop("name_vi", WORDS, "Tên tiếng Việt | Vietnamese name", "the trade's Vietnamese term"),
            prop("name_en", WORDS, "Tên tiếng Anh | English name", "the trade's English term"),
            prop("synonyms", LIST, "Từ đồng nghĩa | Synonyms", "other terms, in both languages"),
            prop("kind", PRODUCT_KIND, "Loại | Kind", "product, process, material or service"),
            prop("hs", ListOf(Code((4, 6, 8))), "Mã HS | HS code", "HS headings a table gives"),
            prop("vsic", ListOf(Code((2, 3, 4, 5))), "Mã VSIC | VSIC code", "Vietnam's industry codes"),
        ),
        node_type(
            "Standard",
            "Tiêu chuẩn | Standard",
            "a management-system or product standard",
            "name aliases",
            prop("name", WORDS, "Tên | Name", "as it is cited: ISO 9001", required=True),
            prop("aliases", LIST, "Tên khác | Aliases", "other spellings"),
        ),
        node_type(
            "Place",
            "Địa điểm | Place",
            "an industrial park, cluster, ward, province or country",
            "name_vi name_en aliases",
            prop("name_vi", WORDS, "Tên tiếng Việt | Vietnamese name", "name in Vietnamese"),
            prop("name_en", WORDS, "Tên tiếng Anh | English name", "name in English"),
            prop("aliases", LIST, "Tên khác | Aliases", "other and former names"),
            prop("kind", PLACE_KIND, "Loại | Kind", "park, cluster, ward, city, province or country"),
            prop("latitude", Number(minimum=-90, maximum=90), "Vĩ độ | Latitude", "degrees north (WGS 84)"),
            prop(
                "longitude", Number(minimum=-180, maximum=180), "Kinh độ | Longitude", "degrees east (WGS 84)"
            ),
        ),
        node_type(
            "Programme",
            "Chương trình | Programme",
            "a support programme or the decision behind it",
            "name name_en number",
            prop("name", WORDS, "Tên | Name", "name as issued", required=True),
            prop("name_en", WORDS, "Tên tiếng Anh | English name", "name in English"),
            prop("number", WORDS, "Số hiệu | Number", "number of the decision"),
            prop("issuer", WORDS, "Cơ quan ban hành | Issuer", "who issued it"),
            prop("issued_on", DATE, "Ngày ban hành | Issued on", "when it was issued"),
        ),
        node_type(
            "Source",
            "Nguồn | Source",
            "an article, list or file that facts come from",
            "title publisher url",
            prop("title", WORDS, "Tiêu đề | Title", "title, or name of the file", required=True),
            prop("publisher", WORDS, "Nơi đăng | Publisher", "who published it"),
            prop("published_on", DATE, "Ngày đăng | Published on", "as of when it speaks"),
            prop("url", WORDS, "Địa chỉ web | URL", "where it can be read"),
            prop("sha256", WORDS, "SHA-256 | SHA-256", "checksum of a loaded file"),
            prop("loaded_at", WORDS, "Thời điểm nạp | Loaded at", "when the file was first loaded, UTC"),
        ),
        node_type(
            "Decision",
            "Quyết định | Decision",
            "what a person decided of names, kept for every later load",
            "subject object",
            prop("kind", DECISION_KIND, "Loại | Kind", "merge, separate, or place a product", required=True),
            prop("subject", WORDS, "Về | Subject", "the id or the words decided on", required=True),
            prop("object", WORDS, "Thành | Object", "the id kept, kept apart, or placed at", required=True),
            prop("spellings", LIST, "Cách viết | Spellings", "names and tax codes of the subject"),
            prop("reason", WORDS, "Lý do | Reason", "why, in the person's words"),
            prop("decided_at", WORDS, "Lúc | Decided at", "when, UTC"),
            prop("undo", WORDS, "Hoàn tác | Undo", "the rows before and after a merge, as JSON"),
        ),
    )
}

EDGES: dict[str, EdgeType] = {
    edge.name: edge
    for edge in (
        edge_type(
            "SIGNED_MOU",
            "Enterprise → Enterprise",
            "đã ký ghi nhớ | signed an MOU",
            "a buyer signed with a supplier",
            ID,
            prop("signed_on", DATE, "Ngày ký | Signed on", "day of signing, as far as known"),
            prop("stage", STAGE, "Giai đoạn | Stage", "how far it went: mou, trial, contract, ended"),
            prop("products", LIST, "Sản phẩm | Products", "ids of what it is about"),
            prop("subject", WORDS, "Nội dung | Subject", "what it is about, in words"),
            prop("event", WORDS, "Sự kiện | Event", "where it was signed"),
        ),
        edge_type(
            "MAKES",
            "Enterprise → Product",
            "sản xuất | makes",
            "a firm makes a product or masters a process",
            _BASIS,
            _WORDING,
            prop("capacity", Number(minimum=0), "Công suất | Capacity", "output a year, in unit"),
            prop("unit", WORDS, "Đơn vị | Unit", "unit of capacity and MOQ"),
            prop("moq", Number(minimum=0), "Đặt tối thiểu | MOQ", "minimum order, in unit"),
            prop(
                "lead_time_days",
                Integer(minimum=0),
                "Thời gian giao | Lead time",
                "days from order to delivery",
            ),
        ),
        edge_type(
            "NEEDS",
            "Enterprise → Product",
            "cần mua | needs",
            "a firm has said that it wants to buy",
            prop("volume", Number(minimum=0), "Sản lượng | Volume", "quantity a year, in unit"),
            prop("unit", WORDS, "Đơn vị | Unit", "unit of the volume"),
            prop("standards", LIST, "Tiêu chuẩn yêu cầu | Required standards", "ids of required standards"),
            prop("by_date", DATE, "Cần trước ngày | By date", "when it is needed"),
            _BASIS,
            _WORDING,
        ),
        edge_type(
            "BROADER",
            "Product → Product",
            "thuộc nhóm | belongs to",
            "the narrower product belongs to the broader group (a tree)",
            acyclic=True,
        ),
        edge_type(
            "INPUT_OF",
            "Product → Product",
            "dùng để làm | goes into",
            "a part, material or process goes into a product",
            _BASIS,
            acyclic=True,
        ),
        edge_type(
            "HOLDS",
            "Enterprise → Standard",
            "có chứng nhận | holds",
            "a firm holds a certificate",
            prop("number", WORDS, "Số chứng nhận | Number", "number of the certificate"),
            prop("issuer", WORDS, "Nơi cấp | Issuer", "who certified"),
            prop("valid_until", DATE, "Hết hạn | Valid until", "last day of validity"),
        ),
        edge_type(
            "LOCATED_IN",
            "Enterprise,Place → Place",
            "đặt tại | located in",
            "a firm or a place lies in a place",
        ),
        edge_type(
            "SUPPORTED_BY",
            "Enterprise → Programme",
            "được hỗ trợ bởi | supported by",
            "a firm was taken up by a support programme",
            prop("year", DATE, "Năm | Year", "year of support"),
        ),
    )
}

TYPES: dict[str, NodeType | EdgeType] = {**NODES, **EDGES}

# Nodes that speak of the data, not of firms and products: no view, page or ranking shows them.
BOOKKEEPING = ("Source", "Decision")


def declared(name: str) -> NodeType | EdgeType:
    """The type of that name; an unknown one is an error that lists the known ones."""
    if name not in TYPES:
        known = ", ".join(TYPES)
        raise SchemaError(f"không có loại {name!r}; có: {known}", f"no type {name!r}; known: {known}")
    return TYPES[name]
