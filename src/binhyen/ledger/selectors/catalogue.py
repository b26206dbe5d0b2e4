"""The catalogue of indicators, kept once a process: it changes with releases only."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.db import connection, transaction
from django.utils.translation import get_language, gettext

from binhyen.kernel.words import is_english
from binhyen.ledger.models import DimensionSet, DimensionValue, Indicator
from binhyen.ledger.rules.postings import Dims, canonical, parsed

OPEN_DIMENSIONS = {"year", "type"}
SCHEME_TYPED = {"MH02", "MH03", "MH04", "MH05", "MH06", "MH07", "MH09a", "MH09b"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the arithmetic needs to know of an indicator; its words in the reader's language."""

    id: int
    code: str
    names: tuple[str, str]
    group_vi: str
    measure_vi: str
    kind: str
    numerator: str
    denominator: str
    is_sensitive: bool
    steps_per_unit: int
    is_computed: bool
    dimensions: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.names[is_english()]

    @property
    def group(self) -> str:
        return gettext(self.group_vi)

    @property
    def unit_of_measure(self) -> str:
        return gettext(self.measure_vi)

    @property
    def is_declarable(self) -> bool:
        return self.kind != Indicator.Kind.RATE and not self.is_computed

    @property
    def is_flow(self) -> bool:
        """Whether it adds up over time, so that each line may be asked on its own day's map."""
        return self.kind == Indicator.Kind.FLOW

    @property
    def rises(self) -> bool:
        """Whether a commune's figure is part of its province's; a count of kinds never is."""
        return self.kind != Indicator.Kind.DISTINCT

    def shown(self, amount: int) -> int | Decimal:
        """An amount of smallest steps as people write it: kg for grams."""
        if self.steps_per_unit == 1:
            return amount
        return Decimal(amount) / self.steps_per_unit


@cache
def _facts() -> dict[str, Facts]:
    dimensions: dict[int, dict[str, None]] = defaultdict(dict)
    for indicator, dimension in DimensionValue.objects.order_by(
        "indicator", "position"
    ).values_list("indicator_id", "dimension"):
        dimensions[indicator][dimension] = None
    found = {}
    for row in Indicator.objects.all():
        names = list(dimensions[row.pk])
        if row.kind == Indicator.Kind.STATUS:
            names.append("year")
        if row.code in SCHEME_TYPED:
            names.append("type")
        found[row.code] = Facts(
            id=row.pk,
            code=row.code,
            names=(row.name, row.name_en),
            group_vi=row.group,
            measure_vi=row.unit_of_measure,
            kind=row.kind,
            numerator=row.numerator,
            denominator=row.denominator,
            is_sensitive=row.is_sensitive,
            steps_per_unit=row.steps_per_unit,
            is_computed=row.is_computed,
            dimensions=tuple(names),
        )
    return found


@cache
def _by_id() -> dict[int, Facts]:
    return {facts.id: facts for facts in _facts().values()}


def closed_values() -> dict[tuple[str, str], dict[str, str]]:
    """(indicator code, dimension) → value → label, in the catalogue's order."""
    return _closed_values(get_language() or "vi")


@cache
def _closed_values(language: str) -> dict[tuple[str, str], dict[str, str]]:
    del language  # what gettext below answers in
    found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    rows = DimensionValue.objects.order_by("indicator", "position")
    for code, dimension, value, label in rows.values_list(
        "indicator__code", "dimension", "value", "label"
    ):
        found[code, dimension][value] = gettext(label)
    return dict(found)


def indicators() -> dict[str, Facts]:
    """Every indicator by code, in the catalogue's order."""
    if not _facts():
        forget_catalogue()
    return _facts()


def indicator(code: str) -> Facts:
    """One indicator; KeyError when the catalogue has no such code."""
    return indicators()[code]


def indicator_by_id(key: int) -> Facts:
    if key not in _by_id():
        forget_catalogue()
    return _by_id()[key]


def forget_catalogue() -> None:
    """Read the catalogue anew: it was imported in this process."""
    _facts.cache_clear()
    _by_id.cache_clear()
    _closed_values.cache_clear()
    forget_sets()


def forget_sets() -> None:
    _set_ids.clear()
    _sets.clear()


_set_ids: dict[tuple[int, str], int] = {}
_sets: dict[int, Dims] = {}


def dimension_set(indicator_id: int, dims: Dims) -> int | None:
    """The key of a set of dimension values, made when it is new; None for no dimensions."""
    if not dims:
        return None
    text = canonical(dims)
    known = _set_ids.get((indicator_id, text))
    if known is not None:
        return known
    DimensionSet.objects.bulk_create(
        [DimensionSet(indicator_id=indicator_id, canonical=text)], ignore_conflicts=True
    )
    key = DimensionSet.objects.values_list("pk", flat=True).get(
        indicator_id=indicator_id, canonical=text
    )
    # Kept only once committed: a rolled-back key would poison this process.
    transaction.on_commit(lambda: _set_ids.__setitem__((indicator_id, text), key))
    return key


def dimensions_of(key: int | None) -> Dims:
    """The dimension values behind a key."""
    return sets_of([key])[key] if key else ()


def sets_of(keys: Iterable[int]) -> dict[int, Dims]:
    """The dimension values behind many keys; a set never changes, so it is read once a process."""
    wanted = set(keys)
    found = {key: _sets[key] for key in wanted & _sets.keys()}
    if missing := wanted - found.keys():
        rows = DimensionSet.objects.filter(pk__in=missing).values_list("pk", "canonical")
        read = {key: parsed(text) for key, text in rows}
        if not connection.in_atomic_block:  # a rolled-back key would poison this process
            _sets.update(read)
        found |= read
    return found


def sets_matching(indicator_id: int, filters: Dims) -> dict[int, Dims]:
    """Every known set of an indicator that says at least *filters*."""
    rows = DimensionSet.objects.filter(indicator_id=indicator_id).values_list("pk", "canonical")
    found = {key: parsed(text) for key, text in rows}
    return {key: dims for key, dims in found.items() if set(filters) <= set(dims)}
