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
ALONE = "postgresql-one-year.json"

HEAD = """# Benchmarks

Written by `make bench` on {day}; never by hand. {machine}.
What was measured on another day or commit says so. Other work ran on the same cores: the load
averages (1/5/15 minutes) stand beside the numbers.

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
    found = {path.name: json.loads(path.read_text()) for path in sorted(results.glob("*.json"))}
    alone = found.pop(ALONE, None)
    first = next(iter(found.values()))
    text = HEAD.format(
        day=f"{datetime.now(tz=UTC):%Y-%m-%d %H:%M} UTC",
        machine=", ".join(f"{key} {value}" for key, value in first["machine"].items()),
        villages=f"{first['villages']:,}",
    )
    short: list[str] = []
    for one in found.values():
        text += f"\n## {one['database']}\n\n" + "\n".join(_database(one, alone, short)) + "\n"
    text += "\n## What falls short\n\n"
    text += "\n".join(f"- {line}" for line in short) if short else "Nothing."
    target.write_text(text.rstrip() + "\n")


def _database(one: dict[str, Any], alone: dict[str, Any] | None, short: list[str]) -> Iterator[str]:
    judged = one["database"].startswith("PostgreSQL")
    yield _origin(one)
    single = alone if judged and "all years" in one else one
    if single and "one year" in single:
        yield from _questions("one year", single["one year"], None)
    if "all years" in one:
        yield from _questions("all years", one["all years"], short if judged else None)
        yield from _years(one, alone, short)
    yield from _bulk((single or one).get("bulk"))
    if "writing" in one:
        yield from _writing(one["writing"], short if judged else None)
    if "sheet" in one:
        yield _sheet(one["sheet"])
    if "workbook" in one:
        yield _workbook(one["workbook"], short)
    if "pages" in one:
        yield from _pages(one["pages"])
    if "filings" in one:
        yield from _filings(one["filings"], short if judged else None)
    yield from _sizes(one.get("sizes", {}))
    yield "\n### Steps\n"
    for title, run in (("one year", single if single is not one else None), ("", one)):
        if run:
            steps = "; ".join(f"{step} {seconds} s" for step, seconds in run["steps"].items())
            yield f"- {title + ': ' if title else ''}{steps}"


def _origin(one: dict[str, Any]) -> str:
    return f"Measured on {one['day']} at commit {one['machine']['commit']}."


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


def _years(one: dict[str, Any], alone: dict[str, Any] | None, short: list[str]) -> Iterator[str]:
    """The same questions of the last year, asked where it stands alone and where all stand."""
    yield "\n### The last of all years against the year alone\n"
    if alone is None:
        short.append("the last of all years against the year alone: not measured")
        yield "Not measured."
        return
    yield f"The year alone: {_origin(alone)[0].lower()}{_origin(alone)[1:]}\n"
    yield f"| Question | year alone, ms | among all, ms | ratio, target {MOST_YEARS_RATIO} | ratio of CPU |"  # noqa: E501
    yield "|---|--:|--:|--:|--:|"
    among = {answer["name"]: answer for answer in one["all years"]}
    for single in alone["one year"]:
        beside = among[single["name"]]
        ratio = beside["product_ms"] / single["product_ms"]
        yield (
            f"| {single['name']} | {single['product_ms']:.1f} | {beside['product_ms']:.1f} "
            f"| {ratio:.2f} | {beside['product_cpu_ms'] / single['product_cpu_ms']:.2f} |"
        )
        if ratio > MOST_YEARS_RATIO:
            short.append(
                f"{single['name']}: with all years loaded {ratio:.2f} times the year alone, "
                f"target {MOST_YEARS_RATIO}"
            )


def _bulk(bulk: dict[str, Any] | None) -> Iterator[str]:
    yield "\n### Bulk import of one year into a ledger without any\n"
    if bulk is None:
        yield "Not measured: the year stood already."
        return
    parts = ("writing", "indexes", "balances")
    seconds = sum(bulk[part] for part in parts)
    yield (
        f"{bulk['entries']:,} entries with {bulk['lines']:,} lines: rows written in "
        f"{bulk['writing']:.0f} s, indexes and statistics {bulk['indexes']:.0f} s, balances "
        f"{bulk['balances']:.0f} s. **{bulk['lines'] / bulk['writing']:,.0f} lines a second are "
        f"written; {bulk['entries'] / seconds:,.0f} entries, {bulk['lines'] / seconds:,.0f} lines "
        f"a second until they can be asked.** Drawing them at random ({bulk['drawing']:.0f} s) is "
        f"not counted. Measured on {bulk['day']} at commit {bulk['commit']}, load {bulk['load']}."
    )


def _writing(rows: list[dict[str, Any]], short: list[str] | None) -> Iterator[str]:
    yield "\n### Writing: records created and confirmed through the services\n"
    yield "Every confirmed amount was found in the nation's figures; the balances touched were"
    yield "checked against their lines. By hand: the same rows by prepared SQL alone, nothing asked"
    yield "or checked. Times in milliseconds; CPU of client and server, made and confirmed.\n"
    yield "| | writers | records | errors | create p50 | p95 | confirm p50 | p95 | p99 | records/s | CPU | load |"  # noqa: E501
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|"
    columns = ("create_p50", "create_p95", "confirm_p50", "confirm_p95", "confirm_p99")
    for row in rows:
        who = "by hand" if row["by_hand"] else "services"
        times = " | ".join(str(row[column]) for column in columns)
        yield (
            f"| {who} | {row['writers']} | {row['records']} | {row['errors']} | {times} "
            f"| {row['records'] / row['seconds']:.1f} | {row['cpu_ms']:.1f} | {row['load']} |"
        )
        judged = short is not None and not row["by_hand"] and row["writers"] > 1
        if short is not None and judged and row["confirm_p95"] > CONFIRM_P95:
            short.append(
                f"confirm with {row['writers']} writers: p95 {row['confirm_p95']} ms, "
                f"target {CONFIRM_P95:.0f} ms (load {row['load']})"
            )


def _sheet(one: dict[str, Any]) -> str:
    seconds = one["create_seconds"] + one["confirm_seconds"]
    return (
        f"\nA sheet of {one['records']:,} records of one commune, created in one transaction and "
        f"confirmed in another: {one['create_seconds']:.1f} s and {one['confirm_seconds']:.1f} s. "
        f"**{one['records'] / seconds:,.0f} records a second**, {one['cpu_ms']:.2f} ms of CPU "
        f"a record (load {one['load']})."
    )


def _workbook(one: dict[str, Any], short: list[str]) -> str:
    seconds = one["read_seconds"] + one["write_seconds"]
    if seconds > one["limit"]:
        short.append(f"a workbook of {one['rows']:,} rows: {seconds:.0f} s, limit {one['limit']} s")
    return (
        f"\nAn Excel file of {one['rows']:,} rows ({one['bytes'] / MEBIBYTE:.1f} MB), read and "
        f"held against a commune's book: {one['read_seconds']:.1f} s; written down as drafts: "
        f"{one['write_seconds']:.1f} s. Together {seconds:.0f} s, limit {one['limit']} s "
        f"(load {one['load']})."
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
