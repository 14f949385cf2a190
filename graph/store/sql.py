"""SQL derived from the schema: table definitions, upserts and queries.

Every identifier here comes from ``graph.schema``; values are always parameters.
"""

from __future__ import annotations

from graph.schema import EDGES, NODES, TYPES, EdgeType, NodeType, Property

_SQL_TYPES = {"text": "TEXT", "integer": "INTEGER", "real": "REAL", "list": "TEXT"}


def quoted(name: str) -> str:
    """An identifier of the schema, quoted for SQL."""
    return '"' + name.replace('"', '""') + '"'


def create_statements() -> list[str]:
    """What makes an empty file a store: one STRICT table per type, indexes and search tables."""
    statements = [_create_table(kind) for kind in TYPES.values()]
    statements += [make for edge in EDGES.values() for _, make in end_indexes(edge)]
    for node in NODES.values():
        statements.append(
            f"CREATE VIRTUAL TABLE {quoted(search_table(node))} USING fts5(text, detail=none, columnsize=0)"
        )
    return statements


def end_indexes(edge: EdgeType) -> list[tuple[str, str]]:
    """The indexes on the ends of an edge type that its key does not serve: (name, how to make it)."""
    ends = [column for column in ("source", "target") if edge.key[0] != column]
    return [
        (
            quoted(f"{edge.name}_{end}"),
            f"CREATE INDEX {quoted(f'{edge.name}_{end}')} ON {quoted(edge.name)} ({end})",
        )
        for end in ends
    ]


def search_table(node: NodeType) -> str:
    """The full-text table of a node type; its rowid is the node's ``_row``."""
    return f"{node.name}_search"


def _create_table(kind: NodeType | EdgeType) -> str:
    lines = ["_row INTEGER PRIMARY KEY", *(_column(p) for p in kind.properties)]
    lines.append(f"UNIQUE ({', '.join(map(quoted, kind.key))})")
    if isinstance(kind, EdgeType):
        lines[-1:-1] = _end_columns(kind)
        lines.extend(_foreign_keys(kind))
    return f"CREATE TABLE {quoted(kind.name)} (\n  " + ",\n  ".join(lines) + "\n) STRICT"


def _column(prop: Property) -> str:
    rule = " NOT NULL" if prop.required else " NOT NULL DEFAULT '[]'" if prop.type.kind == "list" else ""
    return f"{quoted(prop.name)} {_SQL_TYPES[prop.type.kind]}{rule}"


def _end_columns(edge: EdgeType) -> list[str]:
    """A generated column per possible source type, so that foreign keys can be declared."""
    if len(edge.sources) == 1:
        return []
    return [
        f"{quoted('source_' + node)} TEXT GENERATED ALWAYS AS"
        f" (CASE source_type WHEN '{node}' THEN source END) STORED"
        for node in edge.sources
    ]


def _foreign_keys(edge: EdgeType) -> list[str]:
    several = len(edge.sources) > 1
    ends = [("source_" + node if several else "source", node) for node in edge.sources]
    return [
        f"FOREIGN KEY ({quoted(column)}) REFERENCES {quoted(node)} (id)"
        for column, node in [*ends, ("target", edge.target)]
    ]


def upsert(kind: NodeType | EdgeType) -> str:
    """Insert a row or merge it into the one with its key; a row that changes nothing is not touched."""
    columns = [p.name for p in kind.properties]
    merged = {p.name: _merged(p) for p in kind.properties if p.name not in kind.key}
    values = ", ".join("?" for _ in columns)
    assignments = ", ".join(f"{quoted(c)} = {value}" for c, value in merged.items())
    changed = " OR ".join(f"{value} IS NOT {quoted(c)}" for c, value in merged.items())
    return (
        f"INSERT INTO {quoted(kind.name)} ({', '.join(map(quoted, columns))}) VALUES ({values})"
        f" ON CONFLICT ({', '.join(map(quoted, kind.key))}) DO UPDATE SET {assignments} WHERE {changed}"
    )


def _merged(prop: Property) -> str:
    column = quoted(prop.name)
    if prop.type.kind == "list":
        merge = "ketnoi_references" if prop.name == "sources" else "ketnoi_union"
        same = f"excluded.{column} IN ({column}, '[]')"  # most rows of a second load: no call into Python
        return f"CASE WHEN {same} THEN {column} ELSE {merge}({column}, excluded.{column}) END"
    return f"coalesce(excluded.{column}, {column})"


