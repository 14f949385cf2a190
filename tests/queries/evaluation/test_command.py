"""``ketnoi evaluate`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from graph import open_store
from queries.cli import main
from tests.queries.evaluation.build import drawn


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with a drawn graph; only to be read."""
    path = tmp_path_factory.mktemp("kho") / "kho.db"
    with open_store(str(path)) as opened:
        opened.write(drawn())
    return str(path)


def run(*arguments: str) -> Result:
    """The result of the command."""
    return CliRunner().invoke(main, ["evaluate", *arguments])


def test_table_json_and_csv_of_a_store(store: str) -> None:
    asked = ("--store", store, "--baseline", "back-off", "--lang", "en")
    table, data, rows = (run(*asked, "--format", f) for f in ("table", "json", "csv"))
    assert [r.exit_code for r in (table, data, rows)] == [0, 0, 0]
    figures = json.loads(data.stdout)["figures"]
    assert {f["ranker"] for f in figures} == {"ketnoi", "back-off"}
    assert len(rows.stdout.splitlines()) == len(figures) + 1
    assert "Question: buyer and product — new pairs" in table.stdout
    assert table.stderr == ""


def test_a_folder_is_read_into_memory_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "của tôi"
    folder.mkdir()
    (folder / "enterprises.csv").write_text(
        "id,name,ownership,products\nb,Nhà máy B,fdi,\nx,Công ty X,domestic,p\ny,Công ty Y,domestic,p\n",
        "utf-8",
    )
    (folder / "products.csv").write_text("id,name_vi\np,Chi tiết\n", "utf-8")
    (folder / "mous.csv").write_text("buyer,supplier,signed_on,products\nb,x,2020,p\nb,y,2024,p\n", "utf-8")
    result = run(str(folder), "--share", "0.5", "--baseline", "none", "--lang", "en", "--no-taxonomy")
    assert result.exit_code == 0, result.output
    assert "suppliers known only by what they state" in result.stdout
    assert [p.name for p in tmp_path.iterdir()] == ["của tôi"]


def test_the_picture_is_drawn_and_not_over_another_file(store: str, tmp_path: Path) -> None:
    picture = tmp_path / "hình.svg"
    asked = ("--store", store, "--baseline", "none", "--question", "product", "--plot", str(picture))
    assert run(*asked).exit_code == 0
    assert ElementTree.fromstring(picture.read_text("utf-8")).tag.endswith("svg")
    again = run(*asked)
    assert again.exit_code == 1
    assert "--force" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("hai-phong",), "use --split leave-one-out"),
        (("taxonomy",), "there is no MOU in the data"),
        (("nowhere",), "there is no dataset"),
        (("hai-phong", "--share", "nan"), "between 0 and 1"),
        (("hai-phong", "--baseline", "magic"), "known: random, popularity"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    arguments: tuple[str, ...], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["ketnoi", "--lang", "en"])
    result = run(*arguments, "--lang", "en")
    assert result.exit_code == 1
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_shipped_facts_one_at_a_time() -> None:
    """All seven MOUs of Hải Phòng come from one article: of their suppliers only the name is left."""
    result = run("hai-phong", "--split", "leave-one-out", "--baseline", "popularity", "--lang", "en")
    assert result.exit_code == 0, result.output
    assert "only 3 buyer(s) could be asked for" in result.stdout
