"""Small cells of sensitive indicators, hidden from everyone but the unit itself."""

from collections.abc import Sequence

SMALLEST_SHOWN = 5


def hidden(amounts: Sequence[int | None], *, total_is_shown: bool) -> set[int]:
    """The places in a column to hide: every 1–4, and a second so that no sum betrays the first.

    >>> sorted(hidden([3, 0, 12, 40], total_is_shown=True))
    [0, 2]
    """
    found = {at for at, n in enumerate(amounts) if n is not None and 0 < n < SMALLEST_SHOWN}
    if len(found) == 1 and total_is_shown:
        rest = [(n, at) for at, n in enumerate(amounts) if n and at not in found]
        if rest:
            found.add(min(rest)[1])
    return found
