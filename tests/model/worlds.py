"""Two countries to try the ledger on: a small invented one and a piece of the real one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from binhyen.filings.models import Obligation
from binhyen.units.models import Level, Succession, Unit, UnitAlias, UnitVersion
from binhyen.units.selectors.trees import forget_trees
from binhyen.units.services.stamps import stamp_changes
from tests.builders.units import make_succession, make_unit, the_unit
from tests.model.country import Country, Version
from tests.model.published import Places

MOVED, WAVE, REFORM = date(2023, 1, 1), date(2024, 7, 1), date(2025, 7, 1)
Stay = tuple[Unit, date | None, date | None]


@dataclass(frozen=True)
class World:
    """A country as the model sees it, and the units that are written to and asked about."""

    country: Country
    units: tuple[int, ...]
    near: tuple[int, ...]  # lie in one another: half of all facts go here


def empty_country() -> None:
    """Leave only the nation, so that each map is made in no time; the test's end undoes it."""
    for rows in (
        Obligation.objects.all(),
        UnitAlias.objects.all(),
        Succession.objects.all(),
        UnitVersion.objects.exclude(unit__uid="VN"),
        Unit.objects.exclude(uid="VN"),
    ):
        rows._raw_delete(rows.db)  # noqa: SLF001 -- 15,000 units, one statement
    forget_trees()


def country_of(units: Iterable[int]) -> Country:
    """Read the versions and successions of these units, as they are stored."""
    chosen = set(units)
    versions = [
        Version(unit, parent, begins or date.min, ends or date.max)
        for unit, parent, begins, ends in UnitVersion.objects.filter(unit__in=chosen).values_list(
            "unit_id", "parent_id", "valid_from", "valid_to"
        )
    ]
    steps = Succession.objects.filter(Q(old__in=chosen) | Q(new__in=chosen))
    return Country(
        the_unit("VN").pk,
        dict(Unit.objects.filter(pk__in=chosen).values_list("pk", "level")),
        versions,
        list(steps.values_list("old_id", "new_id", "on")),
    )


def _make(level: Level, name: str, *stays: Stay) -> Unit:
    """Invent a unit that lay under several parents, one after another."""
    parent, begins, ends = stays[0]
    unit = make_unit(level=level, name=name, parent=parent, valid_from=begins, valid_to=ends)
    for parent, begins, ends in stays[1:]:
        version = UnitVersion.objects.filter(unit=unit).latest("pk")
        version.pk = None
        version.parent, version.valid_from, version.valid_to = parent, begins, ends
        version.save(force_insert=True)
    stamp_changes([unit.pk])
    return unit


def invented_world() -> World:
    """Two provinces become one; a wave before it; communes merged, divided, renamed."""
    nation = the_unit("VN")
    p1, p2 = (_make(Level.PROVINCE, n, (nation, None, REFORM)) for n in ("Đông", "Tây"))
    p3 = _make(Level.PROVINCE, "Đông Tây", (nation, REFORM, None))
    d1, d2 = (_make(Level.DISTRICT, n, (p1, None, REFORM)) for n in ("Thượng", "Hạ"))
    d3 = _make(Level.DISTRICT, "Trung", (p2, None, REFORM))
    old = {
        name: _make(Level.COMMUNE, name, (parent, None, REFORM))
        for name, parent in (("A", d1), ("B", d1), ("C", d1), ("E", d2), ("F", d2), ("G", d3))
    }
    old["H0"] = _make(Level.COMMUNE, "H cũ", (d3, None, WAVE))
    old["H"] = _make(Level.COMMUNE, "H", (d3, WAVE, REFORM))
    new = {n: _make(Level.COMMUNE, n, (p3, REFORM, None)) for n in ("N2", "N3", "N4", "N5")}
    renamed = date(2026, 3, 1)
    new["N1"] = _make(Level.COMMUNE, "N1", (p3, REFORM, renamed), (p3, renamed, None))
    make_succession(old["H0"], old["H"], WAVE)
    for before, after in (
        ("A", "N1"), ("B", "N1"), ("C", "N1"), ("C", "N2"), ("E", "N2"), ("E", "N3"),
        ("F", "N3"), ("G", "N4"), ("H", "N5"),
    ):  # fmt: skip
        make_succession(old[before], new[after], REFORM)
    make_succession(p1, p3, REFORM)
    make_succession(p2, p3, REFORM)
    leaves = _villages(old, new) + _bodies(old, new, (d1, p1, p3, nation))
    units = [nation, p1, p2, p3, d1, d2, d3, *old.values(), *new.values(), *leaves]
    keys = tuple(unit.pk for unit in units)
    near = (leaves[0], leaves[5], old["A"], new["N1"], d1, p1, p3, old["G"], new["N4"])
    return World(country_of(keys), keys, tuple(unit.pk for unit in near))


