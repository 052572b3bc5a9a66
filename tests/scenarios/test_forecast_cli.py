"""``allocator forecast``: what it prints and the files it writes."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from allocator.cli.forecast import command

HARBOUR = Path(__file__).parents[2] / "scenarios" / "harbour-centre"


def invoke(*arguments: str):
    return CliRunner().invoke(command, [str(HARBOUR), *arguments], env={"COLUMNS": "140"})


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("forecast") / "made"
    result = invoke("--out", str(out), "--backtest", "--origins", "3", "--horizon-days", "3")
    assert result.exit_code == 0, result.output
    for words in ("Error by interval on 3 past weeks", "by days ahead", "Handling time", "in use"):
        assert words in result.output
    return out


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_all_files_are_written_and_agree(written: Path) -> None:
    assert {file.name for file in written.iterdir()} == {
        "forecast.csv",
        "forecast_days.csv",
        "backtest.csv",
        "accuracy.csv",
        "forecast.json",
        "export.json",
    }
    intervals, days = rows_of(written / "forecast.csv"), rows_of(written / "forecast_days.csv")
    total = sum(float(row["forecast_contacts"]) for row in intervals)
    together = [row for row in days if row["queue"] == "together"]
    assert len(together) == 7
    assert sum(float(row["forecast_contacts"]) for row in together) == pytest.approx(total, abs=0.1)
    for row in (*intervals, *days):
        assert (
            float(row["forecast_p10"]) <= float(row["forecast_p50"]) <= float(row["forecast_p90"])
        )
    for row in intervals:
        assert float(row["aht_p10_s"]) < float(row["aht_s"]) < float(row["aht_p90_s"])


def test_figures_can_be_recomputed_from_the_tested_intervals(written: Path) -> None:
    tested = rows_of(written / "backtest.csv")
    figures = {
        (row["of"], row["days_ahead"], row["queue"]): row
        for row in rows_of(written / "accuracy.csv")
    }
    contacts = sum(float(row["contacts"]) for row in tested)
    off = sum(abs(float(row["forecast_contacts"]) - float(row["contacts"])) for row in tested)
    held = sum(
        float(row["forecast_p10"]) <= float(row["contacts"]) <= float(row["forecast_p90"])
        for row in tested
    )
    every = figures["interval", "", "all"]
    assert float(every["contacts"]) == contacts
    assert float(every["wape_share"]) == pytest.approx(off / contacts, abs=1e-5)
    assert float(every["range_share"]) == pytest.approx(held / len(tested), abs=1e-5)
    assert {row["origin"] for row in tested} == set(
        json.loads((written / "forecast.json").read_text(encoding="utf-8"))["backtest"]["weeks"]
    )
    assert {ahead for of, ahead, _ in figures if of == "day"} == {"", "1", "2", "3"}


def test_a_day_is_known_better_than_the_sum_of_its_intervals(written: Path) -> None:
    day = rows_of(written / "forecast_days.csv")[0]
    inside = [
        row
        for row in rows_of(written / "forecast.csv")
        if row["queue"] == day["queue"] and row["interval_start"].startswith(day["day"])
    ]
    width = sum(float(row["forecast_p90"]) - float(row["forecast_p10"]) for row in inside)
    assert float(day["forecast_p90"]) - float(day["forecast_p10"]) < width


def test_at_eighty_columns_no_number_is_cut() -> None:
    result = CliRunner().invoke(
        command, [str(HARBOUR), "--backtest", "--origins", "3"], env={"COLUMNS": "80"}
    )
    assert result.exit_code == 0, result.output
    assert "…" not in result.output
    assert max(len(line) for line in result.output.splitlines()) <= 80
    assert "Pinball" not in result.output
    words = " ".join(result.output.split())
    assert "past weeks; tables on 3 (the first 6 only teach the ranges)." in words
    assert re.search(
        r"The past 3 weeks were (over|under)-forecast by \d+%; day totals lay in their range \d+% "
        r"of the time \(80% wanted\)\.",
        words,
    )
    assert re.search(r"│ Week .*│ \d+–\d+ │", result.output)
    assert re.search(r"Model in use, chosen on \d+ past weeks: mean of the \d+ models", words)
    assert re.search(r"contacts against a Sunday's, which it is run like", words)


def test_errors_that_are_mostly_chance_are_not_shown() -> None:
    bank = HARBOUR.parent / "bank-august"
    result = CliRunner().invoke(command, [str(bank), "--backtest"], env={"COLUMNS": "140"})
    table = result.output.split("Error by interval")[1]
    (row, *_) = [line for line in table.splitlines() if line.startswith("│ PE ")]
    cells = [cell.strip() for cell in row.split("│")]
    assert [cells[n] for n in (3, 4, 6, 7)] == ["–"] * 4
    assert "so few contacts that chance makes" in " ".join(result.output.split())


def test_json_holds_the_model_by_name_and_the_backtest_when_asked_for() -> None:
    plain = json.loads(invoke("--json").output)
    assert "backtest" not in plain
    assert plain["model"]["best"] in plain["model"]["members"]
    assert plain["model"]["words"]
    with_backtest = json.loads(invoke("--json", "--backtest", "--origins", "1").output)["backtest"]
    assert with_backtest["accuracy"][-1]["queue"] == "all"
    assert [one["days_ahead"] for one in with_backtest["by_days_ahead"]] == list(range(1, 8))
    assert len(with_backtest["models"]) == len(with_backtest["weeks"])


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    result = invoke("--out", str(tmp_path))
    assert result.exit_code != 0
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize(
    "arguments", [("--origins", "5"), ("--horizon-days", "3"), ("--origins", "0", "--backtest")]
)
def test_options_of_the_backtest_want_it(arguments: tuple[str, ...]) -> None:
    assert invoke(*arguments).exit_code == 2
