"""One figure opened: why it is hedged, where it lies today, what it is made of."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binhyen.kernel.dates import vn_date
from binhyen.kernel.numbers import decimal_vn, grouped, hedge_word, hedged
from binhyen.ledger.models import Declared
from binhyen.ledger.rules.expressions import terms
from binhyen.ledger.selectors.catalogue import Facts, closed_values, indicator
from binhyen.ledger.selectors.figures import figures
from binhyen.ledger.selectors.kinds import DISTINCT_OF
from binhyen.ledger.selectors.questions import Figure, NotOnMapError, Query
from binhyen.ledger.selectors.sheets import Span, sums_of, values_held
from binhyen.ledger.selectors.suppression import Itself, figures_seen
from binhyen.overview.selectors.lines import DECLARED, Grouped
from binhyen.schemes.models import SchemeType
from binhyen.units.models import Level, Unit
from binhyen.units.selectors import current_tree, own_names

MOST_NAMED = 6
MOST_MONTHS = 24
DIMENSIONS = {
    "audience": gettext_lazy("Theo đối tượng"),
    "channel": gettext_lazy("Theo kênh"),
    "class": gettext_lazy("Theo loại"),
    "field": gettext_lazy("Theo lĩnh vực"),
    "form": gettext_lazy("Theo hình thức"),
    "kind": gettext_lazy("Theo loại"),
    "level": gettext_lazy("Theo cấp"),
    "life": gettext_lazy("Theo hoạt động"),
    "medium": gettext_lazy("Theo phương tiện"),
    "owner": gettext_lazy("Theo chủ quản"),
    "partner": gettext_lazy("Theo đối tác"),
    "place": gettext_lazy("Theo nơi"),
    "platform": gettext_lazy("Theo nền tảng"),
    "rating": gettext_lazy("Theo xếp loại"),
    "reason": gettext_lazy("Theo lý do"),
    "regularity": gettext_lazy("Theo thường lệ"),
    "role": gettext_lazy("Theo nhiệm vụ"),
    "sex": gettext_lazy("Theo giới"),
    "signatory": gettext_lazy("Theo bên ký"),
    "source": gettext_lazy("Theo nguồn"),
    "topic": gettext_lazy("Theo nội dung"),
    "type": gettext_lazy("Theo loại"),
    "year": gettext_lazy("Theo năm"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One row of a breakdown; no address where the row cannot be opened."""

    name: str
    figure: Figure
    uid: str = ""
    start: date | None = None
    end: date | None = None
    dimension: str = ""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The rows of a figure, and whether they sum to it."""

    rows: list[Part]
    sums: bool
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Half:
    """The numerator or the denominator of a rate: what it is a sum of."""

    label: str
    amount: int
    terms: list[tuple[str, str, str]]


# --- words


def why_hedged(figure: Figure, groups: Grouped | None) -> str:
    """Say in one sentence where the hedge comes from; nothing for an exact figure."""
    word = hedge_word(str(figure.hedge))
    if not word or figure.numerator is not None:
        return ""
    if groups is None:
        return _("Số này mang chữ “{word}” vì có phần là số ước lượng.").format(word=word)
    declared = any(g.key == DECLARED and g.hedge != "EXACT" for g in groups.groups)
    recorded = any(g.key != DECLARED and g.hedge != "EXACT" for g in groups.groups)
    has_records = any(g.key != DECLARED for g in groups.groups)
    if declared and recorded:
        text = _("Số này mang chữ “{word}” vì cả phần khai báo và bản ghi đều có số ước lượng.")
    elif declared and has_records:
        text = _(
            "Số này mang chữ “{word}” vì phần khai báo là số ước lượng. "
            "Các bản ghi đều là số đếm đúng."
        )
    elif declared:
        text = _("Số này mang chữ “{word}” vì văn bản ghi như vậy.")
    else:
        text = _("Số này mang chữ “{word}” vì có bản ghi là số ước lượng.")
    return text.format(word=word)


def cut_words(figure: Figure, query: Query) -> str:
    """Name the declared spans the window cuts: they cannot be split by period."""
    if not figure.cut_declarations:
        return ""
    spans = cut_spans(query)
    said = f" {_('cho')} {', '.join(spans)}" if spans else ""
    return _("Còn {count} số khai{spans}, không tách được theo kỳ.").format(
        count=figure.cut_declarations, spans=said
    )


def cut_spans(query: Query) -> list[str]:
    """The whole spans of live declarations at the unit that overhang the window."""
    rows = (
        Declared.objects.filter(
            live=True,
            indicator=indicator(query.indicator).id,
            unit=query.unit,
            start__lte=query.end,
            end__gte=query.start,
        )
        .order_by("start")
        .values_list("start", "end")
    )
    return [
        f"{vn_date(start)}–{vn_date(end)}"
        for start, end in rows
        if start < query.start or end > query.end
    ][:MOST_NAMED]


def amount_words(facts: Facts, amount: int | Decimal | None) -> str:
    """Write an amount in its unit of measure, a rate with two places."""
    if amount is None:
        return ""
    if isinstance(amount, Decimal):
        return decimal_vn(amount, 2)
    return grouped(facts.shown(amount))


# --- where it lies today


def today_words(query: Query, facts: Facts, figure: Figure, today: date) -> str:
    """Where a figure of a unit that has ended lies on today's map; its sum does not change."""
    tree = current_tree(leaves=[query.unit])
    if tree.valid(query.unit, today) or not isinstance(figure.amount, int):
        return ""
    rows = figures(replace(query, by="child"))
    placed: dict[int, int] = {}
    divided: dict[int, int] = {}
    for row in rows:
        if not isinstance(row.amount, int) or not row.amount:
            continue
        image = tree.image(row.unit, today)
        into = divided if image.divided else placed
        into[image.unit] = into.get(image.unit, 0) + row.amount
    names = own_names({*placed, *divided}, today)
    said = []
    if placed:
        amount = grouped(facts.shown(sum(placed.values())))
        said.append(
            _("{amount} thuộc {names}.").format(amount=amount, names=_listed(names, placed))
        )
    for unit, amount_there in divided.items():
        text = _("{amount} nằm ở dòng chưa phân bổ của {name}.")
        said.append(text.format(amount=grouped(facts.shown(amount_there)), name=names[unit]))
    if not said:
        return ""
    return _("Trên bản đồ hôm nay, {parts} Tổng không đổi.").format(parts=" ".join(said))


