"""Word lists: trade words inside names, institutions, countries, places, and a syllable test."""

from __future__ import annotations

import re

from graph.text import fold


def word_set(text: str) -> frozenset[str]:
    """The words of a text that lists them."""
    return frozenset(text.split())


UPPER = "".join(c for c in map(chr, range(0x41, 0x1F00)) if c.isupper() and c.isalpha())
LOWER = "".join(c for c in map(chr, range(0x61, 0x1F00)) if c.islower() and c.isalpha())

# Syllables of Vietnamese trade words ("Cơ khí", "Sản xuất", "Bao bì"), accents kept.
TRADE_VI = word_set(
    """sản xuất dịch vụ thương mại cơ khí chính xác chế tạo khuôn mẫu đúc nhựa kỹ thuật công nghiệp nghệ
    phụ trợ điện tử lạnh lực in ấn bao bì dập kim loại thép nhôm đồng gang inox cao su hóa hoá chất vật
    liệu linh kiện phụ tùng ô tô xe máy thiết bị tự động xây dựng đầu tư phát triển xuất nhập khẩu vận
    tải giao nhận may mặc dệt nhuộm da giày gỗ giấy mực sơn mạ gia công cắt gọt gò hàn nhiệt luyện
    bulông ốc vít lò xo dây cáp hệ thống kỹ nghệ tập đoàn tổng hợp quốc tế một thành viên hai môi trường
    năng lượng logistics kho bãi thực phẩm nông sản ống dẫn nâng hạ keo dán ắc quy đèn lốp xốp kính gốm
    sứ composite bơm van vòng trục bánh răng máy móc tư vấn thiết kế hỗ trợ sợi thủy tinh thuỷ đầu nối
    định hình áp tấm ép phun ngũ quang học y cung ứng từ tính khí động bảo trì khung robot quạt nội thất
    trang bạc lót tiện phay mài dược phẩm nguyên bề mặt khu hạ tầng cao cấp thông minh pin xi măng nông
    lâm ngư nghiệp mới giáo dục đào tạo tế bu lông bulong hàng hải đóng tàu biển vật tư sắt kẽm chì
    thiếc tem nhãn mác băng tải keo thùng carton pallet màng túi đệm mút xích puly gioăng phớt mỡ bôi
    trơn tĩnh thang cầu trục đồ gá nguội rèn luyện lá cuộn cán kéo bình chứa dụng tiêu chiếu sáng lọc
    khuôn chân không siêu laser phun cát vô tuyến viễn thông bán dẫn vi mạch chip lắp ráp chế biến tái sinh
    đồng hồ động cơ đồ chơi thau chỉ"""
)
TRADE_EN = word_set(
    """production service services trading manufacturing manufacture exhibition advertising gear shaft
    steel plastic plastics mechanical mechanics precision industry industries industrial technology
    technologies engineering construction import export packaging printing mold mould molds moulds
    die casting tools tool equipment electric electrical electronics electronic metal metals rubber
    chemical chemicals development investment logistics transport commerce commercial trade design
    machinery machine machining components parts accessories spring springs stamping forging foundry
    fasteners fastener bolts nuts cable cables wire wiring harness paint coating plating textile
    garment footwear leather paper wood furniture glass ceramics composite fibre fiber automation
    robotics solutions systems system materials material supply processing works tooling aluminium
    aluminum copper iron bearing bearings valves pumps motors auto automotive lighting energy
    sealing seals surface treatment heat films foam box carton labels adhesives magnetics optics
    pump valve bolt nut screw screws fixings bamboo pipe pipes tube tubes boxes film rope chain
    wheel wheels tyre tyres ceramic stone thread yarn fabric label plate sheet coil battery
    batteries lamp lamps carton bag bags tape ink dye resin magnet mirror lens rivet rivets hinge
    hinges clip clips seal brush brake brakes gasket gaskets filter filters fan fans motor
    compressor refrigeration cooling heating welding jig jigs fixture fixtures sensor sensors
    sand mineral minerals connector connectors software food agriculture port marine"""
)

