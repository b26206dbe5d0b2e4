"""The map of a unit on a day: every unit below it as a path, put together from today's communes.

Nobody has drawn the borders of older maps. What a unit of another map covered is known by the
communes of 01/07/2025 it became or came of, so it is drawn as those together; communes of an
older map, and the parts of a commune divided later, cannot be drawn and are named instead.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from django.conf import settings

from binhyen.overview.rules.mosaic import (
    Box,
    Frame,
    Mosaic,
    Spot,
    between,
    decoded,
    frame,
    joined,
    path,
    rings,
)
from binhyen.units.models import Level, Unit
from binhyen.units.rules.tree import Tree
from binhyen.units.selectors import current_tree

SHAPES_OF = date(2025, 7, 1)  # the pieces are the communes valid from this day
HOANG_SA, TRUONG_SA = FAR = ("20333", "22736")
WIDTH, HEIGHT = 860, 1060  # twice the size on the screen: half a point is the finest step
NATION = Box(101.9, 6.8, 116.3, 23.6)


@dataclass(frozen=True, slots=True)
class Shape:
    """One unit's outline, and the middle of its largest part."""

    unit: int
    path: str
    middle: Spot


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that is drawn of a map. ``shared``: pieces that held land of several of its units."""

    frame: Frame
    shapes: tuple[Shape, ...]
    archipelagos: dict[str, int]
    shared: int
    is_nation: bool

    @property
    def units(self) -> set[int]:
        return {shape.unit for shape in self.shapes} | set(self.archipelagos.values())


@dataclass(frozen=True, slots=True)
class Pair:
    """A province of today, and the provinces it was made of, in one frame; what divided them."""

    then: Drawing
    now: Drawing
    divided: str


@cache
def mosaic() -> Mosaic:
    """The pieces, read once a process (data/README.md says what they are and are not)."""
    file = settings.REFERENCE_DATA / "communes_v30.topojson"
    return decoded(json.loads(file.read_text("utf-8")))


def drawing(unit: int, on: date) -> Drawing | None:
    """Draw the units right below on that day's map; None where nothing of them is known.

    Kept with the tree: the first asking puts a map together, the others find it.
    """
    tree = current_tree(leaves=[unit])
    key = ("drawing", unit, tree.same_map(on))
    if key not in tree.memo:
        tree.memo[key] = _drawn(tree, unit, on)
    found: Drawing | None = tree.memo[key]
    return found


def pair(unit: int, olds: Sequence[int], then: date, now: date) -> Pair | None:
    """Draw a province on the map of *now*, and the provinces *olds* on that of *then*.

    Both at one scale; None where nothing of either is known. Kept with the tree.
    """
    tree = current_tree(leaves=[unit])
    key = ("pair", unit, tuple(olds), tree.same_map(then), tree.same_map(now))
    if key not in tree.memo:
        tree.memo[key] = _paired(tree, unit, olds, then, now)
    found: Pair | None = tree.memo[key]
    return found


def _paired(tree: Tree, unit: int, olds: Sequence[int], then: date, now: date) -> Pair | None:
    nation = tree.ancestors(unit, now)[-1]
    before, _ = _groups(tree, nation, then)
    after, _ = _groups(tree, nation, now)
    before = {code: old for code, old in before.items() if old in olds}
    after = {code: new for code, new in after.items() if new == unit}
    near = {code for code in (*before, *after) if code not in FAR}
    if not (before and after and near):
        return None
    drawn = frame(mosaic().box(near), WIDTH, HEIGHT)
    olds_near = {code: old for code, old in before.items() if code not in FAR}
    divided = between(mosaic(), joined(mosaic(), olds_near).values(), drawn)
    return Pair(_of(before, drawn), _of(after, drawn), divided)


def _of(
    groups: Mapping[str, int], drawn: Frame, shared: int = 0, *, is_nation: bool = False
) -> Drawing:
    """Draw groups of pieces in a frame; the archipelagos stand apart."""
    far = {code: groups[code] for code in FAR if code in groups}
    near = {code: child for code, child in groups.items() if code not in far}
    shapes = [_shape(child, arcs, drawn) for child, arcs in sorted(joined(mosaic(), near).items())]
    return Drawing(drawn, tuple(shapes), far, shared, is_nation)


def _drawn(tree: Tree, unit: int, on: date) -> Drawing | None:
    level = tree.level(unit)
    below = tree.children(unit, on)
    if level >= Level.COMMUNE or not below or not tree.valid(unit, on):
        return None
    if on < SHAPES_OF and all(tree.level(child) == Level.COMMUNE for child in below):
        return None
    groups, shared = _groups(tree, unit, on)
    near = groups.keys() - set(FAR)
    if not near:
        return None
    is_nation = level == Level.NATION
    drawn = frame(NATION if is_nation else mosaic().box(near), WIDTH, HEIGHT)
    return _of(groups, drawn, shared, is_nation=is_nation)


def _groups(tree: Tree, unit: int, on: date) -> tuple[dict[str, int], int]:
    """Which child of the unit each piece lies in, and how many lie in several."""
    groups, shared = {}, 0
    for code, piece in _pieces(tree).items():
        chain = tree.ancestors(tree.image(piece, on).unit, on)
        if unit not in chain:
            continue
        at = chain.index(unit)
        child = chain[at - 1] if at else _most_of(tree, unit, piece, on)
        shared += not at
        if child is not None:
            groups[code] = child
    return groups, shared


def _most_of(tree: Tree, unit: int, piece: int, on: date) -> int | None:
    """The child most of a piece's older units lay in; None for one that was divided later."""
    place = tree.places[piece]
    if on >= place.end:
        return None
    counted: Counter[int] = Counter()
    for _day, old in place.predecessors:
        chain = tree.ancestors(tree.image(old, on).unit, on)
        if unit in chain[1:]:
            counted[chain[chain.index(unit) - 1]] += 1
    return min(counted, key=lambda child: (-counted[child], child), default=None)


def _pieces(tree: Tree) -> dict[str, int]:
    """The units the pieces are, by code."""
    if "pieces" not in tree.memo:
        uids = {f"C{code}n": code for code in mosaic().pieces}
        rows = Unit.objects.filter(level=Level.COMMUNE).values_list("uid", "pk")
        tree.memo["pieces"] = {uids[uid]: unit for uid, unit in rows if uid in uids}
    found: dict[str, int] = tree.memo["pieces"]
    return found


def _shape(unit: int, arcs: Sequence[int], drawn: Frame) -> Shape:
    around = rings(mosaic(), arcs)
    spots = max(([drawn.spot(place) for place in ring] for ring in around), key=_area)
    across, down = [x for x, _ in spots], [y for _, y in spots]
    middle = ((min(across) + max(across)) // 2, (min(down) + max(down)) // 2)
    return Shape(unit, path(around, drawn), middle)


def _area(spots: Sequence[Spot]) -> int:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*spots, spots[0]])))
