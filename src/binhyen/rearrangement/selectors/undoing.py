"""What has happened at the units of an event since it was confirmed, and so forbids undoing."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import ForeignObjectRel, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from binhyen.kernel.dates import vn_date
from binhyen.ledger.models import Line
from binhyen.rearrangement.models import Event
from binhyen.rearrangement.rules.outcome import below
from binhyen.rearrangement.selectors.snapshots import versions_as_rows
from binhyen.records.models import Record, RecordOrganiser
from binhyen.units.models import (
    Level,
    Succession,
    Unit,
    UnitVersion,
)
from binhyen.units.selectors import current_tree, own_names

# Looked into one by one below, or derived, or the history that stays.
LOOKED_AT = {
    "Unit",
    "UnitVersion",
    "Succession",
    "TreeChange",
    "OrganisationKind",
    "Record",
    "RecordOrganiser",
    "Line",
    "Balance",
    "BalanceDim",
    "SpanBalance",
    "ApartBalance",
}


def obstacles(event: Event) -> list[str]:
    """Say what is in the way of undoing; empty when nothing is."""
    written = event.written
    created = list(written["units"])
    reached = _reached(event)
    found = [*_later_events(event, created), *_postings(event, reached)]
    found += [*_records(event, reached), *_new_places(written, created)]
    return [*found, *_referring(created)]


def _reached(event: Event) -> set[int]:
    """Find the new unit, its villages and organisations, and everything else below it."""
    written = event.written
    heads = {*written["units"], *written["heads"]}
    tree = current_tree(heads)
    units = below(tree, heads, event.on) | heads
    leaves = UnitVersion.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=event.on),
        parent__in=units,
        unit__level__gt=Level.COMMUNE,
    )
    return units | set(leaves.values_list("unit_id", flat=True))


def _later_events(event: Event, created: list[int]) -> Iterator[str]:
    written = event.written
    ids = [row["id"] for row in written["after"]]
    changed = versions_as_rows(UnitVersion.objects.filter(pk__in=ids)) != written["after"]
    steps = Succession.objects.filter(Q(old__in=created) | Q(new__in=created))
    followed = steps.exclude(pk__in=written["successions"]).exists()
    if changed or followed:
        yield _("Đơn vị mới đã có sắp xếp khác sau đó. Hoàn tác việc sau trước.")


def _postings(event: Event, reached: set[int]) -> Iterator[str]:
    lines = Line.objects.filter(unit__in=reached, entry__gt=event.written["last_entry"])
    places = list(lines.values_list("unit", flat=True).distinct()[:5])
    if places:
        named = "; ".join(own_names(places, event.on).values())
        yield _("Đã có số liệu ghi ở %(units)s sau khi xác nhận.") % {"units": named}


def _records(event: Event, reached: set[int]) -> Iterator[str]:
    since = event.confirmed_at
    at_units = Q(unit__in=reached) | Q(continued_at__in=reached)
    joined = RecordOrganiser.objects.filter(unit__in=event.written["units"]).values("record")
    found = Record.objects.filter(at_units | Q(pk__in=joined), changed_at__gt=since)
    if how_many := found.count():
        first = found.order_by("changed_at")[0]
        said = {"n": how_many, "title": first.title, "day": vn_date(first.changed_at)}
        yield (
            ngettext(
                "Có %(n)s bản ghi mới viết hoặc sửa: “%(title)s”, ngày %(day)s.",
                "Có %(n)s bản ghi mới viết hoặc sửa, trước nhất “%(title)s”, ngày %(day)s.",
                how_many,
            )
            % said
        )


def _new_places(written: dict[str, Any], created: list[int]) -> Iterator[str]:
    known = [row["id"] for row in written["after"]]
    fresh = UnitVersion.objects.filter(parent__in=created).exclude(pk__in=known)
    if names := list(fresh.values_list("full_name", flat=True)[:5]):
        yield _("Đã ghi thêm %(names)s thuộc đơn vị mới.") % {"names": "; ".join(names)}


def _referring(created: list[int]) -> Iterator[str]:
    """Say who else holds on to a unit that would vanish: assignments, accounts, filings."""
    if not created:
        return
    for relation in _relations():
        model = relation.related_model
        if model.__name__ in LOOKED_AT:
            continue
        rows = model._default_manager.filter(**{f"{relation.field.name}__in": created})  # noqa: SLF001
        if how_many := rows.count():
            name = model._meta.verbose_name
            yield _("Đơn vị mới đã có %(what)s: %(n)s.") % {"what": name, "n": how_many}


def _relations() -> Iterable[Any]:
    fields = Unit._meta.get_fields(include_hidden=True)
    return [field for field in fields if isinstance(field, ForeignObjectRel)]