# What begins the name of a body that is no enterprise (folded).
INSTITUTIONS_VI = re.compile(
    rf"\b(?:Bộ(?= [{UPPER}])|Sở|UBND|Ủy ban|Uỷ ban|HĐND|Ngân hàng|Hiệp hội|Hội(?! nghị| chợ| thảo)"
    rf"|Trường(?= (?:Đại học|ĐH|Cao đẳng|CĐ|Trung|THPT|Chính trị|Quản trị))|"
    r"Đại học|ĐH|Cao đẳng|Học viện|Viện|Trung tâm|Cục|Tổng cục|Vụ|Ban [Qq]uản lý|Ban Quản trị"
    r"|Chính phủ|Liên đoàn|"
    r"Liên hiệp|Liên minh|Phòng Thương mại|Quỹ|Đại sứ quán|Tổng lãnh sự|Tổ chức|Bệnh viện|Câu lạc bộ|CLB"
    r"|Công đoàn|"
    r"Cơ quan|Văn phòng|Hội đồng|Tòa án|[Tt]ỉnh|[Tt]hành phố|TP\.?|JETRO|KOTRA|JICA|KOICA|VCCI|USAID"
    r"|GIZ|UNIDO|"
    r"VASI|HANSIBA|EuroCham|AmCham|Đoàn Thanh niên|Chi cục|Thành đoàn|Tỉnh đoàn|Quân khu|Phường|Xã|Huyện)\b"
)
INSTITUTION_WORDS_EN = word_set(
    """university ministry department bank association institute province committee centre center chamber
    federation fund agency embassy council college school government authority authorities hospital
    kotra jetro jica vcci union administration board foundation consulate academy insurance securities
    newspaper magazine television gazette polytechnic institution society club bureau taskforce
    directorate"""
)
FINANCE_VI = re.compile(
    r"(?i)\b(?:bảo hiểm|chứng khoán|tài chính|cho thuê tài chính|quản lý quỹ|kiểm toán|luật|finance|leasing"
    r"|insurance|securities|bank)\b"
)

_COUNTRIES = {
    "KR": "hàn quốc|korea|korean|south korea|south korean|hàn",
    "JP": "nhật bản|nhật|japan|japanese",
    "TW": "đài loan|taiwan|taiwanese",
    "CN": "trung quốc|china|chinese",
    "US": "mỹ|hoa kỳ|us|u.s.|american|usa|united states",
    "DE": "đức|chlb đức|germany|german",
    "SE": "thụy điển|thuỵ điển|sweden|swedish",
    "FR": "pháp|france|french",
    "IT": "ý|italia|italy|italian",
    "TH": "thái lan|thailand|thai",
    "SG": "singapore|singaporean",
    "MY": "malaysia|malaysian",
    "HK": "hồng kông|hong kong",
    "NL": "hà lan|netherlands|dutch",
    "CH": "thụy sĩ|thuỵ sĩ|switzerland|swiss",
    "GB": "anh|vương quốc anh|uk|british|united kingdom",
    "NO": "na uy|norway|norwegian",
    "DK": "đan mạch|denmark|danish",
    "FI": "phần lan|finland|finnish",
    "AT": "áo|austria|austrian",
    "ES": "tây ban nha|spain|spanish",
    "IN": "ấn độ|india|indian",
    "ID": "indonesia|indonesian",
    "AU": "úc|australia|australian",
    "CA": "canada|canadian",
    "BE": "bỉ|belgium|belgian",
    "CZ": "séc|czech",
    "PL": "ba lan|poland|polish",
}
COUNTRIES = {word: code for code, words in _COUNTRIES.items() for word in words.split("|")}
VIETNAM = frozenset({"việt nam", "vietnam", "viet nam", "vn"})
COUNTRY_WORDS = "|".join(sorted((re.escape(w) for w in COUNTRIES), key=len, reverse=True))

