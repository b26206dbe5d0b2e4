"""How a declaration meets the catalogue: its indicator, its closed values, its smallest step."""

import re
from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from binhyen.ledger.models import Indicator
from binhyen.ledger.selectors.catalogue import Facts, closed_values, indicators
from binhyen.ledger.services import Terms
from binhyen.records.rules import Measure, Shown, Summary
from binhyen.records.rules.content import ContentError, Refusal
from binhyen.records.rules.declaration import DeclarationContent
from binhyen.records.rules.wording import day, hedged
from binhyen.units.models import Level
from binhyen.units.selectors import current_tree

OPEN_VALUE = re.compile(r"^[A-Z0-9_]{1,40}$")
YEAR = re.compile(r"^(19|20|21)\d\d$")


def settle_declaration(content: DeclarationContent, unit_id: int) -> DeclarationContent:
    """Refuse what the catalogue, or the unit's level, does not allow."""
    facts = indicators().get(content.indicator)
    if facts is None:
        raise ContentError([Refusal("indicator", _("Không có chỉ tiêu mang mã này."))])
    if refusals := [*_refused_kind(facts, content), *_refused_values(facts, content)]:
        raise ContentError(refusals)
    if facts.is_sensitive and (refusals := _refused_as_sensitive(content, unit_id)):
        raise ContentError(refusals)
    return content


def terms_of(content: DeclarationContent, unit_id: int, within: Sequence[UUID] | None) -> Terms:
    """Give what the ledger declares: the amount in smallest steps, the span or the day."""
    facts = indicators()[content.indicator]
    return Terms(
        unit=unit_id,
        indicator=content.indicator,
        amount=int(content.amount * facts.steps_per_unit),
        hedge=content.hedge,
        dims=tuple(sorted(content.dims.items())),
        start=content.start,
        end=content.to or content.valid_until,
        within=within,
    )


def _refused_kind(facts: Facts, content: DeclarationContent) -> list[Refusal]:
    if not facts.is_declarable:
        sentence = _("Chỉ tiêu này do hệ thống tính, không khai được.")
        return [Refusal("indicator", sentence)]
    found = []
    is_flow = facts.kind == Indicator.Kind.FLOW
    if is_flow and content.on is not None:
        sentence = _("Chỉ tiêu này cộng theo thời gian: ghi từ ngày và đến ngày.")
        found.append(Refusal("on", sentence))
    if not is_flow and content.on is None:
        sentence = _("Chỉ tiêu này là số tại một ngày: ghi ngày của số khai.")
        found.append(Refusal("from", sentence))
    steps = content.amount * facts.steps_per_unit
    if steps != int(steps):
        sentence = (
            _("Ghi số nguyên, đơn vị tính là {unit}.")
            if facts.steps_per_unit == 1
            else _("Số lẻ quá nhỏ. Ghi theo {unit}, ví dụ 8,5.")
        )
        found.append(Refusal("amount", sentence.format(unit=facts.unit_of_measure)))
    return found


def _refused_values(facts: Facts, content: DeclarationContent) -> list[Refusal]:
    found = []
    for name, value in content.dims.items():
        if name not in facts.dimensions:
            sentence = _("Chỉ tiêu này không phân theo “{name}”.").format(name=name)
            found.append(Refusal(f"dims.{name}", sentence))
            continue
        closed = closed_values().get((facts.code, name))
        pattern = YEAR if name == "year" else OPEN_VALUE
        if value not in closed if closed else not pattern.match(value):
            sentence = _("Giá trị này không có trong danh mục.")
            found.append(Refusal(f"dims.{name}", sentence))
    if facts.kind == Indicator.Kind.STATUS and "year" not in content.dims:
        found.append(Refusal("dims.year", _("Danh hiệu tính theo năm: ghi năm của số khai.")))
    return found


def _refused_as_sensitive(content: DeclarationContent, unit_id: int) -> list[Refusal]:
    found = []
    if current_tree((unit_id,)).level(unit_id) > Level.COMMUNE:
        found.append(Refusal("unit", _("Chỉ tiêu này chỉ ghi ở cấp xã trở lên.")))
    if content.note:
        found.append(Refusal("note", _("Chỉ tiêu này không kèm ghi chú. Đề nghị để trống.")))
    return found


def summary(content: DeclarationContent) -> Summary:
    """Give a list's row: the indicator by its name, the document as its place."""
    facts = indicators().get(content.indicator)
    # kept with the record, so Vietnamese whatever language its author reads
    name = facts.names[0] if facts else content.indicator
    unit = facts.measure_vi if facts else ""
    whole = content.amount == int(content.amount)
    amount = int(content.amount) if whole else content.amount
    return Summary(
        title=name,
        kind=content.indicator,
        on=content.placed_on,
        ends_on=None if content.to else content.end,
        place=content.document,
        measures=(Measure(amount, unit, content.hedge),),
    )


def words(content: DeclarationContent) -> Sequence[Shown]:
    facts = indicators().get(content.indicator)
    name = f"{content.indicator} {facts.name}" if facts else content.indicator
    unit = facts.unit_of_measure if facts else ""
    standing = (
        _("Các bản ghi đã có nằm trong số này")
        if content.takes_in_standing
        else _("Các bản ghi đã có nằm ngoài số này")
    )
    said = [
        Shown(_("Chỉ tiêu"), name, "indicator"),
        Shown(_("Số khai"), f"{hedged(content.amount, content.hedge)} {unit}", "amount"),
        *(
            Shown(_("Phân theo"), _value_label(content.indicator, dim, value), f"dims.{dim}")
            for dim, value in sorted(content.dims.items())
        ),
        Shown(_("Từ ngày"), day(content.from_), "from"),
        Shown(_("Đến ngày"), day(content.to), "to"),
        Shown(_("Tại ngày"), day(content.on), "on"),
        Shown(_("Có giá trị đến hết"), day(None if content.to else content.end), "valid_until"),
        Shown(_("Văn bản"), content.document, "document"),
        Shown(_("Cách hiểu"), content.note, "note"),
        Shown(_("Khi xác nhận"), standing, "takes_in_standing"),
    ]
    return [line for line in said if line.value]


def _value_label(indicator: str, name: str, value: str) -> str:
    return closed_values().get((indicator, name), {}).get(value, value)
