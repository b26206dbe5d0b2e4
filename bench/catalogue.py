"""Indicators and sets of dimensions as the generator draws them."""

import random
from dataclasses import dataclass, field
from itertools import product

from binhyen.ledger.models import DimensionSet, DimensionValue, Indicator
from binhyen.ledger.rules.postings import canonical
from binhyen.ledger.selectors.catalogue import forget_catalogue, indicators

TYPES = 200
YEARS = range(2016, 2027)
OF_SESSIONS = {"TT01", "TT02"}
OF_SCHEMES = ("MH02", "MH03", "MH05", "MH06", "MH09a", "MH09b")
HELD_APART = {"DC01", "DC02", "DC03"}


@dataclass
class Drawn:
    """Indicator ids and dimension sets, ready to be drawn from."""

    ids: dict[str, int]
    sets: dict[str, list[int]] = field(default_factory=dict)
    flows: list[int] = field(default_factory=list)
    flow_weights: list[float] = field(default_factory=list)
    flow_sets: dict[int, list[int]] = field(default_factory=dict)
    stocks: list[int] = field(default_factory=list)


def draw(rng: random.Random) -> Drawn:
    """Make every set of dimensions the years use, and weigh indicators as real books do."""
    ids = {code: facts.id for code, facts in indicators().items()}
    values = _values()
    drawn = Drawn(ids)
    wanted = {code: _sets(code, values.get(code, {})) for code in ids}
    _create(drawn, wanted)
    flows = [
        code for code, facts in indicators().items()
        if facts.kind == "FLOW" and code not in OF_SESSIONS | {"MH03", "MH05", "MH06"}
    ]  # fmt: skip
    rng.shuffle(flows)
    for rank, code in enumerate(flows, 1):
        drawn.flows.append(ids[code])
        drawn.flow_weights.append(1 / rank**0.8)
        drawn.flow_sets[ids[code]] = drawn.sets.get(code, [])
    drawn.stocks = [
        ids[code] for code, facts in indicators().items()
        if facts.kind == "STOCK" and not code.startswith("MH0") and code not in HELD_APART
    ]  # fmt: skip
    return drawn


def _values() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    rows = DimensionValue.objects.order_by("indicator", "position")
    for code, dimension, value in rows.values_list("indicator__code", "dimension", "value"):
        found.setdefault(code, {}).setdefault(dimension, []).append(value)
    return found


def _sets(code: str, values: dict[str, list[str]]) -> list[str]:
    """The sets of a code's lines: schemes by field and type, sessions by topic and form."""
    if code in OF_SESSIONS:
        pairs = product(values["form"], values["topic"])
        return [canonical((("form", form), ("topic", topic))) for form, topic in pairs]
    if code in OF_SCHEMES or code == "MH07":
        fields = values.get("field", ["OTHER"])
        said = [(("field", fields[n % len(fields)]), ("type", f"T{n:03d}")) for n in range(TYPES)]
        if code == "MH07":
            pairs = product(said, values["rating"])
            return [canonical((*pair, ("rating", rating))) for pair, rating in pairs]
        return [canonical(pair) for pair in said]
    if indicators()[code].kind == "STATUS":
        kinds = [(("kind", kind),) for kind in values.get("kind", [])] or [()]
        return [canonical((*kind, ("year", str(year)))) for year in YEARS for kind in kinds]
    return [canonical(((name, value),)) for name, found in values.items() for value in found]


def _create(drawn: Drawn, wanted: dict[str, list[str]]) -> None:
    rows = [
        DimensionSet(indicator_id=drawn.ids[code], canonical=text)
        for code, texts in wanted.items()
        for text in texts
    ]
    DimensionSet.objects.bulk_create(rows, ignore_conflicts=True)
    keys = {
        (indicator, text): key
        for key, indicator, text in DimensionSet.objects.values_list(
            "pk", "indicator_id", "canonical"
        )
    }
    for code, texts in wanted.items():
        drawn.sets[code] = [keys[drawn.ids[code], text] for text in texts]
    forget_catalogue()
    assert Indicator.objects.exists()
