"""Villages for every commune, each with the communes that held it before the reforms."""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from binhyen.kernel.text import exact_key, fold_key
from binhyen.units.models import Level, Succession, Unit, UnitVersion
from binhyen.units.rules.tree import COMMUNE, Tree
from binhyen.units.selectors import current_tree
from binhyen.units.services import stamp_changes

REFORMS = (date(2025, 1, 1), date(2025, 7, 1))
FIRST_DAYS = (date(2016, 1, 1), *REFORMS)
BATCH = 5000


@dataclass
class Country:
    """Every village with its weight and, for each period between reforms, who stood above it."""

    villages: list[int] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    communes: list[tuple[int, ...]] = field(default_factory=list)
    districts: list[tuple[int, ...]] = field(default_factory=list)
    provinces: list[tuple[int, ...]] = field(default_factory=list)


def period_of(day: date) -> int:
    return sum(day >= reform for reform in REFORMS)


def populate(mean: float, seed: int) -> int:
    """Give every commune of today its villages (lognormal); returns how many were made."""
    rng = random.Random(seed)
    tree = current_tree()
    before = _predecessors()
    today = [u for u, p in tree.places.items() if p.level == COMMUNE and tree.valid(u, REFORMS[1])]
    chains: list[tuple[int, ...]] = []
    for commune in sorted(today):
        count = max(1, round(rng.lognormvariate(0, 0.45) * mean / 1.107))
        olds = sorted(before[commune, REFORMS[1]])
        chains += [_chain(commune, olds, place, before, rng) for place in range(count)]
    _create(chains)
    return len(chains)


def _predecessors() -> dict[tuple[int, date], list[int]]:
    found: dict[tuple[int, date], list[int]] = defaultdict(list)
    rows = Succession.objects.filter(old__level=Level.COMMUNE)
    for old, new, on in rows.values_list("old_id", "new_id", "on"):
        found[new, on].append(old)
    return found


def _chain(
    commune: int,
    olds: list[int],
    place: int,
    before: dict[tuple[int, date], list[int]],
    rng: random.Random,
) -> tuple[int, ...]:
    """The communes that held a village, newest first."""
    if not olds:
        return (commune,)
    old = olds[place % len(olds)]
    older = sorted(before[old, REFORMS[0]])
    return (commune, old, rng.choice(older)) if older else (commune, old)


@transaction.atomic
def _create(chains: list[tuple[int, ...]]) -> None:
    last = Unit.objects.order_by("-pk").values_list("pk", flat=True)[0]
    keys = range(last + 1, last + 1 + len(chains))
    Unit.objects.bulk_create(
        (Unit(uid=f"A{key}", level=Level.AREA) for key in keys), batch_size=BATCH
    )
    uids = [f"A{key}" for key in keys]
    ids = dict(Unit.objects.filter(level=Level.AREA).values_list("uid", "pk"))
    versions = (
        version
        for number, (uid, chain) in enumerate(zip(uids, chains, strict=True), 1)
        for version in _versions(ids[uid], number, chain)
    )
    UnitVersion.objects.bulk_create(versions, batch_size=BATCH)
    stamp_changes([ids[uids[0]]])


def _versions(unit: int, number: int, chain: tuple[int, ...]) -> list[UnitVersion]:
    starts = [REFORMS[1], *([REFORMS[0]] if len(chain) == 3 else [])]
    begins: list[date | None] = [*starts[: len(chain) - 1], None]
    if len(chain) == 1:
        begins = [REFORMS[1]]
    ends: list[date | None] = [None, *begins[:-1]]
    name = str(number)
    return [
        UnitVersion(
            unit_id=unit,
            name=name,
            full_name=f"thôn {name}",
            type="thôn",
            parent_id=parent,
            valid_from=begin,
            valid_to=end,
            exact_key=exact_key(name),
            fold_key=fold_key(name),
        )
        for parent, begin, end in zip(chain, begins, ends, strict=True)
    ]


def read_country(seed: int) -> tuple[Country, Tree]:
    """What the generator needs, from what stands in the database."""
    rng = random.Random(seed + 1)
    villages = sorted(
        Unit.objects.filter(level=Level.AREA, uid__startswith="A").values_list("pk", flat=True)
    )
    tree = current_tree(leaves=villages)
    country = Country(villages=villages)
    above: dict[tuple[int, int], tuple[int, int, int]] = {}
    for village in villages:
        country.weights.append(rng.lognormvariate(0, 0.8))
        rows = [_above(tree, village, period, above) for period in range(len(FIRST_DAYS))]
        for place, level in enumerate((country.communes, country.districts, country.provinces)):
            level.append(tuple(row[place] for row in rows))
    return country, tree


def _above(
    tree: Tree, village: int, period: int, known: dict[tuple[int, int], tuple[int, int, int]]
) -> tuple[int, int, int]:
    """Commune, district and province above a village in a period; zeros where there is none."""
    day = FIRST_DAYS[period]
    commune = tree.parent(village, day)
    if commune is None:
        return 0, 0, 0
    key = (commune, period)
    if key not in known:
        by_level = {tree.level(unit): unit for unit in tree.ancestors(commune, day)}
        known[key] = (by_level.get(3, 0), by_level.get(2, 0), by_level.get(1, 0))
    return known[key]
