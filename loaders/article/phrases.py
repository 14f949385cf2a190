"""The phrases of signing in both languages: verbs, papers, plans, denials, stages, other business.

All patterns are for text in lower case NFC.
"""

from __future__ import annotations

import re
from typing import Literal

Stage = Literal["mou", "trial", "contract", "ended"]

_T = "(?:thỏa|thoả)"
PAPER_VI = (
    rf"(?:biên bản|bản|văn bản|văn kiện|tờ) (?:ghi nhớ|{_T} thuận|hợp tác|cam kết|hợp đồng)"
    rf"|ghi nhớ(?: hợp tác)?|{_T} thuận"
    r"|biên bản(?! (?:vi phạm|kiểm tra|làm việc|họp|hòa giải))|hợp đồng|mou|đơn (?:đặt )?hàng|cam kết hợp tác"
    r"|ý định thư|văn bản|hợp tác"
)
PAPER_EN = (
    r"memorand(?:um|a|ums)(?: of understanding)?|mous?|agreements?|contracts?|deals?|pacts?|accords?"
    r"|letters? of intent"
    r"|purchase orders?|trial orders?|orders?|partnerships?|document|paperwork|understanding|accord"
)
PAPER = re.compile(rf"(?<![^\W_])(?:{PAPER_VI}|{PAPER_EN})(?![^\W_])")
_SIGN_VI = (
    r"(?<!đăng )(?<!chữ )(?<!nhật )(?<!ngày )(?<!thời )ký(?: kết| tắt)?"
    r"(?! (?:hiệu|túc|sự|quỹ|gửi|ức|giả|lục|tên|tặng|nhận|duyệt|xác nhận|phát|ban hành|nháy))"
)
_SIGN_EN = (
    r"(?:co-?)?sign(?:ed|ing|atures?|atories)(?! (?:on as (?!a (?:tier|supplier|vendor))"
    r"|up(?! to supply)|off(?! on)|that|language))"
    r"|signs?(?! (?:on as|up|off(?! on)|that|of|language))|inks?|inked|inking"
    r"|initial(?:l?ed|l?ing)|put(?:ting)? (?:pen to paper|their (?:names|signatures))|(?:enter(?:s|ed"
    r"|ing) into)"
)
SIGNING = re.compile(rf"(?<![^\W_])(?:{_SIGN_VI}|{_SIGN_EN})(?![^\W_])")
# Verbs that mean a signing only together with a paper.
_DOING = (
    r"trao(?: đổi| nhận| tay)?|đạt(?: được)?|chốt|giành(?: được| lấy)?|nhận(?: được)?|có(?: được)?"
    r"|bắt tay|hoàn tất|thống nhất"
    r"|đặt|phát hành|thực hiện|triển khai|chấm dứt|thanh lý|hết hiệu lực|hết hạn|ngừng|gia hạn|công bố"
    r"|trúng|lập"
    r"|xác lập|thiết lập"
    r"|exchang(?:es?|ed|ing)|conclud(?:es?|ed)|seal(?:s|ed)|struck|strikes?|reach(?:es|ed)|clinch(?:es|ed)"
    r"|secur(?:es?|ed)|w[io]ns?|award(?:s|ed)|land(?:s|ed)|hand(?:s|ed) (?:over)?|agreed(?! to)"
    r"|formali[sz]ed|penned|placed?"
    r"|announced|made|received|renewed|finali[sz]ed|closed|lapsed|terminated|expired|ended|bagged"
    r"|binds?|commits?|obliges?|requires?|calls for|provides for|issued|got|picked up|teamed up|tied up"
    r"|partner(?:s|ed)|shook hands"
)
DOING = re.compile(rf"(?<![^\W_])(?:{_DOING})(?![^\W_])")
BETWEEN = re.compile(r"(?<![^\W_])(?:giữa|between|among|của hai bên là|hai bên là)(?![^\W_])")

