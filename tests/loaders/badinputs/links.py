"""43 to 47: rows that name what is not there, themselves, or more than one thing."""

from __future__ import annotations

from tests.loaders.badinputs.case import Case, Read

FIRMS = {
    "enterprises.csv": (
        "id,name,tax_code\na,Công ty CP Một,0200100019\nb,Công ty TNHH Hai,\n"
        "m1,Công ty TNHH Minh Tâm,\nm2,Công ty CP Minh Tâm,\n"
    ),
    "products.csv": "id,name_vi\np,Khuôn ép nhựa\nq,Máy giặt\nr,Vỏ máy\n",
}

_ONE = "buyer and supplier are one; correct either"
_RING = "closes a cycle; remove one row of it"
_DISTRICTS = "districts are no more since July 2025;"
_AS_WRITTEN = "kept as written, the ward of today is not guessed:"


def _mou(id: str, what: str, parties: str, *says: str, vi: str) -> Read:
    """A bad MOU beside a good one: its row is set aside."""
    files = {**FIRMS, "mous.csv": f"id,buyer,supplier\nm,{parties}\nn,a,b\n"}
    return Read(id, what, files, says, vi, {"SIGNED_MOU": [{"id": "n", "source": "a", "target": "b"}]})


CASES: list[Case] = [
    _mou("43a", "a party that nobody knows, but nearly", "a,Công ty CP Hia",
         "aside: data/mous.csv:2:supplier 'Công ty CP Hia': no such enterprise; nearest: Công ty TNHH Hai (b)",
         vi="không có doanh nghiệp này; gần nhất: Công ty TNHH Hai (b)"),
    _mou("43b", "a party that nobody knows", "a,Zzyzx Corporation",
         "aside: data/mous.csv:2:supplier 'Zzyzx Corporation': no such enterprise; add it first",
         vi="không có doanh nghiệp này; hãy thêm vào trước"),
    _mou("43c", "both parties are one id", "a,a", f"aside: data/mous.csv:2:supplier 'a': {_ONE}",
         vi="buyer và supplier là một; hãy sửa một trong hai"),
    _mou("43d", "both parties are one by name and tax code", "Công ty CP Một,0200100019",
         f"aside: data/mous.csv:2:supplier '0200100019': {_ONE}", vi="buyer và supplier là một"),
    _mou("43e", "a party whose name is of two firms", "Minh Tâm,b",
         "aside: data/mous.csv:2:buyer 'Minh Tâm': fits several: Công ty TNHH Minh Tâm (m1), Công ty CP Minh Tâm (m2);"
         " give the id", vi="khớp nhiều doanh nghiệp: Công ty TNHH Minh Tâm (m1), Công ty CP Minh Tâm (m2); hãy ghi mã"),
    _mou("43f", "a party by a tax code that nobody has", "a,0200100026",
         "aside: data/mous.csv:2:supplier '0200100026': no such enterprise; add it first",
         vi="không có doanh nghiệp này; hãy thêm vào trước"),
    _mou("44a", "a supplier listed as its own buyer", "b,Công ty TNHH Hai",
         f"aside: data/mous.csv:2:supplier 'Công ty TNHH Hai': {_ONE}", vi="buyer và supplier là một"),
    Read("44b", "a firm that makes what it needs is none of these", {**FIRMS,
         "capabilities.csv": "enterprise,product\na,p\n", "needs.csv": "enterprise,product\na,p\n"},
         holds={"MAKES": [{"source": "a", "target": "p"}], "NEEDS": [{"source": "a", "target": "p"}]}),
    Read("45a", "two groups, each in the other", {"products.csv": "id,name_vi,broader\nx,X,y\ny,Y,x\nz,Z,x\n"},
         (f"aside: data/products.csv:2:broader 'x → y': {_RING}", f"aside: data/products.csv:3:broader 'y → x': {_RING}"),
         "tạo vòng lặp; hãy bỏ một dòng trong vòng",
         {"BROADER": [{"source": "z", "target": "x"}]}),
    Read("45b", "a group in itself", {"products.csv": "id,name_vi,broader\nx,X,x\nz,Z,x\n"},
         ("aside: data/products.csv:2:broader 'x': points to itself; leave it out",), "chỉ vào chính nó; hãy bỏ đi",
         {"BROADER": [{"source": "z", "target": "x"}]}),
    Read("45c", "three parts in a ring", {**FIRMS, "inputs.csv": "product,input_of\np,q\nq,r\nr,p\n"},
         tuple(f"aside: data/inputs.csv:{row}: {_RING}" for row in ("2 'p → q'", "3 'q → r'", "4 'r → p'")),
         "tạo vòng lặp",
         {"INPUT_OF": []}),
    Read("45d", "a ring that the store closes", {"products.csv": "id,name_vi,broader\ny,Y,x\n"},
         (f"aside: data/products.csv:2:broader 'y → x': {_RING}",), "tạo vòng lặp",
         {"BROADER": [{"source": "x", "target": "y"}]}, before={"products.csv": "id,name_vi,broader\nx,X,y\ny,Y,\n"}),
    Read("45e", "two groups for one product", {"products.csv": "id,name_vi,broader\nx,X,z\n"},
         ("aside: data/products.csv:2:broader 'x → z': in several groups (y, z); only one is allowed",),
         "thuộc nhiều nhóm (y, z); chỉ được một",
         {"BROADER": [{"source": "x", "target": "y"}]},
         before={"products.csv": "id,name_vi,broader\nx,X,y\ny,Y,\nz,Z,\n"}),
    Read("45f", "what goes into itself, as a link", {"products.csv": "id,name_vi,input_of\nx,X,y\ny,Y,x\nz,Z,x\n"},
         (f"aside: data/products.csv:2:input_of 'x → y': {_RING}",
          f"aside: data/products.csv:3:input_of 'y → x': {_RING}"), "tạo vòng lặp",
         {"INPUT_OF": [{"source": "z", "target": "x"}]}),
    Read("46a", "a product that nobody knows, in a list",
         {**FIRMS, "enterprises.csv": "id,name,products\na,Một,Máy giặt|tàu vũ trụ|p\n"},
         ("aside: data/enterprises.csv:2:products 'tàu vũ trụ': no such product in the taxonomy",
          'unplaced: ketnoi place "tàu vũ trụ" PRODUCT'),
         "không có sản phẩm này trong danh mục",
         {"MAKES": [{"target": "p"}, {"target": "q"}]}),
    Read("46b", "a product that is nearly one", {**FIRMS, "capabilities.csv": "enterprise,product\na,khuôn ép nhự\na,q\n"},
         ("aside: data/capabilities.csv:2:product 'khuôn ép nhự': no such product in the taxonomy;"
          " nearest: Khuôn ép nhựa (p) 0.36",
          'unplaced: ketnoi place "khuôn ép nhự" p'),
         "gần nhất: Khuôn ép nhựa (p)",
         {"MAKES": [{"target": "q"}]}),
    Read("46c", "a standard that nobody knows", {**FIRMS, "standards.csv": "id,name\niso,ISO 9001\n",
         "certificates.csv": "enterprise,standard\na,ISO 99999\nb,ISO 9001\n"},
         ("aside: data/certificates.csv:2:standard 'ISO 99999': no such standard; add it first",),
         "không có tiêu chuẩn này; hãy thêm vào trước",
         {"HOLDS": [{"source": "b", "target": "iso"}]}),
    Read("47a", "a district of before July 2025",
         {"enterprises.csv": 'id,name,address\na,Một,"Xã Lê Lợi, huyện An Dương, TP Hải Phòng"\n'},
         (f"note: data/enterprises.csv:address: {_DISTRICTS} province and park are kept, the ward of today is not"
          " guessed: rows 2 'huyện An Dương'",),
         "cấp huyện không còn từ 7/2025; giữ tỉnh và khu công nghiệp, không đoán phường xã mới",
         {"LOCATED_IN": [{"source": "a", "target": "hai-phong"}, {"source": "hai-phong", "target": "vietnam"}]}),
    Read("47b", "a ward whose name is of two", {
        "places.csv": "id,name_vi,kind\nha1,Hồng An,ward\nha2,Hồng An,ward\n",
        "enterprises.csv": "id,name,ward\na,Một,Hồng An\nb,Hai,ha2\n"},
         ("aside: data/enterprises.csv:2:ward 'Hồng An': fits several places (Hồng An (ha1), Hồng An (ha2)); give the id",),
         "khớp nhiều địa điểm (Hồng An (ha1), Hồng An (ha2)); hãy ghi mã",
         {"LOCATED_IN": [{"source": "b", "target": "ha2"}]}),
    Read("47c", "a former province", {"enterprises.csv": "id,name,province\na,Một,Hải Dương\nb,Hai,Hải Phòng\n"},
         holds={"LOCATED_IN": [{"source": "a", "target": "hai-duong-former"}, {"source": "b", "target": "hai-phong"},
                               {"source": "hai-duong-former", "target": "hai-phong"},
                               {"source": "hai-phong", "target": "vietnam"}]}),
    Read("47d", "the column says another province than the address",
         {"enterprises.csv": 'id,name,province,address\na,Một,Hải Phòng,"KCN VSIP, Bắc Ninh"\n'},
         ("note: data/enterprises.csv:2:province: the column says Hải Phòng, the address Bắc Ninh; the column stands",),
         "cột ghi Hải Phòng, địa chỉ ghi Bắc Ninh; giữ theo cột",
         {"LOCATED_IN": [{"source": "a", "target": "hai-phong"}, {"source": "a", "target": "vsip-2d01ab"},
                         {"source": "bac-ninh", "target": "vietnam"}, {"source": "hai-phong", "target": "vietnam"}]}),
    Read("47e", "a ward of a former province, which may have been split",
         {"enterprises.csv": 'id,name,address\na,Một,"Phường Tứ Minh, TP Hải Dương, Hải Dương"\n'},
         (f"note: data/enterprises.csv:address: {_DISTRICTS} province and park are kept, the ward of today is not"
          " guessed: rows 2 'TP Hải Dương'",),
         "không đoán phường xã mới",
         {"LOCATED_IN": [{"source": "a", "target": "hai-duong-former"},
                         {"source": "hai-duong-former", "target": "hai-phong"},
                         {"source": "hai-phong", "target": "vietnam"}]}),
    Read("47f", "a district in the column of cities", {"enterprises.csv": 'id,name,city\na,Một,Quận Lê Chân\n'},
         (f"note: data/enterprises.csv:city: {_DISTRICTS} {_AS_WRITTEN} rows 2 'Quận Lê Chân'",),
         "cấp huyện không còn từ 7/2025; giữ như đã ghi, không đoán phường xã mới",
         {"Place": [{"name_vi": "Quận Lê Chân", "kind": "city"}]}),
    Read("47g", "a ward with a district in its column", {"enterprises.csv": 'id,name,ward\na,Một,"xã Lê Lợi, huyện An Dương"\n'},
         (f"note: data/enterprises.csv:ward: {_DISTRICTS} {_AS_WRITTEN} rows 2 'xã Lê Lợi, huyện An Dương'",),
         "giữ như đã ghi", {"Place": [{"name_vi": "xã Lê Lợi, huyện An Dương", "kind": "ward"}]}),
]  # fmt: skip
