"""Reads of schemes: the catalogue of types, and which schemes show no sign of life."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Max
from django.utils.translation import gettext as _

from binhyen.accounts.selectors import Reach
from binhyen.records.models import Record, RecordLink, Revision
from binhyen.records.rules.content import ContentError, Refusal
from binhyen.schemes.models import SchemeAlias, SchemeType, type_key
from binhyen.schemes.rules import (
    SIGN_OF_LIFE,
    Life,
    SchemeContent,
    latest_sign,
    seems_dormant,
)
from binhyen.units.selectors import current_tree

MOST_ASKED = 300


def settle_scheme(content: SchemeContent, unit_id: int) -> SchemeContent:
    """Match what the place calls the scheme to the national list, where one name fits.

    A type that is named and not in the list is refused; a local name nobody matched yet stays
    as it is ("chưa quy về danh mục") and counts for no type.
    """
    if content.type is not None:
        if not SchemeType.objects.in_force().filter(code=content.type).exists():
            sentence = _("Loại mô hình này không có trong danh mục.")
            raise ContentError([Refusal("type", sentence)])
        return content
    if not content.type_name:
        return content
    code = type_called(content.type_name, unit_id)
    return content.model_copy(update={"type": code}) if code else content


def type_choices() -> dict[str, list[tuple[str, str]]]:
    """Offer the national list, and to leave the type open."""
    types = SchemeType.objects.in_force().values_list("code", "name")
    return {"type": [("", _("Chưa quy về danh mục")), *types]}


def type_called(name: str, unit_id: int) -> str | None:
    """Find the national type a name means at this unit: its own name first, then local ones."""
    key = type_key(name)
    if not key:
        return None
    types = SchemeType.objects.in_force()
    if code := types.filter(exact_key=key).values_list("code", flat=True).first():
        return code
    aliases = SchemeAlias.objects.filter(exact_key=key, type__is_active=True)
    known: dict[int | None, str] = dict(aliases.values_list("unit_id", "type__code"))
    if not known:
        return None
    tree = current_tree((unit_id,))
    spans = tree.places[unit_id].spans
    chain = tree.ancestors(unit_id, spans[-1].start) or (unit_id,)
    nearest = next((step for step in chain if step in known), None)
    return known.get(nearest)


@dataclass(frozen=True, slots=True)
class Quiet:
    """A running scheme without a sign of life: to be asked about; the officer decides."""

    record: Record
    latest: date
    days: int


def quiet_schemes(reach: Reach, on: date) -> list[Quiet]:
    """Running schemes at units in reach with no sign of life in the last 92 days, quietest first.

    A sign is a confirmed activity naming the scheme, a count, a rating or a consolidation. Those
    already said to be dormant are left out.
    """
    since = on - SIGN_OF_LIFE
    named = RecordLink.objects.filter(
        kind=RecordLink.Kind.NAMES_SCHEME, record__in=Record.objects.counting()
    )
    asked = list(
        Record.objects.of("SCHEME")
        .counting()
        .filter(reach.filter("unit"), ends_on=None, on__lt=since)
        .exclude(pk__in=named.filter(record__on__gte=since).values("named"))
        .order_by("on", "pk")[:MOST_ASKED]
    )
    if not asked:
        return []
    contents = _counting_contents(asked)
    signs = named.filter(named__in=asked).values("named").annotate(latest=Max("record__on"))
    last = dict(signs.values_list("named", "latest"))
    found = []
    for record in asked:
        scheme = contents[record.pk]
        latest = latest_sign(scheme, [last[record.pk]] if record.pk in last else [])
        if scheme.present_life is Life.ACTIVE and seems_dormant(latest, on):
            found.append(Quiet(record, latest, (on - latest).days))
    return sorted(found, key=lambda quiet: (quiet.latest, quiet.record.pk))


def _counting_contents(schemes: Sequence[Record]) -> dict[UUID, SchemeContent]:
    rows = Revision.objects.filter(record__in=schemes, number=F("record__confirmed_revision"))
    return {
        key: SchemeContent.read(content) for key, content in rows.values_list("record", "content")
    }