PLAN = re.compile(
    r"(?<![^\W_])(?:sẽ|dự kiến|sắp|chuẩn bị|mong(?: muốn)?|muốn|kỳ vọng|có thể|đang (?:đàm phán"
    r"|thương thảo|trao đổi|xem xét|xúc tiến"
    r"|tìm|cân nhắc|hoàn tất)|hướng tới|tiến tới|nếu|hy vọng|hi vọng|đề xuất|đề nghị|lên kế hoạch"
    r"|kế hoạch|phấn đấu|mục tiêu|cơ hội"
    r"|đủ điều kiện|chờ|towards?|strives?|striving|on track|tới đây|will|would|could|may(?! \d| mặc)"
    r"|might|plans?|planned|planning"
    r"|expects?|expected|hopes?|hoped|hoping|aims?|aiming"
    r"|intends?|seeks?|seeking|consider(?:s|ing)|scheduled|set to|if|in talks|negotiat\w+|due"
    r"|upcoming|poised|should|wants?|ready"
    r"|chủ trương|thông qua (?:việc|phương án)|ủy quyền|round of talks|plans? to|about to|likely|propos\w+"
    r"|potential|eyes|eyeing|yet to)(?![^\W_])"
)
# Words that make a plan only right before the verb: "to sign", "để ký".
AHEAD = re.compile(
    r"(?<![^\W_])(?:để|nhằm|sớm|to|before|until|once|invited|trước khi(?: trình)?|cho đến khi)(?: (?:cùng"
    r"|jointly|formally|soon|also|tiến hành))?\s*$"
)
DONE = re.compile(r"(?<![^\W_])(?:đã|vừa|mới|has|have|had|was|were|chính thức)(?![^\W_])")
DENIAL = re.compile(
    r"(?<![^\W_])(?:chưa|không(?! chỉ| những| ngừng| ít| nhiều)|chẳng|not(?! only)|never|hoãn|lùi|nothing"
    r"|shelved|abandoned|none"
    r"|no(?! longer"
    r"| fewer| less)|without|failed to|fails to|declined to|refused|từ chối"
    r"|phủ nhận|bác bỏ|denied|denies|tin đồn|rumou?rs?|rumou?red|neither|nor|all but|instead of|thay vì|lẽ ra"
    r"|suýt)(?![^\W_])|n[’']t(?![^\W_])"
)
CANCELLED = re.compile(
    r"(?<![^\W_])(?:bị (?:hủy|huỷ|hoãn|dừng)|(?:hủy|huỷ) bỏ|tạm hoãn|hoãn(?: lại)?|đổ vỡ|bất thành"
    r"|không thành|called off|cancell?ed"
    r"|postponed|fell through|collapsed|scrapped|shelved|put off|delayed|(?:went|remains?|remained"
    r"|left) unsigned|không diễn ra"
    r"|lùi (?:lại|thời|sang)|dời (?:lại|sang)|vô thời hạn|giả mạo|forged|bogus|fake|did not take place"
    r"|(?:were|was|been) (?:dismissed|denied|refuted)|bị (?:bác bỏ|phủ nhận)|không đúng sự thật"
    r"|(?:là )?không chính xác|sai sự thật|thất thiệt|bịa đặt|inaccurate|not true|is false|untrue"
    r"|untruthful"
    r"|(?:rút lui|rút khỏi)|walked away|broke down)(?![^\W_])"
)
LATER = re.compile(
    r"(?<![^\W_])(?:(?:sẽ|dự kiến)(?: được| sẽ)? (?:diễn ra|ký|tổ chức|hoàn tất)|is (?:scheduled"
    r"|expected|planned|due|set|unlikely|likely)|are (?:scheduled|expected|due|set)"
    r"|will (?:be (?:signed|held|inked|exchanged|concluded)|take place)|(?:to be|being) (?:signed"
    r"|drafted|negotiated|finali[sz]ed)|vẫn (?:đang|chưa)|đang được [^,;.]{0,30}(?:rà soát|soạn"
    r"|thẩm định)|would have|still (?:under|being|in))(?![^\W_])"
)
ENDED = re.compile(
    r"(?<![^\W_])(?:chấm dứt|thanh lý hợp đồng|hết hiệu lực|hết hạn|kết thúc hợp (?:đồng|tác)"
    r"|không (?:được )?gia hạn|đơn phương|lapsed|terminat(?:ed?|ion|ing)|expired|wound up|ended"
    r"|(?:declined|not|refused) to (?:extend|renew)|từ chối gia hạn|discontinued|ngừng hợp tác|(?:ngừng"
    r"|dừng) (?:mua|đặt hàng|cung cấp)|stopped (?:ordering|buying"
    r"|sourcing)"
    r"|not (?:been )?renewed|scrapped|cut short)(?![^\W_])"
)
TRIAL = re.compile(
    r"(?<![^\W_])(?:thử nghiệm|sản xuất thử|chạy thử|(?:hàng|đơn|lô|cung cấp|giao|đặt"
    r"|làm) (?:hàng )?(?:thử|mẫu)|thí điểm|trial|pilot)(?![^\W_])"
)
CONTRACT = re.compile(
    r"(?<![^\W_])(?:hợp đồng|đơn (?:đặt )?hàng|contracts?|purchase orders?|orders?|po|supply deals?"
    r"|supply agreements?|purchase agreements?|[\w-]+-year (?:supply )?(?:agreements?|deals?)"
    r"|(?:agreements?|deals?)[^;.]{0,70}? (?:to (?:supply|provide|deliver|sell|buy|purchase|make)|will see)"
    r"|agreements? (?:covering|for|on) the (?:supply|purchase)"
    rf"|(?<!biên bản ){_T} thuận (?:mua(?! sắm)(?: bán)?|cung cấp|cung ứng|mua hàng))(?![^\W_])"
)
MEMORANDUM = re.compile(r"(?<![^\W_])(?:ghi nhớ|mous?|memorand\w+)(?![^\W_])")
MEMO = re.compile(
    r"(?<![^\W_])(?:ghi nhớ|mous?|memorand\w+|thỏa thuận|thoả thuận|agreements?|ký kết hợp tác)(?![^\W_])"
)

