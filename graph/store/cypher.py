"""Cypher derived from the schema: constraints, merges and queries.

Every label, type and property name here comes from ``graph.schema``; values are always parameters.

A node carries the properties of its type; what is unknown is not there. Beside them stand
``search_text`` (its words without accents, for the full-text index) and, only where an id is too
long for an index, ``long_id`` (``id`` is then a digest of it).
"""

from __future__ import annotations

from functools import cache

from graph.schema import EDGES, NODES, EdgeType, NodeType

STORE, LOAD = "KetnoiStore", "KetnoiLoad"  # what is known of the store itself, and a load under way
ENDS = ("source_type", "source", "target")  # columns of an edge that are no properties in Neo4j


def quoted(name: str) -> str:
    """A name of the schema, quoted for Cypher."""
    return "`" + name.replace("`", "``") + "`"


def search_index(node: NodeType) -> str:
    """The full-text index of a node type."""
    return f"ketnoi_{node.name}_search"


@cache
def schema_statements() -> dict[str, str]:
    """Constraints and indexes by name, each with the statement that makes it."""
    made = {}
    for label in (*NODES, STORE, LOAD):
        name = f"ketnoi_{label}_id"
        made[name] = (
            f"CREATE CONSTRAINT {quoted(name)} IF NOT EXISTS FOR (n:{quoted(label)}) REQUIRE n.id IS UNIQUE"
        )
    for edge in EDGES.values():
        if edge.key == ("id",):
            name = f"ketnoi_{edge.name}_id"
            made[name] = (
                f"CREATE CONSTRAINT {quoted(name)} IF NOT EXISTS"
                f" FOR ()-[r:{quoted(edge.name)}]-() REQUIRE r.id IS UNIQUE"
            )
    for node in NODES.values():
        made[search_index(node)] = (
            f"CREATE FULLTEXT INDEX {quoted(search_index(node))} IF NOT EXISTS"
            f" FOR (n:{quoted(node.name)}) ON EACH [n.search_text]"
            " OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}"
        )
    return made


# --- writing --------------------------------------------------------------------------------

# Each of the following takes $rows. A merge answers how many rows it met (those whose ends are
# there) and the keys of those that were known and differ from what is given.


@cache
def merge_nodes(node: NodeType) -> str:
    """Make nodes that lack; rows are their properties."""
    return (
        f"UNWIND $rows AS row MERGE (n:{quoted(node.name)} {{id: row.id}}) ON CREATE SET n = row"
        " RETURN count(*) AS met,"
        " collect(CASE WHEN properties(n) <> row THEN [row.id] END) AS differing"
    )


@cache
def merge_edges(edge: EdgeType, left: str) -> str:
    """Make edges that lack; rows are ``{s, t, p}``, ids of the ends and properties."""
    key = " {id: row.p.id}" if edge.key == ("id",) else ""
    return (
        f"UNWIND $rows AS row {_ends(edge, left)}"
        f" MERGE (a)-[r:{quoted(edge.name)}{key}]->(b) ON CREATE SET r = row.p"
        " RETURN count(*) AS met,"
        " collect(CASE WHEN properties(r) <> row.p THEN [row.s, row.t] END) AS differing"
    )


def _ends(edge: EdgeType, left: str) -> str:
    return f"MATCH (a:{quoted(left)} {{id: row.s}}) MATCH (b:{quoted(edge.target)} {{id: row.t}})"


def _known(kind: NodeType | EdgeType, left: str) -> str:
    """Bind ``x`` to the node or edge of a row."""
    if isinstance(kind, NodeType):
        return f"MATCH (x:{quoted(kind.name)} {{id: row.id}})"
    if kind.key == ("id",):
        return f"MATCH (a)-[x:{quoted(kind.name)} {{id: row.id}}]->(b)"
    return f"{_ends(kind, left)} MATCH (a)-[x:{quoted(kind.name)}]->(b)"


def unseen(merge: str) -> str:
    """A merge that compares nothing: twice as fast where no row is known yet."""
    return merge.split(" RETURN ")[0] + " RETURN count(*) AS met, [] AS differing"


@cache
def lock(kind: NodeType | EdgeType, left: str = "") -> str:
    """Hold the known rows until the transaction ends: only a property that is set takes the lock."""
    return f"UNWIND $rows AS row {_known(kind, left)} SET x.ketnoi_lock = true REMOVE x.ketnoi_lock"


@cache
def properties(kind: NodeType | EdgeType, left: str = "") -> str:
    """The properties of known rows, with their key: ``id``, or ``s`` and ``t``."""
    key = "row.s, row.t" if isinstance(kind, EdgeType) and kind.key != ("id",) else "row.id"
    ends = ", a.id AS s, b.id AS t" if isinstance(kind, EdgeType) else ""
    return f"UNWIND $rows AS row {_known(kind, left)} RETURN [{key}] AS key, properties(x) AS p{ends}"


@cache
def change(kind: NodeType | EdgeType, left: str = "") -> str:
    """Set properties of known rows; rows hold the key and ``p``."""
    return f"UNWIND $rows AS row {_known(kind, left)} SET x += row.p"


