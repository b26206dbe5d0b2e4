"""What the words of a file mean: the unit it names, the schemes it names."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from binhyen.accounts.rules.scope import RECORDER
from binhyen.accounts.selectors import Reach
from binhyen.kernel.dates import vn_date
from binhyen.kernel.text import exact_key, fold_key
from binhyen.records.models import Record, record_id
from binhyen.records.selectors.listing import visible
from binhyen.units.models import Unit, UnitVersion
from binhyen.units.rules.tree import FOREVER, ONE_DAY
from binhyen.units.selectors import current_tree
from binhyen.units.selectors.naming import own_names

MOST_PLACES = 4000
AT_ONCE = 500
CODE_LENGTH = 5


class NoLongerRecorderError(Exception):
    """Whoever sent the file may not write in the unit's books today."""


@dataclass(frozen=True, slots=True)
class Place:
    """A unit a file may write for, by the name its list shows."""

    id: int
    uid: str
    name: str


@dataclass
class Places:
    """The unit of a file and what lies in it, where the officer may write."""

    own: Place
    all: list[Place]
    by_key: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_fold: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _meant: dict[str, int | str] = field(default_factory=dict)

    def named(self, unit: int) -> str:
        return next((place.name for place in self.all if place.id == unit), "")

    def meant(self, text: str) -> int | str:
        """The unit a cell names, or a sentence saying why it is not known."""
        if text not in self._meant:
            self._meant[text] = self._looked_up(text)
        return self._meant[text]

    def _looked_up(self, text: str) -> int | str:
        if not text:
            return self.own.id
        code = text.zfill(CODE_LENGTH) if text.isdigit() else text
        found = self.by_key.get(exact_key(code)) or self.by_key.get(exact_key(text)) or set()
        if len(found) == 1:
            return next(iter(found))
        if found:
            names = "; ".join(sorted(self.named(one) for one in found))
            return f"Có nhiều đơn vị mang tên này: {names}. Ghi rõ hơn."
        near = sorted(self.named(one) for one in self.by_fold.get(fold_key(text), ()))
        if near:
            sentence = "Không có “{text}” trong danh sách. Có phải {names}?"
            return sentence.format(text=text[:60], names="; ".join(near))
        sentence = "Không có “{text}” trong danh sách đơn vị của {own}."
        return sentence.format(text=text[:60], own=self.own.name)


def places_of(unit: Unit, reach: Reach) -> Places:
    """List the unit, what lies right in it and what it came of, where *reach* may write."""
    tree = current_tree((unit.pk,))
    lying = UnitVersion.objects.on(reach.on).filter(parent=unit)
    wanted = dict.fromkeys([unit.pk])
    ordered = lying.order_by("unit__level", "code", "sort_key")
    wanted |= dict.fromkeys(ordered.values_list("unit_id", flat=True)[:MOST_PLACES])
    wanted |= dict.fromkeys(old for _on, old in tree.places[unit.pk].predecessors)
    reach.load(wanted)
    allowed = [one for one in wanted if reach.may(RECORDER, one)]
    listed = _listed(allowed, reach)
    own = next((place for place in listed if place.id == unit.pk), None)
    if own is None:
        raise NoLongerRecorderError
    places = Places(own, listed)
    _learn(places, allowed)
    return places


def _listed(units: Sequence[int], reach: Reach) -> list[Place]:
    tree = current_tree(units)
    names = own_names(units, reach.on)
    uids = dict(Unit.objects.filter(pk__in=units).values_list("pk", "uid"))
    found = []
    for unit in units:
        name, end = names.get(unit, uids[unit]), tree.places[unit].end
        if end <= reach.on and end != FOREVER:
            name = f"{name} (đến {vn_date(end - ONE_DAY)})"
        found.append(Place(unit, uids[unit], name[:1].upper() + name[1:]))
    return found


def _learn(places: Places, units: Sequence[int]) -> None:
    """Know every unit by its label, its names, its code, its uid."""
    versions = UnitVersion.objects.filter(unit__in=units)
    for unit, name, full, code in versions.values_list("unit_id", "name", "full_name", "code"):
        for words in filter(None, (name, full, code)):
            places.by_key[exact_key(words)].add(unit)
            places.by_fold[fold_key(words)].add(unit)
    for place in places.all:
        for words in (place.name, place.uid):
            # a label and a uid mean one unit alone, whoever shares its name
            places.by_key[exact_key(words)] = {place.id}


@dataclass(frozen=True, slots=True)
class Named:
    """Schemes by the names a file calls them by."""

    by_key: dict[str, list[UUID]]

    def meant(self, text: str) -> UUID | str:
        if key := record_id(text):
            return key
        found = self.by_key.get(exact_key(text), [])
        if len(found) == 1:
            return found[0]
        if found:
            sentence = "Có {count} mô hình tên “{text}”. Ghi mã bản ghi của mô hình."
            return sentence.format(count=len(found), text=text[:60])
        return f"Không có mô hình “{text[:60]}” trong sổ."


def schemes_named(reach: Reach, texts: Iterable[str]) -> Named:
    """Find the schemes in reach that go by these names; drafts count too."""
    keys = sorted({exact_key(text) for text in texts if not record_id(text)})
    found: dict[str, list[UUID]] = defaultdict(list)
    for start in range(0, len(keys), AT_ONCE):
        some = Record.objects.of("SCHEME").exclude(state=Record.State.VOIDED)
        rows = some.filter(visible(reach), exact_key__in=keys[start : start + AT_ONCE])
        for key, pk in rows.order_by("created_at").values_list("exact_key", "pk"):
            found[key].append(pk)
    return Named(dict(found))