# Work that is bought, but that goes into no product.
_SERVICES = (
    r"hiệu chuẩn|kiểm định|giám định|huấn luyện|bốc (?:xếp|dỡ)|lưu kho|kho vận|vận (?:chuyển|tải)"
    r"|bảo (?:trì|dưỡng)|sửa chữa"
    r"|quan trắc|cải tạo|marketing|quảng bá|kế toán|pháp lý|khám (?:sức khỏe|chữa)|đưa đón|viễn thông"
    r"|internet"
    r"|điện toán|trung tâm dữ liệu"
    r"|tiết kiệm (?:điện|năng lượng)|tín chỉ|carbon credits?|calibrat\w+|inspection|stevedor\w+|warehousing"
    r"|haulage|freight"
    r"|shuttle|maintenance|repairs?|accounting|legal (?:services|advice)|telecom\w*|cloud|data cent(?:re|er)"
    r"|energy (?:saving|efficiency)|peak-load|electricity|decarboni\w+|staffing|manpower|medical check\w*"
)
OTHER = re.compile(
    rf"(?<![^\W_])(?:{_SERVICES}|tín dụng|vay|hạn mức|tài trợ|thuê|mặt bằng|đất|lao động|bảo hiểm|đào tạo"
    r"|tuyển dụng|thực tập|sinh viên|nghiên cứu|học bổng"
    r"|kiểm toán|tư vấn|mua lại|cổ phần|chuyển nhượng|sáp nhập|góp vốn|vốn góp|quảng cáo|truyền thông"
    r"|chứng nhận|phân phối|đại lý|thi công"
    r"|xây dựng nhà (?:máy|xưởng)|thỏa ước|an sinh|từ thiện|kết nghĩa|tổ chức (?:triển lãm|hội chợ)"
    r"|quỹ|nhà ở|loans?|credit|financ\w+"
    r"|sponsor\w*|leases?|leased|leasing|land|rent\w*|train(?:ing|ed)?|research|scholarships?"
    r"|insur\w+|audit services?|auditors?|consult\w*|acqui\w+|stakes?|shares"
    r"|joint venture|merg\w+|distribut\w+|licen[cs]\w+|advert\w+|certificat\w+|wages?|labou?r"
    r"|recruit\w*|internships?|interns?|students|donat\w+"
    r"|scholar\w*|dormitor\w+|twinning|media|hạ tầng|liên doanh|đầu tư|construction)(?![^\W_])"
)
# Other business even where goods are mentioned.
NEVER = re.compile(
    r"(?<![^\W_])(?:tín dụng|vay(?: vốn)?|tài trợ|thuê (?:lại|đất|nhà|kho|mặt|\d)|cho \ue000 thuê|bảo hiểm"
    r"|mua lại"
    r"|cổ phần|sáp nhập|loans?|credit|sponsor\w*|leases?|land"
    r"|stakes?|shares|acquisition|insurance|labou?r|joint (?:ventures?|cent(?:re|er)s?|compan(?:y|ies)"
    r"|\w+ cent(?:re|er))|cùng thành lập|scholarships?|học bổng|leas(?:ed|ing)"
    r"|rent(?:ed|al)?"
    r"|nhượng quyền|franchis\w+|licen[cs]\w+|bảo lãnh|công tác đảng|thi đua|công đoàn|du lịch|thể thao"
    r"|insurers?|brokers?|rác(?: thải)?|chất thải|waste|suất ăn|bữa (?:ca|ăn)|ăn ca|meals?|lunch(?:es)?"
    r"|caterers?|catering|vệ sinh|nước sạch|cấp nước"
    r"|bất động sản|nhà đất|tuyến (?:container|vận tải)|tourism"
    r"|trade unions?|điện mặt trời|solar(?! (?:panel|module|cell|glass|frame|mount|inverter|heater)s?)"
    r"|rooftop|power purchase|mua bán điện|dịch vụ (?:vận (?:chuyển|tải)"
    r"|kho|bảo vệ"
    r"|an ninh|viễn thông|pháp lý|ăn uống)|erp|phần mềm|software|chuyển đổi số|digital transformation"
    r"|cảng cạn"
    r"|khai thác cảng|lng|terminal(?! (?:block|clip|pin|box|crimp)s?| boxes)|security guards?|nhà ở|căn hộ"
    r"|bóng đá|giải (?:chạy|golf|đấu)|football"
    r"|tournament|thuê tàu|canteens?|showrooms?|cửa hàng|siêu thị|bán lẻ|retail (?:chain|stores?)|outlets?"
    r"|hòa giải|chuyển giao công nghệ|technology transfer"
    r"|khám sức khỏe|suất ăn ca|ký túc xá|trái phiếu|bonds?|thanh toán số|payment platform|đồng phục thể thao"
    r"|(?:cung cấp|sử dụng|hợp đồng|gói) dịch vụ(?! (?:sơn|mạ|gia công|nhiệt|xử lý bề|anod|cnc|in |phủ|cắt"
    r"|hàn|đúc|dập|đo|sản))"
    r"|(?<!machining )(?<!plating )(?<!coating )(?<!treatment )(?<!tooling )services|cleaning|janitor\w*"
    r"|engagement letter|feasibility"
    r"|triển khai (?:hệ thống|giải pháp)|liên danh|đấu thầu"
    r"|% vốn|(?<!thép )(?<!sơn )khí (?:cng|lpg|đốt|công nghiệp|nén)|natural gas"
    r"|cung ứng [^;.]{0,15}(?:lao động|nhân (?:lực|sự))|bằng khen"
    r"|share purchase|per cent of \ue000|% of \ue000|dealers?"
    r"|dealership|lawsuit|court|tòa án|khởi kiện|(?:construction|general|building) contractor"
    r"|manufacturing execution"
    r"|trucking|to truck|build(?:ing)? (?:an?|its|the)[^;.]{0,30}(?:factory|plant|warehouse)|power plant"
    r"|tổng thầu|làm nhà thầu chính)(?![^\W_])"
)
SUPPLY = re.compile(
    r"(?<![^\W_])(?:cung cấp|cung ứng|mua|bán|linh kiện|phụ tùng|gia công|sản xuất|đặt hàng|supply"
    r"|supplies|supplying|supplied|suppliers?|provid\w+|source[ds]?|sourcing|purchas\w+|buy(?:s|ing)?"
    r"|bao tiêu|tiêu thụ"
    r"|parts|components|deliver\w*|procure\w*|nội địa hóa|nội địa hoá)(?![^\W_])"
)


