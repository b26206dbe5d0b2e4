"""Everything measured on one database, in one process; the results as JSON on a given path."""

import argparse
import json
import os
import random
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

FIRST_YEAR, LAST_YEAR = 2016, 2025
SEED = 20250701


class Run:
    """One database from empty to measured."""

    def __init__(self, chosen: argparse.Namespace) -> None:
        self.chosen = chosen
        self.found: dict[str, Any] = {}
        self.records = round(chosen.share * 680_000)

    def said(self, what: str, began: float) -> None:
        seconds = time.monotonic() - began
        self.found.setdefault("steps", {})[what] = round(seconds, 1)
        print(f"  {what}: {seconds:.1f} s", flush=True)

    def prepare(self) -> None:
        from bench.country import populate
        from binhyen.ledger.services.importing import import_catalogue
        from binhyen.units.models import Unit
        from binhyen.units.services import import_units

        call_command("migrate", verbosity=0)
        if Unit.objects.filter(uid__startswith="A").exists():
            return
        began = time.monotonic()
        import_units(folder=settings.REFERENCE_DATA, at=datetime(2026, 1, 1, tzinfo=UTC))
        import_catalogue(folder=settings.REFERENCE_DATA)
        mean = 26 if self.chosen.share == 1 else 2
        self.found["villages"] = populate(mean, SEED)
        self.said("đơn vị, danh mục, khu dân cư", began)

    def load(self, years: list[int]) -> None:
        from bench import building, loading
        from bench.catalogue import draw
        from bench.country import read_country
        from bench.writing import officers
        from bench.years import YEAR_IDS, Year
        from binhyen.ledger.models import Entry

        officers()
        country, tree = read_country(SEED)
        drawn = draw(random.Random(SEED))
        years = [y for y in years if not _has(Entry, y)]
        if not years:
            return
        began = time.monotonic()
        indexes = loading.drop_indexes() if connection.vendor == "postgresql" else []
        building.make_places(tree)
        for number in years:
            one = Year(number, country, drawn, seed=SEED, last_day=loading.today())
            loading.load(one.blocks(self.records), with_heads=number == LAST_YEAR)
            self.said(f"nạp năm {number}", began)
        loading.after_load(indexes)
        self.said(f"chỉ mục sau {years[0]}–{years[-1]}", began)
        for number in years:
            first = (number - 2015) * YEAR_IDS
            building.build((first, first + YEAR_IDS - 1))
            self.said(f"bảng dẫn xuất năm {number}", began)
        loading.vacuum()
        self.said(f"vacuum sau {years[0]}–{years[-1]}", began)

    def ask(self, title: str, first: int) -> None:
        from bench.questions import all_questions, ask

        answers = []
        for question in all_questions(first):
            answer = ask(question)
            answers.append(answer)
            print(
                f"  {answer['name']}: {answer['product_ms']:.1f} ms, bằng tay "
                f"{answer['by_hand_ms']:.1f} ms, {answer['rows']} dòng",
                flush=True,
            )
        self.found[title] = answers


def _has(entries: Any, number: int) -> bool:
    base = (number - 2015) * 10_000_000
    return bool(entries.objects.filter(pk__gt=base, pk__lt=base + 10_000_000).exists())


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--years", type=int, default=1)
    parser.add_argument("--steps", default="all")
    parser.add_argument("--results", type=Path, required=True)
    return parser.parse_args()


def main() -> None:
    chosen = parsed()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.settings.test")
    django.setup()
    run = Run(chosen)
    run.prepare()
    run.load([LAST_YEAR])
    first = LAST_YEAR - chosen.years + 1
    run.ask("một năm", LAST_YEAR)
    if chosen.years > 1:
        run.load(list(range(first, LAST_YEAR)))
        run.ask("mười năm", first)
    chosen.results.write_text(json.dumps(run.found, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
