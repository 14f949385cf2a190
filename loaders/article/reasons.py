"""Why a pair is proposed, or why it is a near case only, in words."""

from __future__ import annotations

from graph.text import Text
from loaders.article.discourse import Found
from loaders.article.judge import PROPOSED, Verdict

# What each rule found, the most telling first.
RULES = {
    "between": Text("lễ ký/văn bản giữa hai bên", "a signing between the two"),
    "with": Text("bên này ký với bên kia", "one signed with the other"),
    "supply": Text("trở thành nhà cung cấp hoặc nhận đơn hàng", "became supplier or got an order"),
    "handed": Text("trao văn bản cho bên kia", "handed the paper to the other"),
    "record": Text("danh sách ghi rõ bên mua, bên bán", "a list that names buyer and supplier"),
    "together": Text("hai bên cùng ký", "both signed together"),
    "related": Text(
        "bên này cung cấp cho bên kia, văn bản đã ký", "one supplies the other, a paper is signed"
    ),
    "row": Text("dòng trong danh sách ký kết", "a row in a list of signings"),
    "both sides": Text(
        "“hai bên” ký, tên ở câu trước", "“the two sides” signed, names in the sentence before"
    ),
    "told before": Text(
        "ký kết ở câu này, bên kia nêu ở câu trước", "signed in this sentence, the other named before"
    ),
    "two named": Text(
        "câu nói về ký kết có đúng hai doanh nghiệp", "a signing with just two enterprises named"
    ),
}
PROBLEMS = {
    "plan": Text("mới là dự định, chưa ký", "only planned, not signed"),
    "denied": Text("câu nói là chưa/không ký", "said not to be signed"),
    "cancelled": Text("đã hủy hoặc hoãn", "called off or put off"),
    "other": Text("nội dung không phải mua bán, cung ứng", "about something else than supply"),
}


def why(item: Found, verdict: Verdict, *, decided: bool) -> list[Text]:
    """The reasons for how likely a pair is."""
    said = [RULES[item.statement.rule]]
    if item.statement.problem:
        said.append(PROBLEMS[item.statement.problem])
    elif verdict.likelihood < PROPOSED:
        said.append(Text("lời văn chưa đủ cho thấy đã ký", "the words tell too little of a signing"))
    if verdict.words:
        words = ", ".join(f"“{word}”" for word in verdict.words)
        said.append(Text(f"từ ngữ: {words}", f"words: {words}"))
    if item.one.pronoun or item.two.pronoun:
        said.append(Text("một bên chỉ được nhắc bằng đại từ", "one of them is only a pronoun here"))
    if "bare" in (item.one.mention.kind, item.two.mention.kind):
        said.append(Text("tên không có loại hình", "a name without legal form"))
    if not decided:
        said.append(Text("chưa rõ bên nào mua", "who buys is not decided"))
    return said
