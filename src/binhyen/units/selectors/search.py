"""Finding a unit by what people type: any spelling, with marks or without, or its code."""

from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from binhyen.kernel.text import fold_key, nfc
from binhyen.units.models import Level, UnitAlias, UnitVersion
from binhyen.units.rules.tree import Tree
from binhyen.units.rules.wording import Wanted, readings, split_readings
from binhyen.units.selectors.naming import place_names
from binhyen.units.selectors.trees import current_tree

SHORTEST_SUBSTRING = 3
CANDIDATES = 500
CODE_HIT, EXACT_HIT, FOLD_HIT, EXACT_PREFIX_HIT, PREFIX_HIT, SUBSTRING_HIT = range(6)
ORDER = ("rank", "unit__level", "sort_key", "code", "pk")


def units_valid(
    on: date, *, level: Level | None = None, within: int | None = None
) -> QuerySet[UnitVersion]:
    """Versions valid on *on*, of one level, lying below *within* on that day's map.

    Organisations are among them only when their level is asked for.
    """
    versions = UnitVersion.objects.on(on)
    if level is None:
        versions = versions.exclude(unit__level=Level.ORGANISATION)
    else:
        versions = versions.filter(unit__level=level)
    if within is None:
        return versions
    tree = current_tree()
    if within == tree.nation:
        return versions.exclude(unit=within)
    return versions.filter(parent__in=_branches(tree, within, on))


def units_matching(
    text: str, on: date, level: Level | None = None, within: int | None = None
) -> QuerySet[UnitVersion]:
    """Units valid on *on* that fit the text, the best first: code, exact marks, no marks, parts.

    "xã Hải Long, Như Thanh" asks for what lies under Như Thanh. Several of one name all come:
    whoever asks shows them with their places and lets a person choose.
    """
    valid = units_valid(on, level=level, within=within)
    wanted = readings(text)
    if not wanted:
        return valid.none().annotate(rank=Value(0)).order_by(*ORDER)
    if any(reading.above for reading in wanted):
        return _ranked(valid.filter(unit__in=_lying_under(valid, wanted, on)), text, wanted)
    found = _ranked(valid, text, wanted)
    if found.exists():
        return found
    for reading in split_readings(text):
        ids = _lying_under(valid, [reading], on)
        if ids:
            return _ranked(valid.filter(unit__in=ids), text, [reading])
    return found


def former_units_matching(text: str, on: date, limit: int = 10) -> list[UnitVersion]:
    """Units of that very name that had ended by *on*; a page can say what became of them."""
    wanted = readings(text)
    if not wanted:
        return []
    named = Q()
    for reading in wanted:
        named |= _typed(reading) & Q(fold_key=reading.fold)
    ended = UnitVersion.objects.filter(named, valid_to__lte=on).exclude(
        unit__in=UnitVersion.objects.on(on).filter(named).values("unit")
    )
    above = [reading for reading in wanted if reading.above]
    if above:
        ended = ended.filter(unit__in=_lying_under(ended, above, on))
    rows = ended.exclude(unit__level=Level.ORGANISATION).select_related("unit", "parent")
    return list(rows.order_by("-valid_to", "unit__level", "code")[:limit])


def _branches(tree: Tree, top: int, on: date) -> list[int]:
    """List the unit and every unit above the villages below it on that day."""
    found, waiting = [], [top]
    while waiting:
        unit = waiting.pop()
        found.append(unit)
        waiting += tree.children(unit, on)
    return found


def _typed(reading: Wanted) -> Q:
    return Q(type=reading.type) if reading.type else Q()


def _other_spelling(**asked: str) -> Q:
    return Q(unit__in=UnitAlias.objects.filter(**asked).values("unit"))


def _ranked(
    versions: QuerySet[UnitVersion], text: str, wanted: list[Wanted]
) -> QuerySet[UnitVersion]:
    code = Q(code=nfc(text)) | Q(unit__uid=nfc(text))
    exact, fold, exact_prefix, prefix, part = Q(), Q(), Q(), Q(), Q()
    for reading in wanted:
        typed = _typed(reading)
        exact |= typed & Q(exact_key=reading.exact)
        fold |= typed & (Q(fold_key=reading.fold) | _other_spelling(fold_key=reading.fold))
        exact_prefix |= typed & Q(exact_key__startswith=f"{reading.exact} ")
        prefix |= typed & Q(fold_key__startswith=reading.fold)
        if len(reading.fold) >= SHORTEST_SUBSTRING:
            part |= typed & Q(fold_key__contains=reading.fold)
    rank = Case(
        When(code, then=CODE_HIT),
        When(exact, then=EXACT_HIT),
        When(fold, then=FOLD_HIT),
        When(exact_prefix, then=EXACT_PREFIX_HIT),
        When(prefix, then=PREFIX_HIT),
        default=SUBSTRING_HIT,
        output_field=IntegerField(),
    )
    found = versions.filter(code | fold | prefix | part)
    return found.annotate(rank=rank).order_by(*ORDER)


def _lying_under(versions: QuerySet[UnitVersion], wanted: list[Wanted], on: date) -> list[int]:
    """Keep the units whose places above hold the words typed after the name, in any order."""
    named = Q()
    for reading in wanted:
        fits = Q(fold_key__startswith=reading.fold) | _other_spelling(fold_key=reading.fold)
        named |= _typed(reading) & fits
    ids = list(versions.filter(named).values_list("unit", flat=True)[:CANDIDATES])
    above = wanted[0].above.split()
    found = []
    for unit, place in place_names(ids, on).items():
        lying = fold_key(place.partition(",")[2]).split()
        if all(word in lying for word in above):
            found.append(unit)
    return found