def _search_text(node: NodeType, row: str) -> str:
    joined = " || ' ' || ".join(f"coalesce({row}.{quoted(c)}, '')" for c in node.search)
    return f"ketnoi_words({joined})"


def index_new_rows(node: NodeType) -> str:
    """Put the nodes after a given ``_row`` into the search table (in one go: a trigger is slow)."""
    return (
        f"INSERT OR REPLACE INTO {quoted(search_table(node))} (rowid, text)"
        f" SELECT n._row, {_search_text(node, 'n')} FROM {quoted(node.name)} n WHERE n._row > ?"
    )


def search_trigger(node: NodeType) -> str:
    """A trigger that keeps the search table in step when a node changes.

    Temporary, since it calls ``ketnoi_words``: the file itself stays one that
    any SQLite tool can edit.
    """
    table, index = quoted(node.name), quoted(search_table(node))
    return (
        f"CREATE TEMP TRIGGER {quoted(f'{node.name}_search_edit')} AFTER UPDATE ON main.{table} BEGIN"
        f" DELETE FROM {index} WHERE rowid = new._row;"
        f" INSERT INTO {index} (rowid, text) VALUES (new._row, {_search_text(node, 'new')}); END"
    )


def select(kind: NodeType | EdgeType, where: str = "") -> str:
    """All columns of a type's rows, in the order of their keys."""
    columns = ", ".join(quoted(p.name) for p in kind.properties)
    keys = ", ".join(map(quoted, kind.key))
    return f"SELECT {columns} FROM {quoted(kind.name)} {where} ORDER BY {keys}"


def temporary(table: str) -> str:
    """Make a temporary table of nodes by type and id."""
    return f"CREATE TEMP TABLE IF NOT EXISTS {table} (type TEXT, id TEXT, PRIMARY KEY (type, id))"


def steps() -> list[str]:
    """One hop from the nodes in ``temp.found``, over every edge type, in both directions."""
    statements = []
    for edge in EDGES.values():
        typed = len(edge.sources) > 1
        left = "e.source_type" if typed else f"'{edge.sources[0]}'"
        table = quoted(edge.name)
        statements.append(
            f"INSERT OR IGNORE INTO temp.next SELECT '{edge.target}', e.target FROM temp.found f"
            f" JOIN {table} e ON e.source = f.id AND {left} = f.type"
        )
        statements.append(
            f"INSERT OR IGNORE INTO temp.next SELECT {left}, e.source FROM temp.found f"
            f" JOIN {table} e ON e.target = f.id AND f.type = '{edge.target}'"
        )
    return statements


def among_found(kind: NodeType | EdgeType) -> str:
    """The WHERE clause for rows of a type that lie within ``temp.found``."""
    if isinstance(kind, NodeType):
        return f"WHERE id IN (SELECT id FROM temp.found WHERE type = '{kind.name}')"
    left = "source_type" if len(kind.sources) > 1 else f"'{kind.sources[0]}'"
    return (
        f"WHERE ({left}, source) IN (SELECT type, id FROM temp.found)"
        f" AND target IN (SELECT id FROM temp.found WHERE type = '{kind.target}')"
    )


def touching_found(kind: NodeType | EdgeType) -> str:
    """The WHERE clause for the enterprises in ``temp.found``, the edges that touch them, all decisions."""
    if isinstance(kind, NodeType):
        return "" if kind.name == "Decision" else among_found(kind)
    left = "source_type" if len(kind.sources) > 1 else f"'{kind.sources[0]}'"
    return (
        f"WHERE ({left}, source) IN (SELECT type, id FROM temp.found)"
        f" OR target IN (SELECT id FROM temp.found WHERE type = '{kind.target}')"
    )


def delete(kind: NodeType | EdgeType) -> str:
    """Delete the row with a key."""
    return f"DELETE FROM {quoted(kind.name)} WHERE {_has_key(kind)}"


def forget(node: NodeType) -> str:
    """Take the node with a key out of the search table."""
    return (
        f"DELETE FROM {quoted(search_table(node))} WHERE rowid IN"
        f" (SELECT _row FROM {quoted(node.name)} WHERE {_has_key(node)})"
    )


def _has_key(kind: NodeType | EdgeType) -> str:
    return " AND ".join(f"{quoted(column)} = ?" for column in kind.key)
