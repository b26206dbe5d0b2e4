"""Which files a batch holds: every filing below a unit, its own first."""

from collections.abc import Sequence
from dataclasses import dataclass

from binhyen.filings.models import Filing, Obligation, Period
from binhyen.filings.rules.states import SENT, State
from binhyen.kernel.text import fold_key
from binhyen.units.models import Unit
from binhyen.units.selectors import own_names


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to make, by the name it has in the archive."""

    name: str
    filing: Filing
    is_draft: bool
    above: int


def wanted_files(period: Period, unit: int, form: str, *, with_drafts: bool) -> list[Wanted]:
    """Every unit below that has sent, and with drafts every other too; in the archive's order."""
    receivers = _below(period, unit)
    units = [unit, *receivers]
    sent: dict[int, Filing] = {}
    open_ones: dict[int, Filing] = {}
    rows = Filing.objects.filter(period=period, unit__in=units).select_related(
        "period__version", "period__regime"
    )
    for filing in rows.order_by("version"):
        kept = sent if filing.state in SENT else open_ones
        kept[filing.unit_id] = filing
    names = own_names(units, period.end)
    uids = dict(Unit.objects.filter(pk__in=units).values_list("pk", "uid"))
    found = []
    for one in units:
        is_draft = one not in sent
        if is_draft and (not with_drafts or (one == unit and one not in open_ones)):
            continue
        filing = (
            sent.get(one)
            or open_ones.get(one)
            or Filing(period=period, unit_id=one, version=1, state=State.DRAFT)
        )
        above = receivers.get(one, unit)
        folder = "" if above == unit else f"{_plain(names[above])}/"
        name = f"{folder}{_plain(names[one])}-{uids[one]}.{form}"
        found.append(Wanted(name, filing, is_draft, above))
    return found


def shared_out(wanted: Sequence[Wanted], processes: int) -> list[list[Wanted]]:
    """Part the files among processes: all that one unit receives together, where there are many.

    What one unit receives is read in one go, so that no two processes should read it.
    """
    groups: dict[int, list[Wanted]] = {}
    for one in wanted:
        groups.setdefault(one.above, []).append(one)
    if len(groups) < 2 * processes:
        return [list(wanted[place::processes]) for place in range(processes)]
    shares: list[list[Wanted]] = [[] for _ in range(processes)]
    for group in sorted(groups.values(), key=len, reverse=True):
        min(shares, key=len).extend(group)
    return shares


def _below(period: Period, unit: int) -> dict[int, int]:
    """Every obliged unit below, each with the unit it sends to."""
    found: dict[int, int] = {}
    frontier = [unit]
    while frontier:
        rows = Obligation.objects.filter(period=period, to__in=frontier).exclude(unit=unit)
        new = dict(rows.order_by("unit").values_list("unit", "to"))
        frontier = [one for one in new if one not in found]
        found |= new
    return found


def _plain(name: str) -> str:
    return "-".join(fold_key(name).split()).encode("ascii", "ignore").decode()
