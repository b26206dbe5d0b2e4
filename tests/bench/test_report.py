import json
from pathlib import Path
from typing import Any

import pytest

from bench.report import ALONE, write_report

NATION, STOCK = "cả nước năm 2025, mọi chỉ tiêu, theo tỉnh", "tồn cả nước tại một ngày"


def answered(name: str, product_ms: float, target_ms: float | None = None) -> dict[str, Any]:
    return {
        "name": name,
        "product_ms": product_ms,
        "by_hand_ms": 100.0,
        "product_cpu_ms": product_ms,
        "by_hand_cpu_ms": 100.0,
        "rows": 34,
        "target_ms": target_ms,
        "load": "1.0 / 1.0 / 1.0",
    }


def run_of(found: dict[str, Any], commit: str = "abc1234") -> dict[str, Any]:
    return {
        "database": "PostgreSQL 15.18",
        "machine": {"cores": "2", "commit": commit},
        "day": "2026-11-26",
        "steps": {"questions": 1.0},
        "villages": 85_274,
        **found,
    }


@pytest.fixture
def report(tmp_path: Path) -> Any:
    """Write the runs down as `make bench` leaves them; give the page made of them."""

    def made(**runs: dict[str, Any]) -> str:
        results = tmp_path / "results"
        results.mkdir()
        for name, found in runs.items():
            file = ALONE if name == "alone" else f"{name}.json"
            (results / file).write_text(json.dumps(found))
        write_report(results, tmp_path / "benchmarks.md")
        return (tmp_path / "benchmarks.md").read_text()

    return made


def short_of(page: str) -> str:
    return page.partition("## What falls short")[2]


class TestTheLastOfAllYears:
    def test_is_held_against_the_same_question_of_the_year_alone(self, report: Any) -> None:
        page = report(
            alone=run_of({"one year": [answered(NATION, 100), answered(STOCK, 20)]}),
            postgresql=run_of({"all years": [answered(NATION, 130), answered(STOCK, 60)]}),
        )

        assert f"| {NATION} | 100.0 | 130.0 | 1.30 | 1.30 |" in page
        assert f"| {STOCK} | 20.0 | 60.0 | 3.00 | 3.00 |" in page
        assert f"{STOCK}: with all years loaded 3.00 times the year alone" in short_of(page)
        assert NATION not in short_of(page)

    def test_says_when_and_at_which_commit_the_year_alone_was_measured(self, report: Any) -> None:
        page = report(
            alone=run_of({"one year": [answered(NATION, 100)]}, "older77"),
            postgresql=run_of({"all years": [answered(NATION, 100)]}, "newer88"),
        )

        assert "The year alone: measured on 2026-11-26 at commit older77." in page

    def test_falls_short_where_the_year_alone_was_never_measured(self, report: Any) -> None:
        page = report(postgresql=run_of({"all years": [answered(NATION, 100)]}))

        assert "against the year alone: not measured" in short_of(page)


class TestWhatFallsShort:
    def test_names_a_target_missed_and_a_ratio_to_sql_by_hand_exceeded(self, report: Any) -> None:
        page = report(
            alone=run_of({"one year": [answered(NATION, 160)]}),
            postgresql=run_of({"all years": [answered(NATION, 160, target_ms=100)]}),
        )

        assert f"{NATION}: 160.0 ms, target 100 ms" in short_of(page)
        assert f"{NATION}: 1.60 times the SQL by hand, target 1.5" in short_of(page)

    def test_is_nothing_when_every_target_is_met(self, report: Any) -> None:
        page = report(
            alone=run_of({"one year": [answered(NATION, 90)]}),
            postgresql=run_of({"all years": [answered(NATION, 90, target_ms=100)]}),
        )

        assert short_of(page).strip() == "Nothing."


class TestBulkImport:
    def test_counts_writing_alone_and_until_the_year_can_be_asked(self, report: Any) -> None:
        bulk = {
            "commit": "abc1234",
            "day": "2026-11-26",
            "entries": 600_000,
            "lines": 2_000_000,
            "drawing": 20.0,
            "writing": 10.0,
            "indexes": 10.0,
            "balances": 80.0,
            "load": "1.0 / 1.0 / 1.0",
        }

        page = report(sqlite=run_of({"one year": [answered(NATION, 90)], "bulk": bulk}))

        assert "200,000 lines a second" in page
        assert "6,000 entries, 20,000 lines a second until they can be asked" in page
        assert "(20 s) is not counted" in page


class TestWriting:
    def test_holds_the_services_against_the_target_and_hand_written_sql_against_none(
        self, report: Any
    ) -> None:
        row = {
            "writers": 4,
            "records": 1600,
            "errors": 0,
            "seconds": 20.0,
            "create_p50": 10.0,
            "create_p95": 15.0,
            "confirm_p50": 20.0,
            "confirm_p95": 30.5,
            "confirm_p99": 40.0,
            "cpu_ms": 12.34,
            "load": "1.0 / 1.0 / 1.0",
        }
        rows = [row | {"by_hand": False}, row | {"by_hand": True, "confirm_p95": 28.5}]
        sheet = {
            "records": 20_000,
            "create_seconds": 15.0,
            "confirm_seconds": 25.0,
            "cpu_ms": 1.4,
            "load": "1.0 / 1.0 / 1.0",
        }

        page = report(postgresql=run_of({"writing": rows, "sheet": sheet}))

        assert (
            "| services | 4 | 1600 | 0 | 10.0 | 15.0 | 20.0 | 30.5 | 40.0 | 80.0 | 12.3 |" in page
        )
        assert "| by hand | 4 |" in page
        assert "**500 records a second**" in page
        assert "p95 30.5 ms" in short_of(page)
        assert "28.5" not in short_of(page)
