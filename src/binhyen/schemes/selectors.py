"""Reads of schemes: the catalogue of types, and which schemes show no sign of life."""

from django.utils.translation import gettext as _

from binhyen.records.rules.content import ContentError, Refusal
from binhyen.schemes.models import SchemeAlias, SchemeType, type_key
from binhyen.schemes.rules import SchemeContent
from binhyen.units.selectors import current_tree


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
