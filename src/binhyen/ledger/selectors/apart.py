"""What balances hold apart: FLOW dated outside its unit's life, and transfers."""

from collections.abc import Iterable
from datetime import date

from binhyen.ledger.queries.reading import Single, apart_sums
from binhyen.ledger.rules.maps import Near, View, near
from binhyen.ledger.selectors.asking import Ask
from binhyen.units.rules.tree import COMMUNE


def standing_apart(ask: Ask) -> Iterable[Single]:
    """What one question is to place, and more: the map decides whether it lies in the view."""
    return apart_sums(ask.indicators, ask.start, ask.end, dims=ask.dims, near=_near(ask.view))


class Apart:
    """The same for many questions about one place, read at the first of them."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, date], list[Single]] = {}

    def __call__(self, ask: Ask) -> Iterable[Single]:
        where = _near(ask.view)
        if where is None or ask.view.on is None:
            return standing_apart(ask)
        key = (ask.view.unit, ask.view.tree.same_map(ask.view.on))
        if key not in self._known:
            self._known[key] = list(apart_sums(None, None, date.max, near=where))
        return [one for one in self._known[key] if _is_asked(ask, one)]


def _near(view: View) -> Near | None:
    """Where to look; None: anywhere. Above communes it costs more than it leaves out."""
    if view.on is None or view.tree.level(view.unit) != COMMUNE:
        return None
    return near(view)


def _is_asked(ask: Ask, one: Single) -> bool:
    if one.indicator not in ask.indicators or (ask.dims is not None and one.dims not in ask.dims):
        return False
    if ask.start is None:
        return one.day <= ask.end
    return one.day >= ask.start and (one.span_from or one.day) <= ask.end