@cache
def remove_edges(edge: EdgeType) -> str:
    """Take away edges keyed by id, to be made again between other ends."""
    return f"UNWIND $rows AS row {_known(edge, '')} DELETE x"


@cache
def missing(label: str) -> str:
    """Which of $ids no node of the type has."""
    return (
        f"UNWIND $ids AS id OPTIONAL MATCH (n:{quoted(label)} {{id: id}})"
        " WITH id, n WHERE n IS NULL RETURN id"
    )


# --- loads over several transactions -----------------------------------------------------------

BEGIN_LOAD = (
    f"MERGE (l:{LOAD} {{id: $id}}) ON CREATE SET l.started = $started, l.empty = $empty"
    " SET l.batches = $batches, l.done = 0"
)
STEP_LOAD = f"MATCH (l:{LOAD} {{id: $id}}) SET l.done = $done"
END_LOAD = f"MATCH (l:{LOAD} {{id: $id}}) DELETE l"
UNFINISHED = (
    f"MATCH (l:{LOAD}) RETURN l.started AS started, l.done AS done, l.batches AS batches, l.empty AS empty"
    " ORDER BY started"
)


# --- reading ----------------------------------------------------------------------------------


def row_of(kind: NodeType | EdgeType, left: str = "") -> str:
    """A row of a type as a list of its columns, from ``n``, or from ``(a)-[r]->(b)``."""
    if isinstance(kind, NodeType):
        return f"[{', '.join(_column('n', p.name) for p in kind.properties)}]"
    ends = {"source_type": f"'{left}'", "source": id_of("a"), "target": id_of("b")}
    return f"[{', '.join(ends.get(p.name) or _column('r', p.name) for p in kind.properties)}]"


def id_of(of: str) -> str:
    """The id of a node or edge as it was given."""
    return f"coalesce({of}.long_id, {of}.id)"


def _column(of: str, name: str) -> str:
    return id_of(of) if name == "id" else f"{of}.{quoted(name)}"


def pattern(kind: NodeType | EdgeType, left: str) -> str:
    """The MATCH clause that binds ``n``, or ``(a)-[r]->(b)``."""
    if isinstance(kind, NodeType):
        return f"MATCH (n:{quoted(kind.name)})"
    return f"MATCH {ends_of(kind, left)}"


def ends_of(edge: EdgeType, left: str) -> str:
    """``(a)-[r]->(b)`` with labels and type."""
    return f"(a:{quoted(left)})-[r:{quoted(edge.name)}]->(b:{quoted(edge.target)})"


@cache
def select(kind: NodeType | EdgeType, left: str = "") -> str:
    """The rows of the $size nodes whose ids come after $after, or of the edges that leave these; and
    the ``last`` of these ids, null when there was none."""
    n = "n" if isinstance(kind, NodeType) else "a"
    label = kind.name if isinstance(kind, NodeType) else left
    page = f"MATCH ({n}:{quoted(label)}) WHERE {n}.id > $after WITH {n} ORDER BY {n}.id LIMIT $size"
    row, last = row_of(kind, left), f"max({n}.id) AS last"
    if isinstance(kind, NodeType):
        return f"{page} RETURN collect({row}) AS rows, {last}"
    edges = f"OPTIONAL MATCH (a)-[r:{quoted(kind.name)}]->(b:{quoted(kind.target)})"
    return f"{page} {edges} RETURN collect(CASE WHEN r IS NOT NULL THEN {row} END) AS rows, {last}"


@cache
def count(kind: NodeType | EdgeType) -> str:
    """How many rows a type has (from the counts that Neo4j keeps)."""
    if isinstance(kind, NodeType):
        return f"MATCH (n:{quoted(kind.name)}) RETURN count(n) AS n"
    return f"MATCH ()-[r:{quoted(kind.name)}]->() RETURN count(r) AS n"


@cache
def start(label: str) -> str:
    """The nodes that have $ids."""
    return f"UNWIND $ids AS id MATCH (n:{quoted(label)} {{id: id}}) RETURN DISTINCT elementId(n) AS n"


def step() -> str:
    """The neighbours of $found over every edge type, in both directions."""
    return (
        f"MATCH (n)-[:{'|'.join(map(quoted, EDGES))}]-(m) WHERE elementId(n) IN $found"
        " RETURN DISTINCT elementId(m) AS n"
    )


@cache
def among_found(kind: NodeType | EdgeType, left: str = "") -> str:
    """The rows of a type that lie within $found."""
    within = [f"elementId({x}) IN $found" for x in ("n" if isinstance(kind, NodeType) else "ab")]
    return f"{pattern(kind, left)} WHERE {' AND '.join(within)} RETURN collect({row_of(kind, left)}) AS rows"


@cache
def search(node: NodeType) -> str:
    """Nodes whose words fit the full-text query $words."""
    shown = ", ".join(_column("n", c) for c in ("id", *node.search))
    return f"CALL db.index.fulltext.queryNodes($index, $words) YIELD node AS n RETURN {shown}"