def _listed(names: dict[int, str], units: dict[int, int]) -> str:
    first = ", ".join(sorted(names[unit] for unit in units)[:MOST_NAMED])
    more = len(units) - MOST_NAMED
    return (
        _("{names} và {count} đơn vị khác").format(names=first, count=more) if more > 0 else first
    )


# --- what it is made of


def breakdown(query: Query, facts: Facts, itself: Itself) -> Breakdown:
    """The rows of by=child, by=month or by=dim, named."""
    rows = figures_seen(query, itself)
    adds_up = facts.kind in {"FLOW", "STOCK", "STATUS"} and not facts.is_computed
    if query.by == "child":
        parts = _children(rows, query)
        silent = tuple(part.name for part in parts if _is_silent(part.figure))
        return Breakdown([p for p in parts if not _is_silent(p.figure)], adds_up, silent)
    if query.by == "month":
        parts = [Part(_month_name(row, facts), row, start=row.start, end=row.end) for row in rows]
        return Breakdown(parts, facts.kind == "FLOW")
    name = query.by.removeprefix("dim:")
    labels = closed_values().get((facts.code, name), {}) or type_names(name)
    parts = [
        Part(
            labels.get(row.dimension or "", row.dimension or _("chưa ghi rõ")),
            row,
            dimension=row.dimension or "",
        )
        for row in rows
    ]
    return Breakdown(parts, adds_up)


def _is_silent(figure: Figure) -> bool:
    return figure.state == "BLANK" and not figure.cut_declarations


