"""docs/benchmarks.md, written from the results of a run; what falls short is said by itself."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

MEBIBYTE = 1024**2
MOST_RATIO = 1.5
MOST_YEARS_RATIO = 1.3
CONFIRM_P95 = 25.0

HEAD = """# Benchmarks

Written by `make bench` on {day}; never by hand. {machine}.
Other work ran on the same cores: the load averages (1/5/15 minutes) stand beside the numbers.

A generated country on the real units: 3,321 communes of today, {villages} villages, about
680,000 records and 2 million lines a year. A quarter of the lines carry dimensions, one in fourteen
a hedge, one in twenty is declared. Before 01/07/2025 everything lies on the old tree with its
districts, afterwards on the new. Years before the drawn ones are a drawn year dated back. Of the
last year's sessions the records and revisions stand too. Medians of warm runs by the wall clock,
which on a busy machine counts the others' work; beside it the processor's time of client and
server together. Targets are held against the wall clock. Each question is also asked by SQL written
by hand on the same tables with the same columns; a run whose two answers differ stops.
"""


def write_report(results: Path, target: Path) -> None:
    """Put together what the databases' runs left in *results*."""
    found = {path.stem: json.loads(path.read_text()) for path in sorted(results.glob("*.json"))}
    first = next(iter(found.values()))
    text = HEAD.format(
        day=f"{datetime.now(tz=UTC):%Y-%m-%d %H:%M} UTC",
        machine=", ".join(f"{key} {value}" for key, value in first["machine"].items()),
        villages=f"{first['villages']:,}",
    )
    short: list[str] = []
    for one in found.values():
        text += f"\n## {one['database']}\n" + "\n".join(_database(one, short)) + "\n"
    text += "\n## What falls short\n\n"
    text += "\n".join(f"- {line}" for line in short) if short else "Nothing."
    target.write_text(text.rstrip() + "\n")


def _database(one: dict[str, Any], short: list[str]) -> Iterator[str]:
    judged = one["database"].startswith("PostgreSQL")
    for title in ("one year", "all years"):
        if title in one:
            yield from _questions(title, one[title], short if judged else None)
    if "one year" in one and "all years" in one and judged:
        _years(one, short)
    if "writing" in one:
        yield from _writing(one["writing"], short if judged else None)
    if "pages" in one:
        yield from _pages(one["pages"])
    if "filings" in one:
        yield from _filings(one["filings"], short if judged else None)
    yield from _sizes(one.get("sizes", {}))
    yield "\n### Steps\n"
    yield "; ".join(f"{step} {seconds} s" for step, seconds in one["steps"].items())


def _questions(title: str, answers: list[dict[str, Any]], short: list[str] | None) -> Iterator[str]:
    yield f"\n### Questions, {title} loaded\n"
    yield "| Question | product, ms | by hand, ms | ratio | target, ms | product CPU, ms | by hand CPU, ms | rows | load |"  # noqa: E501
    yield "|---|--:|--:|--:|--:|--:|--:|--:|---|"
    for one in answers:
        ratio = one["product_ms"] / one["by_hand_ms"]
        target = one["target_ms"]
        yield (
            f"| {one['name']} | {one['product_ms']:.1f} | {one['by_hand_ms']:.1f} | {ratio:.2f} "
            f"| {target or ''} | {one['product_cpu_ms']:.0f} | {one['by_hand_cpu_ms']:.0f} "
            f"| {one['rows']:,} | {one['load']} |"
        )
        if short is None or title == "one year":
            continue
        if target and one["product_ms"] > target:
            short.append(f"{one['name']}: {one['product_ms']:.1f} ms, target {target} ms")
        if ratio > MOST_RATIO:
            short.append(f"{one['name']}: {ratio:.2f} times the SQL by hand, target {MOST_RATIO}")


def _years(one: dict[str, Any], short: list[str]) -> None:
    alone, among = one["one year"][0], one["all years"][0]
    ratio = among["product_ms"] / alone["product_ms"]
    if ratio > MOST_YEARS_RATIO:
        short.append(
            f"{among['name']}: with all years loaded {ratio:.2f} times the year alone, "
            f"target {MOST_YEARS_RATIO}"
        )


def _writing(rows: list[dict[str, Any]], short: list[str] | None) -> Iterator[str]:
    yield "\n### Writing: records created and confirmed through the services\n"
    yield "Every confirmed amount was found in the nation's figures; the balances touched were"
    yield "checked against their lines. Times in milliseconds.\n"
    yield "| writers | records | errors | create p50 | p95 | confirm p50 | p95 | p99 | records/s | load |"  # noqa: E501
    yield "|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|"
    for row in rows:
        rate = row["records"] / row["seconds"]
        yield (
            f"| {row['writers']} | {row['records']} | {row['errors']} | {row['create_p50']} "
            f"| {row['create_p95']} | {row['confirm_p50']} | {row['confirm_p95']} "
            f"| {row['confirm_p99']} | {rate:.1f} | {row['load']} |"
        )
        if short is not None and row["writers"] > 1 and row["confirm_p95"] > CONFIRM_P95:
            short.append(
                f"confirm with {row['writers']} writers: p95 {row['confirm_p95']} ms, "
                f"target {CONFIRM_P95:.0f} ms (load {row['load']})"
            )


def _pages(rows: list[dict[str, Any]]) -> Iterator[str]:
    yield "\n### Pages, through Django's test client\n"
    yield "| page | status | kB | p50, ms | p95, ms | load |"
    yield "|---|--:|--:|--:|--:|---|"
    for row in rows:
        yield (
            f"| {row['page']} | {row['status']} | {row['kb']} | {row['p50']} | {row['p95']} "
            f"| {row['load']} |"
        )


def _filings(rows: list[dict[str, Any]], short: list[str] | None) -> Iterator[str]:
    yield "\n### Reports\n"
    yield "| what | ms | limit, ms | | load |"
    yield "|---|--:|--:|---|---|"
    for row in rows:
        limit = f"{row['limit']:,}"
        yield f"| {row['name']} | {row['ms']:,} | {limit} | {row['more']} | {row['load']} |"
        if short is not None and row["ms"] > row["limit"]:
            short.append(f"{row['name']}: {row['ms']:,} ms, limit {row['limit']:,} ms")


def _sizes(sizes: dict[str, list[int]]) -> Iterator[str]:
    if not sizes:
        return
    yield "\n### Size\n"
    yield "| table | rows | table, MB | indexes, MB |"
    yield "|---|--:|--:|--:|"
    for name, (rows, heap, index) in sizes.items():
        yield f"| {name} | {rows:,} | {heap / MEBIBYTE:.0f} | {index / MEBIBYTE:.0f} |"
