"""One year of a country's books, drawn at random: records, their entries and lines.

About 680,000 records and 2 million lines at full size; 72 % at villages, the rest at communes,
with a few at districts and provinces; 28 % of lines carry dimensions, 7 % a hedge and 5 % are
declared. What a record of the books posts is posted here in the same shape.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from bench.catalogue import TYPES, YEARS, Drawn
from bench.country import Country, period_of

RECORDS = 680_000
MONTHS = (6, 5, 7, 7, 8, 8, 8, 14, 9, 10, 12, 6)
PLACES = ("village", "commune", "district", "province")
PLACE_WEIGHTS = (74, 23, 2, 1)
SHAPES = ("session", "several", "declared", "channel", "team", "scheme", "status")
SHAPE_WEIGHTS = (38, 30.5, 11.5, 5, 5, 6, 4)
YEAR_IDS = 10_000_000
BLOCK = 20_000
ONE_DAY = timedelta(days=1)
Rows = dict[str, list[tuple[Any, ...]]]


class Year:
    """Draws one year; `blocks` gives its rows by table."""

    def __init__(
        self, number: int, country: Country, drawn: Drawn, *, seed: int, last_day: date
    ) -> None:
        self.number = number
        self.country = country
        self.drawn = drawn
        self.rng = random.Random(seed * 10_000 + number)
        self.last_day = last_day
        self.entry = self.line = (number - 2015) * YEAR_IDS
        self.spoken: set[tuple[int, int, int]] = set()
        self.rows: Rows = {}
        self.heads: list[tuple[Any, ...]] = []
        days = [date(number, 1, 1) + n * ONE_DAY for n in range(365)]
        self.days = days
        self.day_weights = list(accumulate(MONTHS[d.month - 1] for d in days))

    def blocks(self, records: int) -> Iterator[Rows]:
        """Everything of the year, BLOCK records at a time."""
        self._start()
        yield self._household_counts(records)
        done = 0
        weights = list(accumulate(self.country.weights))
        villages = range(len(self.country.villages))
        while done < records:
            self._start()
            size = min(BLOCK, records - done)
            where = self.rng.choices(villages, cum_weights=weights, k=size)
            when = self.rng.choices(self.days, cum_weights=self.day_weights, k=size)
            levels = self.rng.choices(PLACES, PLACE_WEIGHTS, k=size)
            shapes = self.rng.choices(SHAPES, SHAPE_WEIGHTS, k=size)
            for village, day, level, shape in zip(where, when, levels, shapes, strict=True):
                unit = self._unit(village, day, level)
                if unit:
                    getattr(self, "_" + shape)(village, unit, day, level)
            done += size
            yield self.rows

    def _start(self) -> None:
        tables = ("ledger_entry", "ledger_line", "ledger_standing", "ledger_declared", "heads")
        self.rows = {table: [] for table in tables}

    def _unit(self, village: int, day: date, level: str) -> int:
        """The unit a record belongs to; 0 where there was none that day."""
        period = period_of(day) if self.number >= 2025 else 0
        country = self.country
        commune = country.communes[village][period]
        if not commune or level == "commune":
            return commune
        if level == "village":
            return country.villages[village]
        if level == "district":
            return country.districts[village][period] or commune
        return country.provinces[village][period]

    # --- rows

    def _post(self, day: date, lines: list[tuple[Any, ...]], source: str = "ACTIVITY") -> str:
        """An entry with its lines: (indicator, unit, day, amount, dims, hedge, ±1[, span])."""
        self.entry += 1
        record = f"{self.rng.getrandbits(128):032x}"
        kind = 2 if source == "DECLARATION" else 1
        at = f"{day.isoformat()} 12:00:00"
        self.rows["ledger_entry"].append(
            (self.entry, record, 1, kind, source, None, at, 1, "cán bộ xã", "Xác nhận")
        )
        for indicator, unit, on, amount, dims, hedge, turn, *span in lines:
            self.line += 1
            self.rows["ledger_line"].append(
                (self.line, self.entry, indicator, unit, on.isoformat(),
                 span[0].isoformat() if span else None, dims, amount, 1, turn, hedge,
                 kind == 2, False, False)
            )  # fmt: skip
        within = None if kind == 2 else "[]"
        self.rows["ledger_standing"].append((record, self.entry, within, None))
        return record

    def _people(self, middle: float) -> tuple[int, int]:
        """A number of people and its hedge: two counts in nine are hedged."""
        amount = 1 + int(self.rng.lognormvariate(middle, 0.7))
        hedge = self.rng.choices((0, 1, 2, 3, 4), (77, 14, 5, 3, 1))[0] if amount > 1 else 0
        return (round(amount, -1) or 10, hedge) if hedge else (amount, 0)

    def _some(self, sets: list[int], share: float) -> int | None:
        return self.rng.choice(sets) if sets and self.rng.random() < share else None

    # --- shapes of records

    def _session(self, _village: int, unit: int, day: date, _level: str) -> None:
        ids, sets = self.drawn.ids, self.drawn.sets
        place = self.rng.randrange(len(sets["TT01"])) if self.rng.random() < 0.5 else None
        people, hedge = self._people(4.2)
        dims = (None, None) if place is None else (sets["TT01"][place], sets["TT02"][place])
        record = self._post(
            day,
            [(ids["TT01"], unit, day, 1, dims[0], 0, 1),
             (ids["TT02"], unit, day, people, dims[1], hedge, 1)],
        )  # fmt: skip
        self.rows["heads"].append((record, unit, day.isoformat(), people, hedge))

    def _several(self, _village: int, unit: int, day: date, _level: str) -> None:
        """A week's activities of other kinds, entered together."""
        wanted = self.rng.choices(
            self.drawn.flows, self.drawn.flow_weights, k=self.rng.choice((2, 4, 5, 6, 8))
        )
        lines = []
        for indicator in set(wanted):
            amount, hedge = self._people(2.0) if self.rng.random() < 0.3 else (1, 0)
            dims = self._some(self.drawn.flow_sets[indicator], 0.12)
            lines.append((indicator, unit, day, amount, dims, hedge, 1))
        self._post(day, lines)

    def _declared(self, village: int, _unit: int, day: date, _level: str) -> None:
        """A commune's total of a quarter, known from a report only."""
        period = period_of(day) if self.number >= 2025 else 0
        unit = self.country.communes[village][period]
        quarter = (day.month - 1) // 3
        indicator = self.rng.choices(self.drawn.flows, self.drawn.flow_weights)[0]
        if (unit, indicator, quarter) in self.spoken:
            return
        self.spoken.add((unit, indicator, quarter))
        start = date(self.number, quarter * 3 + 1, 1)
        end = (start + timedelta(days=95)).replace(day=1) - ONE_DAY
        amount, hedge = self._people(3.0)
        lines = [(indicator, unit, end, amount, None, hedge, 1, start)]
        self._terms(self._post(end, lines, "DECLARATION"), lines[0], start, end)

    def _terms(self, record: str, line: tuple[Any, ...], start: date, end: date) -> None:
        indicator, unit, _, amount, _, hedge, *_ = line
        self.rows["ledger_declared"].append(
            (record, unit, indicator, "", amount, hedge, start.isoformat(), end.isoformat(),
             None, 1, True, 0)
        )  # fmt: skip

    def _channel(self, _village: int, unit: int, day: date, _level: str) -> None:
        ids, sets = self.drawn.ids, self.drawn.sets
        place = self.rng.randrange(len(sets["TT08"]))
        dims = sets["TT09"][place]
        members, hedge = self._people(4.5)
        lines = [(ids["TT08"], unit, day, 1, sets["TT08"][place], 0, 1),
                 (ids["TT09"], unit, day, members, dims, hedge, 1)]  # fmt: skip
        for again in range(self.rng.randrange(3)):
            on = day + timedelta(days=92 * (again + 1))
            if on.year != self.number:
                break
            lines.append((ids["TT09"], unit, on, -members, dims, hedge, -1))
            members, hedge = self._people(4.5)
            lines.append((ids["TT09"], unit, on, members, dims, hedge, 1))
        self._post(day, lines, "CHANNEL")

    def _team(self, _village: int, unit: int, day: date, _level: str) -> None:
        """Something kept: a team, a camera, a tip box; some are counted again or given up."""
        lines = []
        for indicator in self.rng.sample(self.drawn.stocks, 3):
            amount, hedge = self._people(1.5)
            lines.append((indicator, unit, day, amount, None, hedge, 1))
            if self.rng.random() < 0.3:
                on = day + timedelta(days=self.rng.randrange(30, 700))
                if on <= self.last_day:
                    lines.append((indicator, unit, on, -amount, None, hedge, -1))
        self._post(day, lines, "TEAM")

    def _scheme(self, _village: int, unit: int, day: date, _level: str) -> None:
        ids, sets, rng = self.drawn.ids, self.drawn.sets, self.rng
        kind = min(TYPES - 1, int(rng.paretovariate(0.8)) - 1)
        rating = sets["MH07"][kind * 4 + rng.choices((0, 1, 2, 3), (40, 40, 15, 5))[0]]
        members, hedge = self._people(3.4)
        lines = [(ids["MH02"], unit, day, 1, sets["MH02"][kind], 0, 1),
                 (ids[rng.choice(("MH03", "MH03", "MH05"))], unit, day, 1, None, 0, 1),
                 (ids["MH09a"], unit, day, members, sets["MH09a"][kind], hedge, 1),
                 (ids["MH07"], unit, day, 1, rating, 0, 1)]  # fmt: skip
        ended = day + timedelta(days=int(rng.lognormvariate(6.2, 0.8)))
        if ended <= self.last_day:
            lines += [(ids["MH02"], unit, ended, -1, sets["MH02"][kind], 0, -1),
                      (ids["MH06"], unit, ended, 1, sets["MH06"][kind], 0, 1),
                      (ids["MH09a"], unit, ended, -members, sets["MH09a"][kind], hedge, -1),
                      (ids["MH07"], unit, ended, -1, rating, 0, -1)]  # fmt: skip
        self._post(day, lines, "SCHEME")

    def _status(self, _village: int, unit: int, day: date, _level: str) -> None:
        code = self.rng.choice(("AT01", "AT02"))
        sets = self.drawn.sets[code]
        kinds = len(sets) // len(YEARS)
        place = (self.number - YEARS[0]) * kinds + self.rng.randrange(kinds)
        self._post(day, [(self.drawn.ids[code], unit, day, 1, sets[place], 0, 1)])

    def _household_counts(self, records: int) -> Rows:
        """Households and inhabitants of every commune, declared each year and at a reform."""
        starts = [date(self.number, 1, 1)]
        if self.number == 2025:
            starts.append(date(2025, 7, 1))
        for start in starts:
            period = period_of(start)
            until = date(2025, 6, 30) if start == date(2025, 1, 1) else date(start.year, 12, 31)
            communes = sorted({row[period] for row in self.country.communes} - {0})
            share = min(1.0, records / RECORDS * 4)
            for commune in communes[: int(len(communes) * share)]:
                for code, size in (("DC01", 7.5), ("DC02", 9.0)):
                    self._level_declared(commune, code, size, start, until)
        return self.rows

    def _level_declared(self, unit: int, code: str, size: float, start: date, until: date) -> None:
        amount = 1 + int(self.rng.lognormvariate(size, 0.4))
        indicator, stop = self.drawn.ids[code], until + ONE_DAY
        lines = [(indicator, unit, start, amount, None, 0, 1),
                 (indicator, unit, stop, -amount, None, 0, -1)]  # fmt: skip
        self._terms(self._post(start, lines, "DECLARATION"), lines[0], start, until)