def _children(rows: list[Figure], query: Query) -> list[Part]:
    units = {row.unit for row in rows}
    names = own_names(units, query.map or query.end)
    uids = dict(Unit.objects.filter(pk__in=units).values_list("pk", "uid"))
    parts = [
        Part(_capital(names.get(row.unit, uids[row.unit])), row, uid=uids[row.unit])
        for row in rows
        if not row.own
    ]
    parts.sort(key=lambda part: part.uid)
    own = next((row for row in rows if row.own), None)
    if own is not None and (own.state != "BLANK" or own.cut_declarations):
        parts.append(Part(_("Riêng {name}").format(name=names[own.unit]), own))
    return parts


def _month_name(row: Figure, facts: Facts) -> str:
    if (
        facts.kind == "FLOW"
        and row.declared
        and (row.start.month, row.start.year)
        != (
            row.end.month,
            row.end.year,
        )
    ):
        return _("Số khai cho nhiều tháng")
    return f"{row.end:%m/%Y}"


def ways(unit: int, facts: Facts, span: Span) -> list[tuple[str, str]]:
    """In which ways a figure can be taken apart: (by, words), the first unless asked."""
    found = []
    level = current_tree(leaves=[unit]).level(unit)
    if level < Level.AREA:
        below = _("Theo khu dân cư") if level == Level.COMMUNE else _("Theo đơn vị")
        found.append(("child", below))
    months = (span.end.year - span.start.year) * 12 + span.end.month - span.start.month
    if 0 < months <= MOST_MONTHS and not facts.is_computed and facts.kind != "STATUS":
        found.append(("month", _("Theo tháng")))
    if facts.kind in {"FLOW", "STOCK", "STATUS"} and not facts.is_computed:
        found += [(f"dim:{name}", str(DIMENSIONS.get(name, name))) for name in facts.dimensions]
    return found


def named_codes(codes: list[str]) -> list[tuple[str, str]]:
    return [(code, indicator(code).name) for code in codes]


def type_names(dimension: str) -> dict[str, str]:
    """The national list of scheme types; other open dimensions say themselves."""
    if dimension != "type":
        return {}
    return dict(SchemeType.objects.values_list("code", "name"))


def kinds_held(query: Query, span: Span) -> list[str]:
    """The types a DISTINCT figure counts, by name."""
    held = values_held(sums_of(query.unit, span)[query.unit], query.indicator)
    names = type_names(DISTINCT_OF[query.indicator][1])
    return sorted(names.get(value, value) for value in held)


def halves(figure: Figure, facts: Facts, door: Callable[[str], str]) -> list[Half]:
    """Numerator and denominator of a rate, each with doors to what it sums."""
    found = []
    for label, expression, amount in (
        (_("Tử số"), facts.numerator, figure.numerator),
        (_("Mẫu số"), facts.denominator, figure.denominator),
    ):
        parts = []
        for code, filters in terms(expression):
            own = indicator(code)
            labels = [closed_values().get((code, n), {}).get(v, v) for n, v in filters]
            said = f"{own.name} ({', '.join(labels)})" if labels else own.name
            parts.append((code, said, door(code)))
        found.append(Half(label, amount or 0, parts))
    return found


def stands_for(error: NotOnMapError) -> tuple[str, str]:
    """(uid, name) of what stands for a unit on a map that does not hold it."""
    uid = Unit.objects.values_list("uid", flat=True).get(pk=error.image)
    return uid, own_names([error.image], error.on)[error.image]


def evidence_words(figure: Figure, facts: Facts, groups: Grouped) -> tuple[str, str]:
    """What stands behind the two parts of the bar: amounts, and how many records, documents."""
    declared = next((g for g in groups.groups if g.key == DECLARED), None)
    if declared is None or not isinstance(figure.amount, int):
        return "", ""
    recorded = figure.amount - declared.amount
    count = groups.count - declared.count
    first = _("{amount}, từ {count} dòng").format(
        amount=grouped(facts.shown(recorded)), count=grouped(count)
    )
    second = _("{amount}, từ {count} văn bản").format(
        amount=hedged(facts.shown(declared.amount), declared.hedge),
        count=len({one.line.record for one in declared.shown or ()}) or declared.count,
    )
    return first, second


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
