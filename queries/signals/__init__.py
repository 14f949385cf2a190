"""The signals of the ranking and their weights: read here how a score comes about.

A signal is a line below and two pure functions in a module beside this one.
The score of a supplier is the sum of weight × score over the signals that are
known; what is unknown adds nothing and is said. The weights stand in
``queries/weights.py``.
"""

from __future__ import annotations

from graph.text import Text
from queries.signals import network, place, product, proof, record, words
from queries.signals.base import Query, Signal, Telling
from queries.weights import WEIGHTS

__all__ = ["SIGNALS", "WEIGHTS", "Query", "Signal", "Telling"]

SIGNALS: tuple[Signal, ...] = (
    Signal(
        "product", Text("sản phẩm", "product"), "does it make what is needed", product.score, product.tell
    ),
    Signal(
        "proof",
        Text("bằng chứng", "proof"),
        "how well is that shown: stated, delivered, to whom",
        proof.score,
        proof.tell,
    ),
    Signal("text", Text("từ ngữ", "text"), "do the words of both agree", words.score, words.tell, True),
    Signal(
        "graph",
        Text("đồ thị", "graph"),
        "is it near in the graph",
        network.score_graph,
        network.tell_graph,
        True,
    ),
    Signal(
        "peers",
        Text("bên mua tương tự", "peers"),
        "do similar buyers sign",
        network.score_peers,
        network.tell_peers,
        True,
    ),
    Signal("place", Text("địa điểm", "place"), "does it lie nearby", place.score, place.tell, True),
    Signal(
        "standards",
        Text("chứng nhận", "standards"),
        "does it hold what is required",
        record.score_standards,
        record.tell_standards,
    ),
    Signal(
        "capacity",
        Text("công suất", "capacity"),
        "can it make enough",
        record.score_capacity,
        record.tell_capacity,
    ),
    Signal(
        "track record",
        Text("thành tích", "track record"),
        "has it signed with FDI buyers",
        record.score_track,
        record.tell_track,
        True,
    ),
    Signal(
        "support",
        Text("hỗ trợ", "support"),
        "is it in a programme",
        record.score_support,
        record.tell_support,
    ),
)