def changing_country() -> Places:
    """Two provinces of four communes and one, villages and a school: all of it stands still."""
    nation = the_unit("VN")
    here, there = (_make(Level.PROVINCE, n, (nation, None, None)) for n in ("An", "Bình"))
    communes = [_make(Level.COMMUNE, name, (here, None, None)) for name in "ABC"]
    communes.append(_make(Level.COMMUNE, "D", (here, WAVE, None)))
    communes.append(_make(Level.COMMUNE, "E", (there, None, None)))
    villages = [
        _make(Level.AREA, f"{n} {commune.pk}", (commune, since, None))
        for commune, since in zip(communes, (None, None, None, WAVE, None), strict=True)
        for n in ("Thượng", "Hạ")
    ]
    school = _make(Level.ORGANISATION, "Trường", (communes[0], None, None))
    units = [nation, here, there, *communes, *villages, school]
    near = (communes[0].pk, villages[0].pk, here.pk, communes[1].pk)
    uids = {unit.pk: unit.uid for unit in units}
    return Places(country_of(uids), uids, tuple(uids), near)


def _villages(old: dict[str, Unit], new: dict[str, Unit]) -> list[Unit]:
    def village(name: str, *stays: Stay) -> Unit:
        return _make(Level.AREA, name, *stays)

    first = village("a1", (old["A"], None, REFORM), (new["N1"], REFORM, None))
    merged = village("a2", (old["A"], None, WAVE))
    make_succession(merged, first, WAVE)
    return [
        first,
        merged,
        village("c1", (old["C"], None, REFORM), (new["N1"], REFORM, None)),
        village("c2", (old["C"], None, REFORM), (new["N2"], REFORM, None)),
        village("e3", (old["E"], None, REFORM), (new["N3"], REFORM, None)),
        village(
            "đi", (old["B"], None, MOVED), (old["A"], MOVED, REFORM), (new["N1"], REFORM, None)
        ),
        village("mới", (new["N1"], REFORM, None)),
        village("hết", (old["F"], None, MOVED)),
        village("g1", (old["G"], None, REFORM), (new["N4"], REFORM, None)),
    ]


def _bodies(old: dict[str, Unit], new: dict[str, Unit], above: Sequence[Unit]) -> list[Unit]:
    district, province, later, nation = above

    def body(name: str, *stays: Stay) -> Unit:
        return _make(Level.ORGANISATION, name, *stays)

    return [
        body("hội", (old["A"], None, REFORM), (new["N1"], REFORM, None)),
        body("trường", (district, None, REFORM)),
        body("ban", (province, None, REFORM), (later, REFORM, None)),
        body("bộ", (nation, None, None)),
    ]


def real_world() -> World:
    """Quảng Bình and Quảng Trị before and after 1/7/2025, with villages of a divided commune."""
    provinces = Unit.objects.filter(uid__in=["P44b", "P45b", "P44n"])
    below = UnitVersion.objects.filter(parent__in=provinces)
    further = UnitVersion.objects.filter(parent__in=below.values("unit"))
    keys = {the_unit("VN").pk, *provinces.values_list("pk", flat=True)}
    keys |= set(below.values_list("unit_id", flat=True))
    keys |= set(further.values_list("unit_id", flat=True))
    parts = Succession.objects.filter(old__in=keys, kind="PART", old__level=Level.COMMUNE)
    divided = list(parts.order_by("old", "new").values_list("old", "new"))[:2]
    wholes = Succession.objects.filter(old__in=keys, kind="WHOLE", old__level=Level.COMMUNE)
    merged = list(wholes.order_by("old").values_list("old", "new"))[:3]
    asked = {the_unit("VN").pk, *provinces.values_list("pk", flat=True)}
    for before, after in divided + merged:
        here, there = Unit.objects.get(pk=before), Unit.objects.get(pk=after)
        village = _make(Level.AREA, f"thôn {after}", (here, None, REFORM), (there, REFORM, None))
        keys.add(village.pk)
        district = UnitVersion.objects.filter(unit=before).latest("pk").parent_id
        asked |= {before, after, village.pk, *([district] if district else [])}
    country, near = country_of(keys), {village.pk}
    for day in (date(2025, 1, 1), REFORM):
        near |= {unit for unit in country.chain(village.pk, day) if unit != country.nation}
    return World(country, tuple(sorted(asked)), tuple(sorted(near)))
