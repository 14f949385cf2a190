"""Every notebook runs from top to bottom; the files on disk are never written back."""

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
SERVED = {"cypher"}  # those that ask a Neo4j server


def test_there_are_notebooks() -> None:
    assert {p.stem for p in NOTEBOOKS} >= {"load_and_clean", "match_and_explain", "gaps_and_localisation"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_stored_outputs_are_whole_and_small(path: Path) -> None:
    """What a reader sees without running it: every cell was run in order, none failed, no page is inside."""
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell.outputs]
    assert {output.output_type for output in outputs} <= {"stream", "display_data", "execute_result"}
    assert not [o for o in outputs if o.output_type == "stream" and o.name == "stderr"]
    text = path.read_text("utf-8")
    assert len(text.encode()) < 200_000
    assert "<iframe" not in text
    assert str(Path.home()) not in text
    assert "/tmp/" not in text


def _run(path: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}})
    client.execute()
    outputs = [o for cell in notebook.cells if cell.cell_type == "code" for o in cell.outputs]
    assert outputs
    assert not any(o.output_type == "error" for o in outputs)


@pytest.mark.parametrize("path", [p for p in NOTEBOOKS if p.stem not in SERVED], ids=lambda p: p.stem)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_notebook_runs(path: Path, tmp_path: Path) -> None:
    _run(path, tmp_path)


@pytest.mark.neo4j
@pytest.mark.parametrize("path", [p for p in NOTEBOOKS if p.stem in SERVED], ids=lambda p: p.stem)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_notebook_runs_on_a_server(
    path: Path, tmp_path: Path, neo4j_url: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KETNOI_STORE", neo4j_url("0"))
    _run(path, tmp_path)
