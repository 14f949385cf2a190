"""What the data do not tell, in plain words beside a ranking."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.text import Text
from queries.needs import inner
from queries.ranking import Scores
from queries.signals import Query


def notes_on(query: Query, scores: Scores, allowed: npt.NDArray[np.bool_], found: int) -> list[Text]:
    """The limits of one ranking: needs that are inferred or unknown, firms that could not be ranked."""
    index = query.index
    silent = int((allowed & ~index.known_makers & ~scores.fits).sum()) if index.part is None else 0
    open_ = index.comparable & ~index.closed
    unsure = int((scores.fits & (index.ownership == "unknown") & open_ & ~allowed).sum())
    notes = [_needs(query)] if index.part is None else [_needs(query), index.part.note]
    if not found and query.needs:
        notes.append(
            Text("Trong dữ liệu không thấy doanh nghiệp nào phù hợp", "No firm in the data is known to fit")
        )
    if query.product is not None and index.part is None and not index.made(query.product):
        name = inner(index.product_name(query.product))
        notes.append(
            Text(
                f"Chưa biết ai làm {name.vi} hay thứ gần với nó (các khoảng trống: ketnoi gaps)",
                f"Nobody is known to make {name.en} or anything near it (all gaps: ketnoi gaps)",
            )
        )
    if silent:
        notes.append(
            Text(
                f"{silent} doanh nghiệp khác chưa rõ làm ra gì nên chưa xếp hạng (không có nghĩa là không)",
                f"{silent} more firms can't be ranked: what they make is not known (which does not mean no)",
            )
        )
    if unsure:
        notes.append(
            Text(
                f"{unsure} doanh nghiệp có thể phù hợp nhưng chưa rõ sở hữu (xem với --ownership unknown)",
                f"{unsure} firm(s) may fit, but whose they are is not known (see with --ownership unknown)",
            )
        )
    closed = int((scores.fits & index.closed & index.comparable).sum())
    if closed:
        notes.append(
            Text(
                f"{closed} doanh nghiệp phù hợp nhưng đã đóng nên không xếp hạng",
                f"{closed} firm(s) fit but have closed and are not ranked",
            )
        )
    return [note for note in notes if note.vi]


def _needs(query: Query) -> Text:
    name, needs = query.index.name(query.buyer), query.needs
    if not needs:
        return Text(
            f"Chưa biết {name.vi} cần mua gì hay làm ra gì nên không thể xếp hạng nhà cung cấp mới;"
            " hãy thêm nhu cầu của họ (needs.csv)",
            f"Nothing is known of what {name.en} buys or makes, so new suppliers can't be ranked;"
            " add its needs (needs.csv)",
        )
    inferred = sum(n.basis == "inferred" for n in needs)
    if query.product is not None or not inferred:
        return Text("", "")
    known = len(needs) - inferred
    said = Text(f"{known} thứ nêu rõ", f"{known} stated") if known else Text("chưa công bố gì", "none stated")
    return Text(
        f"Nhu cầu của {name.vi}: {said.vi}, {inferred} thứ suy ra từ sản phẩm của họ",
        f"Needs of {name.en}: {said.en}, {inferred} inferred from what it makes",
    )


def no_maker(name: Text) -> Text:
    """Nothing is known of what a firm makes."""
    return Text(f"Chưa biết {name.vi} làm ra gì", f"What {name.en} makes is not known")
