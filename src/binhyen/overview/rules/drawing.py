"""Points of small charts; the template draws them, the table beside them says the same."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

WIDTH, HEIGHT = 264, 150
LEFT, RIGHT, TOP, BOTTOM = 50, 8, 14, 26
SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 76, 32, 4
STEPS = (1, 2, 4, 6, 8, 10)

Values = Sequence[float | None]
LETTER = 8  # of an axis, about


class Tick(NamedTuple):
    """A line of the grid and the amount it stands for."""

    y: float
    amount: int


class Chart(NamedTuple):
    """This year's and last year's lines, broken where a period is not known."""

    now: list[str]
    before: list[str]
    last: tuple[float, float] | None
    ticks: list[Tick]
    spots: list[tuple[float, float]]
    left: float


class Spark(NamedTuple):
    """A line without an axis, its last point marked."""

    lines: list[str]
    last: tuple[float, float] | None


def chart(now: Values, before: Values) -> Chart:
    """Draw two years of the same periods over each other; the axis begins at zero."""
    top = ceiling(max((n for n in (*now, *before) if n is not None), default=0))
    left = max(LEFT, LETTER * len(f"{top:,}") + 12)
    here = [_spot(at, n, len(now), top, left) for at, n in enumerate(now)]
    there = [_spot(at, n, len(before), top, left) for at, n in enumerate(before)]
    known = [spot for spot in here if spot is not None]
    return Chart(
        now=_lines(here),
        before=_lines(there),
        last=known[-1] if known else None,
        ticks=[Tick(_y(n, top), n) for n in (0, top // 2, top)],
        spots=_alone(here),
        left=left,
    )


def spark(values: Values) -> Spark:
    """Draw a row of values from their lowest to their highest."""
    known = [n for n in values if n is not None]
    if not known:
        return Spark([], None)
    low, high = min(0, *known), max(known)
    across = (SPARK_WIDTH - 2 * SPARK_EDGE) / max(len(values) - 1, 1)
    down = (SPARK_HEIGHT - 2 * SPARK_EDGE) / max(high - low, 1)
    foot = SPARK_HEIGHT - SPARK_EDGE
    spots = [
        None
        if n is None
        else (round(SPARK_EDGE + at * across, 1), round(foot - (n - low) * down, 1))
        for at, n in enumerate(values)
    ]
    return Spark(_lines(spots), [spot for spot in spots if spot][-1])


def ceiling(highest: float) -> int:
    """Find a round, even number at or above the highest value.

    >>> ceiling(1284), ceiling(0), ceiling(3), ceiling(41)
    (2000, 2, 4, 60)
    """
    power = 1
    while True:
        for step in STEPS:
            if step * power >= max(highest, 2) and (step * power) % 2 == 0:
                return step * power
        power *= 10


def _spot(
    at: int, amount: float | None, count: int, top: int, left: float
) -> tuple[float, float] | None:
    if amount is None:
        return None
    across = (WIDTH - left - RIGHT) / max(count - 1, 1)
    return round(left + at * across, 1), _y(amount, top)


def _y(amount: float, top: int) -> float:
    return round(HEIGHT - BOTTOM - amount * (HEIGHT - TOP - BOTTOM) / top, 1)


def _lines(spots: Sequence[tuple[float, float] | None]) -> list[str]:
    """Join neighbours; a gap is never bridged."""
    lines: list[list[tuple[float, float]]] = []
    for before, here in pairwise([None, *spots]):
        if here is None:
            continue
        if before is None:
            lines.append([here])
        else:
            lines[-1].append(here)
    return [" ".join(f"{x},{y}" for x, y in line) for line in lines if len(line) > 1]


def _alone(spots: Sequence[tuple[float, float] | None]) -> list[tuple[float, float]]:
    """Points whose neighbours are both unknown: they would not be seen as a line."""
    held = [None, *spots, None]
    return [
        spot
        for at, spot in enumerate(held)
        if spot is not None and held[at - 1] is None and held[at + 1] is None
    ]