PLACES = frozenset(map(fold, COUNTRIES)) | frozenset(
    fold(p)
    for p in """
Hà Nội|Hải Phòng|Haiphong|Hanoi|Đà Nẵng|Danang|Cần Thơ|Huế|Hồ Chí Minh|Ho Chi Minh City|HCM City
|Sài Gòn|Hải Dương|Hưng Yên|Bắc Ninh|Bắc Giang|Quảng Ninh|Vĩnh Phúc|Thái Bình|Nam Định|Hà Nam
|Ninh Bình|Thanh Hóa|Thanh Hoá|Nghệ An|Hà Tĩnh|Quảng Bình|Quảng Trị|Quảng Nam|Quảng Ngãi|Bình Định
|Phú Yên|Khánh Hòa|Ninh Thuận|Bình Thuận|Đồng Nai|Bình Dương|Long An|Tây Ninh|Bà Rịa|Vũng Tàu
|Bà Rịa - Vũng Tàu|Tiền Giang|Bến Tre|Vĩnh Long|Trà Vinh|Đồng Tháp|An Giang|Kiên Giang|Hậu Giang
|Sóc Trăng|Bạc Liêu|Cà Mau|Thái Nguyên|Phú Thọ|Tuyên Quang|Lào Cai|Yên Bái|Hòa Bình|Lạng Sơn
|Cao Bằng|Sơn La|Điện Biên|Lai Châu|Lâm Đồng|Đắk Lắk|Gia Lai|Kon Tum|Bình Phước|Việt Nam|Vietnam
|Viet Nam|Tràng Duệ|Nomura|Đình Vũ|Thủy Nguyên|An Dương|Đồ Sơn|Hàn Quốc|Nhật Bản|Trung Quốc|Đài Loan
|Thái Lan|Seoul|Tokyo|Osaka|Indonesia|Singapore|Japan|Korea|Taiwan|China|Thailand|Germany|Asia
|Hóc Môn|Củ Chi|Gia Lâm|Đông Anh|Sóc Sơn|Thủ Đức|Biên Hòa|Thuận An|Dĩ An|Tân Uyên|Bến Cát|Long Thành
|Nhơn Trạch|Đức Hòa|Phố Nối|Từ Sơn|Quế Võ|Yên Phong|Việt Yên|Mỹ Hào|Kiến An|Cẩm Giàng|Phổ Yên|Sông Công
|Chu Lai|Dung Quất|Nha Trang|Đà Lạt|Duy Tiên|Amata|VSIP|Bến Lức|Quang Minh|Thăng Long|Hòa Lạc|Hoa Lac
|Europe|ASEAN|Châu Âu|Quy Nhon|Quy Nhơn|Mỹ Đồng|Đông Nam Á|Southeast Asia|Dalat|Đắk Nông|Hà Giang
|Bắc Kạn|Sa Đéc|Cam Ranh|Hội An|Vinh|Kinh Bắc|Dong Van|Đồng Văn|Ba Vì|Cát Lái|Cai Mep|Cái Mép|Red River
|Delta|Mekong Delta|Central Highlands|Tây Nguyên|Busan|Incheon|Daegu|Ulsan|Gumi|Changwon|Suwon
|Nagoya|Yokohama|Kobe|Kyoto|Hiroshima|Fukuoka|Toyama|Hamamatsu|Niigata|Shizuoka|Aichi|Taipei|Taichung
|Kaohsiung|Tainan|Hsinchu|Shenzhen|Guangzhou|Guangdong|Guangxi|Shanghai|Beijing|Suzhou|Dongguan|Foshan
|Ningbo|Zhejiang|Jiangsu|Fujian|Xiamen|Hong Kong|Manila|Cebu|Jakarta|Bangkok|Rayong|Penang|Kuala Lumpur
|Johor|Phnom Penh|Vientiane|Yangon|Dhaka|Mumbai|Delhi|Chennai|Pune|Colombo|Dubai|Munich|Stuttgart
|Hamburg|Berlin|Frankfurt|Cologne|Milan|Turin|Bologna|Rome|Paris|Lyon|London|Birmingham|Sheffield
|Manchester|Yorkshire|Rotterdam|Amsterdam|Antwerp|Brussels|Zurich|Basel|Biel|Geneva|Vienna|Linz|Prague
|Brno|Warsaw|Stockholm|Gothenburg|Oslo|Copenhagen|Helsinki|Madrid|Barcelona|Lisbon|Chicago|Detroit
|New York|California|Texas|Ohio|Oregon|Sydney|Melbourne|Cambodia|Laos|Myanmar|Philippines|Bangladesh
|Pakistan|Sri Lanka|Turkey|Israel|Egypt|Mexico|Brazil|Chile|Russia|Ukraine|Portugal|Ireland|Hungary
|Romania|Greece|Asia|Africa|America|North America|Campuchia|Lào|Nga|Hungari|Thâm Quyến|Thượng Hải
|Bắc Kinh|Quảng Châu|Quảng Đông|Quảng Tây|Phật Sơn|Đông Quản|Băng Cốc|Bằng Tường|Tô Châu""".replace(
        "\n", ""
    ).split("|")
)

