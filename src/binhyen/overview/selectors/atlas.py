"""What the page of the map shows: the question, its rows, its drawing, what could not be drawn."""

import json
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from django.conf import settings

from binhyen.ledger.rules.expressions import rate
from binhyen.ledger.rules.hedges import Hedge
from binhyen.ledger.selectors.catalogue import Facts
from binhyen.ledger.selectors.questions import Figure, Query
from binhyen.ledger.selectors.sheets import Span
from binhyen.ledger.selectors.suppression import Itself
from binhyen.overview.selectors.shading import RATE, Row, Shaded, shaded, ways
from binhyen.overview.selectors.shapes import Drawing, drawing
from binhyen.units.models import Level
from binhyen.units.selectors import current_tree


@dataclass(frozen=True, slots=True)
class Tile:
    """A province as a square of its own: where it stands, and its code."""

    row: Row
    code: str
    down: int
    across: int


@dataclass(frozen=True, slots=True)
class Atlas:
    """A map with its table."""

    facts: Facts
    shaded: Shaded
    ways: list[str]
    drawing: Drawing | None
    tiles: tuple[Tile, ...]
    whole: Figure | None

    @property
    def undrawn(self) -> list[str]:
        """The units the drawing lacks, by name; nothing where there is no drawing at all."""
        if self.drawing is None:
            return []
        drawn = self.drawing.units
        return [row.name for row in self.shaded.rows if row.unit not in drawn]

    @property
    def halves(self) -> list[tuple[Row, ...]]:
        """The rows in two columns where one number a row leaves room for them."""
        rows = self.shaded.rows
        if self.shaded.way not in {RATE, ""}:
            return [rows]
        middle = (len(rows) + 1) // 2
        return [part for part in (rows[:middle], rows[middle:]) if part]


def atlas(query: Query, facts: Facts, way: str, itself: Itself, before: Span) -> Atlas:
    """Read and draw the units below on the map of the question (its map is a day).

    *way* falls back to the first by which most units can be shaded.
    """
    on = query.map or query.end
    offered = ways(facts, query.unit, on)
    found = shaded(query, facts, [way] if way in offered else offered, itself, before)
    drawn = drawing(query.unit, on)
    return Atlas(
        facts, found, offered, drawn, _tiles(query.unit, found), _whole(query, facts, found)
    )


def commune_of(unit: int, on: date) -> tuple[int | None, int]:
    """The unit whose map a village or commune is shown on, and the commune to be marked."""
    tree = current_tree(leaves=[unit])
    here: int | None = unit
    while here is not None and tree.level(here) > Level.COMMUNE:
        here = tree.parent(here, on)
    commune = unit if here is None else here
    return tree.parent(commune, on), commune


def _tiles(unit: int, found: Shaded) -> tuple[Tile, ...]:
    """Squares for the provinces of today; none for another map, which has others."""
    if current_tree().level(unit) != Level.NATION:
        return ()
    places = _grid()
    tiles = []
    for row in found.rows:
        if row.uid not in places:
            return ()
        down, across = places[row.uid]
        tiles.append(Tile(row, row.uid[1:-1], down, across))
    return tuple(tiles)


@cache
def _grid() -> dict[str, tuple[int, int]]:
    text = (settings.REFERENCE_DATA / "tilegrid34.json").read_text("utf-8")
    return {f"P{code}n": (down, across) for code, (_name, down, across) in json.loads(text).items()}


def _whole(query: Query, facts: Facts, found: Shaded) -> Figure | None:
    """The unit's own figure from the rows: a sum, or a rate of sums.

    None for a count of kinds, which is a union, and where a row is hidden.
    """
    rows = [row.figure for row in found.rows] + ([found.own] if found.own else [])
    known = [one for one in rows if one.amount is not None]
    hidden = any(one.state == "SUPPRESSED" for one in rows)
    if not known or hidden or facts.kind == "DISTINCT":
        return None
    hedges = {one.hedge for one in known} - {Hedge.EXACT}
    figure = Figure(query.unit, query.start, query.end, None)
    if facts.kind == "RATE":
        top, bottom = (sum(n or 0 for n in part) for part in zip(*_parts(rows), strict=True))
        hedge = Hedge.ABOUT if hedges else Hedge.EXACT
        return replace(figure, amount=rate(top, bottom), numerator=top, hedge=hedge)
    hedge = Hedge.EXACT if not hedges else hedges.pop() if len(hedges) == 1 else Hedge.ABOUT
    total = sum(int(one.amount or 0) for one in known)
    hedged = sum(one.hedged_amount for one in known)
    return replace(figure, amount=total, hedge=hedge, hedged_amount=hedged)


def _parts(rows: list[Figure]) -> list[tuple[int | None, int | None]]:
    return [(one.numerator, one.denominator) for one in rows]