def stage_of(near: str, around: str) -> Stage:
    """How far it went: ``near`` are the words of the signing, ``around`` the sentence."""
    if ENDED.search(around):
        return "ended"
    if TRIAL.search(near):
        return "trial"
    contract, memo = CONTRACT.search(near), MEMO.search(near)
    return "contract" if contract and not (memo and memo.start() < contract.start()) else "mou"


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The last place where a pattern fits."""
    return next(reversed(list(pattern.finditer(text))), None)


# "will supply … under a contract signed in May": the plan is not the signing.
_UNDER = re.compile(
    r"(?<![^\W_])(?:under|theo|sau khi|after|following|based on"
    r"|on the basis of)(?![^\W_])(?=(?: [\w-]+){0,9} ?$)"
)


# "have yet to carry out the memorandum they signed": what is yet to come is not the signing.
_TOLD = re.compile(
    rf"(?:{PAPER_VI}|{PAPER_EN})(?: that| which| mà)? (?:they|it|we|the (?:two|pair)|both|hai bên"
    rf"|họ)(?: had| have"
    r"| đã)? $"
)


def unreal(before: str, after: str) -> str | None:
    """Why a signing has not happened: ``plan``, ``denied`` or ``cancelled``; ``None`` when it has.

    ``before`` is the clause up to the verb, ``after`` what follows it.
    """
    near = re.split(r"[,;:–—]", before)[-1]
    near = near[told.start() :] if (told := _TOLD.search(near)) else near
    under = list(_UNDER.finditer(near))
    near = near[under[-1].start() :] if under else near
    if DENIAL.search(near[-70:]) and not re.search(r"không (?:được )?gia hạn|not (?:been )?renewed", near):
        return "denied"
    plan = _last(PLAN, near)
    if plan and not DONE.search(near, plan.end()):
        return "plan"
    if AHEAD.search(near) and not re.search(
        r"\b(?:met|gathered|came together|returned|gặp (?:nhau|mặt)|có mặt)\b", near
    ):
        return "plan"
    lead = before.lstrip(" \"“'-–")
    if re.match(r"(?:nếu|if|dự kiến|theo kế hoạch|khi nào|should)\b", lead) and not re.search(
        r"\bđã\b", near
    ):
        return "plan"
    if CANCELLED.search(after):
        return "cancelled"
    return "plan" if LATER.search(after) else None