# One-word names of firms that reports on Vietnam's industry mention without saying what they are (folded).
KNOWN_FIRMS = word_set(
    """samsung lg canon honda toyota yamaha panasonic foxconn intel bosch piaggio vinfast thaco hyundai
    kia ford suzuki mazda nissan mitsubishi isuzu hino daikin kyocera brother fujifilm ricoh epson sharp
    sony hitachi toshiba denso aisin sumitomo yazaki furukawa nidec minebea mabuchi olympus hoya murata
    rorze ge siemens schneider abb emerson honeywell jabil pegatron luxcom luxshare goertek compal wistron
    quanta inventec flextronics amkor hanwha doosan posco hyosung lotte cj kolon taekwang changshin
    hwaseung nike adidas puma decatlon decathlon ikea walmart uniqlo h&m zara gap levi's columbia asics
    skechers lego pandora heineken carlsberg sabeco habeco vinamilk masan acecook ajinomoto nestle
    unilever p&g coca-cola pepsico suntory kirin nongshim orion grundfos schindler kone otis thyssenkrupp
    vestas enercon airbus boeing safran rolls-royce caterpillar komatsu kubota yanmar makita techtronic
    milwaukee stanley dewalt electrolux whirlpool midea haier gree tcl hisense xiaomi oppo apple google
    microsoft dell hp lenovo asus acer nokia ericsson qualcomm nvidia amd tesla byd volvo scania bmw
    mercedes-benz audi volkswagen peugeot michelin bridgestone goodyear pirelli kumho hankook basf dow
    dupont bayer 3m henkel akzo akzonobel jotun ppg sika saint-gobain tetra alcoa hydro arcelormittal
    jfe kobelco nippon tatra fanuc kuka yaskawa estun mazak okuma makino dmg trumpf amada bystronic arburg
    engel haitian sumitomo nissei krones marel sacmi kpmg deloitte pwc ey sgs bureau veritas tuv dhl fedex
    ups maersk msc gemadept lalamove grab viettel fpt vnpt cmc vingroup vincom hoaphat hoasen viglacera
    petrolimex petrovietnam pvn evn vinachem vinatex vinacomin tkv vinalines ree coteccons newtecons
    lilama pouyuen pouchen feng tay eclat makalot hansae hansoll youngone cargill bunge ykk avery
    rang-dong cadivi trungnam viettien dony biti's casumina drc""".replace(" veritas ", " ").replace(
        " tay ", " "
    )
)

SURNAMES = word_set(
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh luong truong luu mai"
    " to ta doan ha cao chu trinh kieu quach nghiem dao la lam thai vuong khuc tong"
)

_SYLLABLE = re.compile(
    r"(?:ngh|ng|gh|gi|nh|ph|qu|th|tr|ch|kh|[bcdghklmnprstvx])?"
    r"(?:uyen|uyet|ieu|yeu|uoi|uou|oai|oay|uay|uya|uye|uyu|oan|oa|oe|oo|ai|ao|au|ay|eo|eu|ia|ie|iu|oi"
    r"|ua|ue|ui|uo"
    r"|uu|uy|ye|ya|[aeiouy])(?:ch|ng|nh|[cmnpt])?"
)


def is_syllable(word: str) -> bool:
    """Whether a word could be one Vietnamese syllable, with or without accents.

    >>> is_syllable("Khánh"), is_syllable("Heesung")
    (True, False)
    """
    return _SYLLABLE.fullmatch(fold(word)) is not None


_TRADE_END = re.compile(
    r"[a-z]{3,}(?:ings?|ers|ors|tions?|ware|ments?|nology|works?|tools?|ucts?|ery|eries|icals?)"
)


def is_trade(word: str) -> bool:
    """Whether a word says what a firm does, rather than what it is called."""
    low = word.lower()
    if low in TRADE_VI or low in TRADE_EN or _TRADE_END.fullmatch(low) is not None:
        return True
    return all(part in _ABBREVIATED for part in low.split("-"))


# "SX-TM-DV": trades in short.
_ABBREVIATED = word_set("sx tm dv xd xnk kt cn đt vt kd nk xk gc sxtm tmdv sxtmdv xnktm dvkt ck cnc")
