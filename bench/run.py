"""From an empty database to measured: load, ask, write, open pages, weigh.

What a database that stands already is not asked again (how fast it was loaded) is kept from the
results of the run that did it.
"""

import argparse
import json
import random
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from bench import building, loading, moving
from bench.catalogue import draw
from bench.country import populate, read_country
from bench.filings import measure_filings
from bench.measuring import database_version, load_average, machine
from bench.pages import measure_pages
from bench.questions import all_questions, ask
from bench.workbook import measure_workbook
from bench.writing import measure_sheet, measure_writing, officers
from bench.years import RECORDS, YEAR_IDS, Year
from binhyen.filings.services.importing import import_regimes
from binhyen.ledger.models import Entry
from binhyen.ledger.selectors.catalogue import indicators
from binhyen.ledger.services.checking import arrange, balance_problems, rebuild
from binhyen.ledger.services.importing import import_catalogue
from binhyen.units.models import Unit
from binhyen.units.services import import_units

LAST_YEAR = 2025
SEED = 20250701
VILLAGES, FEW_VILLAGES = 26, 2


class Run:
    """One database, step by step; `found` is what the report is written from."""

    def __init__(self, chosen: argparse.Namespace) -> None:
        self.chosen = chosen
        self.found: dict[str, Any] = {
            "database": database_version(),
            "machine": machine(),
            "day": f"{datetime.now(tz=UTC):%Y-%m-%d}",
            "steps": {},
            "bulk": _kept(chosen.results),
        }
        self.records = round(chosen.share * RECORDS)
        self.at = time.monotonic()

    def everything(self) -> None:
        first = LAST_YEAR - self.chosen.years + 1
        self.prepare()
        self.load([LAST_YEAR])
        self.load(list(range(first, LAST_YEAR)))
        self.ask("one year" if self.chosen.years == 1 else "all years", first)
        if self.chosen.only_questions:
            return
        if self.chosen.rebuild:
            self.rebuild()
        self.found["sizes"] = loading.sizes()
        self.write()
        self.found["workbook"] = measure_workbook(self.chosen.writes * 50)
        self.took("workbook")
        self.found["pages"] = measure_pages(self.chosen.asked)
        self.took("pages")
        self.found["filings"] = measure_filings(
            asked=self.chosen.asked, with_archive=self.chosen.archive
        )
        self.took("filings")
        self.found["load"] = load_average()
        self.save()

    def save(self) -> None:
        self.chosen.results.write_text(json.dumps(self.found, ensure_ascii=False, indent=1))

    def took(self, what: str) -> None:
        """Note the seconds since the last note."""
        now = time.monotonic()
        self.found["steps"][what] = round(now - self.at, 1)
        print(f"  {what}: {now - self.at:.1f} s (load {load_average()})", flush=True)
        self.at = now

    def prepare(self) -> None:
        """The tables, the country with its villages, the catalogue."""
        call_command("migrate", verbosity=0)
        if not Unit.objects.exists():
            import_units(folder=settings.REFERENCE_DATA, at=datetime(2026, 1, 1, tzinfo=UTC))
            import_catalogue(folder=settings.REFERENCE_DATA)
            import_regimes(folder=settings.REFERENCE_DATA)
        if not Unit.objects.filter(uid__startswith="A").exists():
            populate(VILLAGES if self.chosen.share == 1 else FEW_VILLAGES, SEED)
        self.found["villages"] = Unit.objects.filter(uid__startswith="A").count()
        officers()
        self.took("units, catalogue, villages")

    def load(self, years: list[int]) -> None:
        """Draw these years and bring them in; what already stands is not drawn again."""
        years = [number for number in years if not _has(number)]
        if not years:
            return
        country, tree = read_country(SEED)
        drawn = draw(random.Random(SEED))
        building.make_places(tree)
        indexes = loading.drop_indexes() if connection.vendor == "postgresql" else []
        self.took("read the country")
        drawn_years = years[-1:] if connection.vendor == "postgresql" else years
        for number in drawn_years:
            one = Year(number, country, drawn, seed=SEED, last_day=loading.today())
            blocks = loading.Watched(one.blocks(self.records))
            loading.load(blocks, with_heads=number == LAST_YEAR)
            self.took(f"draw and load {number}")
        moved = [number for number in years if number not in drawn_years]
        for number in moved:
            moving.move_lines(drawn_years[0], number, loading.today())
            self.took(f"move {drawn_years[0]} to {number}")
        loading.after_load(indexes)
        self.took(f"indexes {years[0]}–{years[-1]}")
        for number in drawn_years:
            first, last = moving.ids_of(number)
            building.build(f"l.id BETWEEN {first} AND {last}")
            self.took(f"balances by SQL {number}")
        if moved:
            moving.move_balances(drawn_years[0], moved)
            self.took(f"balances moved to {moved[0]}–{moved[-1]}")
        arrange()
        self.took(f"balances laid in order {years[0]}–{years[-1]}")
        loading.vacuum()
        self.took(f"vacuum {years[0]}–{years[-1]}")
        if years == [LAST_YEAR]:
            self.note_bulk(blocks)

    def note_bulk(self, blocks: loading.Watched) -> None:
        """What one year, brought into a ledger without any, took until it could be asked."""
        steps, year = self.found["steps"], LAST_YEAR
        self.found["bulk"] = {
            "commit": self.found["machine"]["commit"],
            "day": self.found["day"],
            "entries": blocks.rows["ledger_entry"],
            "lines": blocks.rows["ledger_line"],
            "drawing": round(blocks.seconds, 1),
            "writing": round(steps[f"draw and load {year}"] - blocks.seconds, 1),
            "indexes": steps[f"indexes {year}–{year}"] + steps[f"vacuum {year}–{year}"],
            "balances": steps[f"balances by SQL {year}"]
            + steps[f"balances laid in order {year}–{year}"],
            "load": load_average(),
        }
        self.save()

    def ask(self, title: str, first: int) -> None:
        self.found[title] = []
        for question in all_questions(first):
            answer = ask(question, self.chosen.runs)
            self.found[title].append(answer)
            print(
                f"  {answer['name']}: {answer['product_ms']:.1f} ms, by hand "
                f"{answer['by_hand_ms']:.1f} ms, {answer['rows']} rows",
                flush=True,
            )
        self.took(f"questions, {title}")
        self.save()

    def rebuild(self) -> None:
        """Let the product build its balances from the lines: the same rows must come out."""
        before = building.fingerprint()
        self.at = time.monotonic()
        rebuild()
        self.took("balances by the product's rebuild")
        if building.fingerprint() != before:
            raise AssertionError("rebuild and SQL made different balances")
        found = list(balance_problems(indicators().values())) if self.chosen.share < 1 else []
        assert found == [], found[:5]

    def write(self) -> None:
        self.found["writing"] = []
        for writers in (1, 4):
            found = measure_writing(writers, self.chosen.writes)
            self.found["writing"].append(found)
            print(f"  {found}", flush=True)
            if connection.vendor == "postgresql":
                found = measure_writing(writers, self.chosen.writes, by_hand=True)
                self.found["writing"].append(found)
                print(f"  {found}", flush=True)
        self.found["sheet"] = measure_sheet(self.chosen.writes * 5)
        print(f"  {self.found['sheet']}", flush=True)
        self.took("writing")
        self.save()


def _kept(results: Path) -> dict[str, Any] | None:
    """How fast the rows came in, as an earlier run into the same database noted it."""
    if not results.exists():
        return None
    bulk: dict[str, Any] | None = json.loads(results.read_text()).get("bulk")
    return bulk


def _has(number: int) -> bool:
    base = (number - LAST_YEAR + 10) * YEAR_IDS
    return Entry.objects.filter(pk__gt=base, pk__lt=base + YEAR_IDS).exists()
