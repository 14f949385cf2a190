"""The contract between the packages: who imports whom, how big things are, what loads when."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import graph.errors
from graph import KetnoiError

REPOSITORY = Path(__file__).parents[2]
PACKAGES = ("graph", "loaders", "queries")
MAY_IMPORT = {"graph": {"graph"}, "loaders": {"graph", "loaders"}, "queries": {"graph", "queries"}}
COMMANDS = "queries/commands/"  # the one place that wires everything together
OUTSIDE = {"tests", "notebooks"}
MODULE_LINES, FUNCTION_LINES = 300, 50
HEAVY = {
    "pyvis",
    "jinja2",
    "neo4j",
    "openpyxl",
    "IPython",
}  # loaded when a page, a server, a book is asked for

MODULES = sorted(
    path.relative_to(REPOSITORY).as_posix()
    for package in PACKAGES
    for path in (REPOSITORY / package).rglob("*.py")
)
every_module = pytest.mark.parametrize("module", MODULES)


def _tree(module: str) -> ast.Module:
    return ast.parse((REPOSITORY / module).read_text(encoding="utf-8"), module)


def _imported(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The top-level name of every import, wherever it stands, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: write imports in full"
            yield (node.module or "").split(".")[0], node.lineno


def test_every_package_is_looked_at():
    assert {m.split("/")[0] for m in MODULES} == set(PACKAGES)


@every_module
def test_a_module_imports_only_the_packages_below_it(module: str):
    allowed = set(PACKAGES) if module.startswith(COMMANDS) else MAY_IMPORT[module.split("/")[0]]
    forbidden = ({*PACKAGES} | OUTSIDE) - allowed
    found = [
        f"{module}:{line} imports {name}" for name, line in _imported(_tree(module)) if name in forbidden
    ]
    assert found == []


@every_module
def test_a_module_is_small_enough_to_read(module: str):
    lines = len((REPOSITORY / module).read_text(encoding="utf-8").splitlines())
    assert lines <= MODULE_LINES, f"{module} has {lines} lines; split it"


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring and decorators."""
    assert function.end_lineno is not None
    lines = function.end_lineno - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None and first.end_lineno is not None:
        lines -= first.end_lineno - first.lineno + 1
    return lines


@every_module
def test_a_function_is_small_enough_to_read(module: str):
    functions = [n for n in ast.walk(_tree(module)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {f"{module}:{f.lineno} {f.name}": _length(f) for f in functions if _length(f) > FUNCTION_LINES}
    assert long == {}


@every_module
def test_a_module_says_what_it_is_for(module: str):
    tree = _tree(module)
    assert ast.get_docstring(tree) or not tree.body, f"{module} has no docstring"


@every_module
def test_no_module_is_called_like_a_library(module: str):
    name = Path(module).stem
    assert name not in sys.stdlib_module_names or name == "__init__", f"{module} hides {name}"
    assert name not in {"networkx", "pandas", "numpy", "scipy", *HEAVY}


@pytest.mark.parametrize("package", PACKAGES)
def test_importing_a_package_loads_nothing_heavy(package: str):
    code = f"import sys, {package}; print(*sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


@pytest.mark.parametrize("folder", sorted({p.parent for p in (REPOSITORY / "tests").rglob("test_*.py")}))
def test_every_folder_of_tests_is_a_package(folder: Path):
    """Otherwise ``import graph`` finds tests/graph."""
    inside = [folder, *(p for p in folder.parents if p.is_relative_to(REPOSITORY / "tests"))]
    assert [p for p in inside if not (p / "__init__.py").exists()] == []


# --- errors ---------------------------------------------------------------------------------


def _family(base: type[KetnoiError]) -> list[type[KetnoiError]]:
    return [base, *(e for child in base.__subclasses__() for e in _family(child))]


@pytest.mark.parametrize("kind", _family(KetnoiError), ids=lambda kind: kind.__name__)
def test_an_error_carries_both_languages_on_one_line(kind: type[KetnoiError]):
    error = kind("tệp\n  hỏng", "the file\r\n is\tdamaged")
    assert (error.say("vi"), error.say("en")) == ("tệp hỏng", "the file is damaged")
    assert str(error) == "tệp hỏng / the file is damaged"
    assert kind.__doc__


def test_every_error_that_the_package_defines_is_one_of_them():
    defined = {e for e in vars(graph.errors).values() if isinstance(e, type) and issubclass(e, Exception)}
    assert defined == {e for e in _family(KetnoiError) if e.__module__ == "graph.errors"}
    assert {e.__name__ for e in defined} <= set(graph.__all__)


@every_module
def test_an_error_that_is_raised_is_given_both_languages(module: str):
    """A stray comma or a missing translation would only show when someone meets the error."""
    names = {e.__name__ for e in _family(KetnoiError)}
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            given = [a for a in node.args if not isinstance(a, ast.Starred)]
            assert len(given) == 2 or len(given) < len(node.args), f"{module}:{node.lineno}"
            assert not any(isinstance(a, ast.Tuple) for a in given), f"{module}:{node.lineno}"
