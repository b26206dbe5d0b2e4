"""A map put together from pieces that share their borders (docs/rules/shading.md). Plain Python.

The pieces are today's communes. A unit of any map is a set of pieces: a border between two of
its own disappears, what is left are its rings. Points are set on the grid of the drawing, each
by itself, so two neighbours still share every point and a coarser drawing is a smaller one.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians
from typing import Any, NamedTuple, TypeVar

Degrees = tuple[float, float]
Spot = tuple[int, int]
Group = TypeVar("Group", bound=Hashable)
MIDDLE_LATITUDE = 16.0


class Box(NamedTuple):
    """The corners of what is drawn, in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Mosaic:
    """Borders, and for each piece the borders around it, forward or (``~n``) backward."""

    arcs: tuple[tuple[Degrees, ...], ...]
    pieces: dict[str, tuple[int, ...]]

    def box(self, codes: Iterable[str]) -> Box:
        """The smallest box around these pieces; ValueError for none."""
        arcs = {at if at >= 0 else ~at for code in codes for at in self.pieces[code]}
        spots = [spot for at in arcs for spot in self.arcs[at]]
        across, up = [x for x, _ in spots], [y for _, y in spots]
        return Box(min(across), min(up), max(across), max(up))


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a place stands on the drawing; a whole number is a step of its grid."""

    box: Box
    width: int
    height: int
    scale: float

    def spot(self, place: Degrees) -> Spot:
        across = (place[0] - self.box.west) * cos(radians(MIDDLE_LATITUDE)) * self.scale
        return round(across), round((self.box.north - place[1]) * self.scale)


def decoded(topology: Mapping[str, Any]) -> Mosaic:
    """Read a TopoJSON of polygons whose property ``code`` names the piece."""
    (scale_x, scale_y), (west, south) = (topology["transform"][k] for k in ("scale", "translate"))
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for across, up in steps:
            x, y = x + across, y + up
            arc.append((x * scale_x + west, y * scale_y + south))
        arcs.append(tuple(arc))
    pieces = {}
    for layer in topology["objects"].values():
        for shape in layer["geometries"]:
            polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
            found = (at for polygon in polygons for ring in polygon for at in ring)
            pieces[shape["properties"]["code"]] = tuple(found)
    return Mosaic(tuple(arcs), pieces)


def frame(box: Box, width: int, height: int) -> Frame:
    """Fit a box into a drawing of at most this size, and make the drawing no larger than that."""
    wide = (box.east - box.west) * cos(radians(MIDDLE_LATITUDE))
    tall = box.north - box.south
    scale = min(width / wide if wide else height, height / tall if tall else width)
    return Frame(box, round(wide * scale), round(tall * scale), scale)


def joined(mosaic: Mosaic, groups: Mapping[str, Group]) -> dict[Group, list[int]]:
    """The borders left around each group of pieces once those inside it are gone."""
    found: dict[Group, dict[int, None]] = defaultdict(dict)
    for code, group in groups.items():
        around = found[group]
        for at in mosaic.pieces[code]:
            if ~at in around:
                del around[~at]
            else:
                around[at] = None
    return {group: list(arcs) for group, arcs in found.items()}


def rings(mosaic: Mosaic, arcs: Sequence[int]) -> list[list[Degrees]]:
    """Follow borders end to start until each ring closes."""
    waiting: dict[Degrees, list[int]] = defaultdict(list)
    for at in arcs:
        waiting[_points(mosaic, at)[0]].append(at)
    found = []
    for begun in arcs:
        start = _points(mosaic, begun)[0]
        if begun not in waiting[start]:
            continue
        ring: list[Degrees] = []
        here = start
        while waiting[here]:
            points = _points(mosaic, waiting[here].pop())
            ring.extend(points[:-1])
            here = points[-1]
        found.append(ring)
    return found


def path(around: Iterable[Sequence[Degrees]], drawn: Frame) -> str:
    """Write rings as the path of a drawing; one too small to show is left out."""
    parts = []
    for ring in around:
        spots = _outline([drawn.spot(place) for place in ring])
        if spots:
            steps = " ".join(f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(spots))
            parts.append(f"M{spots[0][0]} {spots[0][1]}l{steps.replace(' -', '-')}z")
    return "".join(parts)


def between(mosaic: Mosaic, groups: Iterable[Sequence[int]], drawn: Frame) -> str:
    """Write the borders that two of the groups have in common as one path of open lines."""
    every = {at for arcs in groups for at in arcs}
    shared = sorted(at for at in every if at >= 0 and ~at in every)
    return "".join(_open([drawn.spot(place) for place in _points(mosaic, at)]) for at in shared)


def _open(spots: Sequence[Spot]) -> str:
    steps = " ".join(f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(spots) if a != b)
    return f"M{spots[0][0]} {spots[0][1]}l{steps.replace(' -', '-')}" if steps else ""


def _points(mosaic: Mosaic, at: int) -> tuple[Degrees, ...]:
    return mosaic.arcs[at] if at >= 0 else mosaic.arcs[~at][::-1]


def _outline(spots: Sequence[Spot]) -> list[Spot]:
    """Leave out points that repeat or lie on the way; an island keeps at least a small square."""
    kept: list[Spot] = []
    for spot in spots:
        if not kept or spot != kept[-1]:
            kept.append(spot)
    while len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    if len(kept) < 3:  # noqa: PLR2004 -- two points enclose nothing
        return []
    around = [kept[-1], *kept, kept[0]]
    return [
        here
        for before, here, after in zip(around, around[1:], around[2:], strict=False)
        if (here[0] - before[0]) * (after[1] - here[1])
        != (here[1] - before[1]) * (after[0] - here[0])
    ]
