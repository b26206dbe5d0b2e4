"""Small cells of sensitive indicators, hidden from everyone but the unit itself."""

from collections.abc import Collection, Sequence

SMALLEST_SHOWN = 5


def hidden(
    amounts: Sequence[int | None], *, total_is_shown: bool, exact: Collection[int] = ()
) -> set[int]:
    """The places in a column to hide: every 1–4, and a second so that no sum betrays the first.

    *exact* are the places the reader may see as they are; they are hidden only as a second.
    A zero serves as the second where nothing else stands: what is left is two unknowns.

    >>> sorted(hidden([3, 0, 12, 40], total_is_shown=True))
    [0, 2]
    >>> sorted(hidden([3, 0, None], total_is_shown=True))
    [0, 1]
    >>> sorted(hidden([1, 1, 9], total_is_shown=True))
    [0, 1, 2]
    """
    found = {
        at
        for at, n in enumerate(amounts)
        if n is not None and 0 < n < SMALLEST_SHOWN and at not in exact
    }
    if total_is_shown and _betrayed([amounts[at] or 0 for at in found]):
        shown = [(at, n) for at, n in enumerate(amounts) if n is not None and at not in found]
        rest = [(n == 0, n, at) for at, n in shown]
        if rest:
            found.add(min(rest)[2])
    return found


def _betrayed(small: Sequence[int]) -> bool:
    """Whether the sum of the hidden cells alone gives them away: one, or all 1, or all 4."""
    return len(small) == 1 or (len(small) > 1 and set(small) in ({1}, {SMALLEST_SHOWN - 1}))
