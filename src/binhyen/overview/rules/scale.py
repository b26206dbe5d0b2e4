"""Five steps of one hue, and which step a rate lies in (docs/rules/shading.md). Plain Python.

Steps are equally wide and begin at round numbers; the lowest and the highest are open, so that
one unit far from the others does not leave them all in one step. The same values always give
the same steps, in whatever order they come. What is not known takes no part.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

STEPS = 5
MIDDLE = STEPS // 2
ROUND = (1, 2, 3, 4, 5, 6, 8, 10)
EDGE = 10  # of ten units the lowest and the highest do not widen the steps
FINEST = Decimal("0.01")

Edges = tuple[Decimal, ...]


def edges(values: Iterable[Decimal | None]) -> Edges:
    """Find the four numbers between five steps; none when there is one value or no value.

    >>> edges(map(Decimal, [59, 61, 64, 66, 70, 71, 74, 79, 83]))
    (Decimal('65'), Decimal('70'), Decimal('75'), Decimal('80'))
    >>> edges([Decimal(5), None, Decimal(5)])
    ()
    """
    known = sorted(value for value in values if value is not None)
    if not known or known[0] == known[-1]:
        return ()
    low, high = _without_the_farthest(known)
    size = round_step((high - low) / STEPS)
    first = _multiple((low + high) / 2 - size * (STEPS - 2) / 2, size)
    if known[0] >= 0:
        first = max(first, size)
    return tuple(first + size * at for at in range(STEPS - 1))


def edges_around_zero(values: Iterable[Decimal | None]) -> Edges:
    """Find steps for differences: the middle one holds what hardly differs, both sides alike."""
    known = sorted(abs(value) for value in values if value is not None)
    if not known or not known[-1]:
        return ()
    size = round_step(known[(len(known) - 1) * (EDGE - 1) // EDGE] / 4 or known[-1] / 4)
    return (-3 * size, -size, size, 3 * size)


def step_of(value: Decimal, between: Sequence[Decimal]) -> int:
    """Say in which step a value lies; a value on an edge belongs to the step away from zero.

    >>> step_of(Decimal(65), (Decimal(65), Decimal(70), Decimal(75), Decimal(80)))
    1
    >>> around = edges_around_zero(map(Decimal, [-8, 4, 8]))
    >>> [step_of(Decimal(n), around) for n in (-6, -2, 0, 2, 6)]
    [0, 1, 2, 3, 4]
    """
    if not between:
        return MIDDLE
    if between[0] < 0 and value < 0 and between[0] == -between[-1]:
        return STEPS - 1 - bisect_right(between, -value)
    return bisect_right(between, value)


def round_step(width: Decimal) -> Decimal:
    """Find the smallest round number that is at least this wide.

    >>> round_step(Decimal("6.9")), round_step(Decimal("0.013")), round_step(Decimal(120))
    (Decimal('8'), Decimal('0.02'), Decimal('200'))
    """
    power = FINEST
    while True:
        for digit in ROUND:
            if digit * power >= width:
                step = digit * power
                return step.quantize(Decimal(1)) if step == step.to_integral() else step.normalize()
        power *= 10


def _without_the_farthest(known: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    last = len(known) - 1
    low, high = known[last // EDGE], known[last - last // EDGE]
    return (low, high) if low < high else (known[0], known[-1])


def _multiple(value: Decimal, size: Decimal) -> Decimal:
    return (value / size).quantize(Decimal(1), rounding=ROUND_HALF_UP) * size
