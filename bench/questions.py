"""Each question twice: through the product's selectors, and as SQL written by hand."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from bench import sql
from bench.measuring import load_average, timed
from binhyen.ledger.rules.maps import OWN
from binhyen.ledger.rules.measures import Measure
from binhyen.ledger.selectors.catalogue import indicators
from binhyen.ledger.selectors.figures import Query, figures, grid
from binhyen.units.models import Level, Unit, UnitVersion
from binhyen.units.selectors import current_tree

LAST = date(2025, 12, 31)
PROVINCE = "P38n"  # Thanh Hóa, 166 communes today
Answer = dict[Any, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its two ways of being answered, and how fast it is to be on PostgreSQL."""

    name: str
    product: Callable[[], Answer]
    by_hand: Callable[[], Answer]
    target_ms: float | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """What a question took: medians in milliseconds, and how many rows were compared."""

    name: str
    product_ms: float
    by_hand_ms: float
    product_cpu_ms: float
    by_hand_cpu_ms: float
    rows: int
    target_ms: float | None
    load: str


class DifferentAnswersError(Exception):
    """The product and the SQL by hand disagree; no time means anything then."""


def ask(question: Question, runs: int) -> dict[str, Any]:
    """Time both ways; equal answers or none."""
    product, by_hand = timed(question.product, runs), timed(question.by_hand, runs)
    _compare(question.name, product.answer, by_hand.answer)
    answered = Answered(
        name=question.name,
        product_ms=product.wall_ms,
        by_hand_ms=by_hand.wall_ms,
        product_cpu_ms=product.cpu_ms,
        by_hand_cpu_ms=by_hand.cpu_ms,
        rows=len(product.answer),
        target_ms=question.target_ms,
        load=load_average(),
    )
    return asdict(answered)


def _compare(name: str, product: Answer, by_hand: Answer) -> None:
    if product != by_hand:
        keys = [k for k in product.keys() | by_hand.keys() if product.get(k) != by_hand.get(k)]
        shown = [(key, product.get(key), by_hand.get(key)) for key in keys[:5]]
        raise DifferentAnswersError(f"{name}: {len(keys)} rows differ, such as {shown}")


def year(number: int) -> tuple[date, date]:
    return date(number, 1, 1), date(number, 12, 31)


def national_year(number: int, on: date | None = None) -> Question:
    codes = _adding_codes()
    nation = _nation()
    later = f" trên bản đồ {on:%d/%m/%Y}" if on else ""
    return Question(
        f"cả nước năm {number}, mọi chỉ tiêu, theo tỉnh{later}",
        lambda: _cells(grid(codes, nation, *year(number), on)),
        lambda: sql.national_year(nation, *year(number), on),
        400 if on else 100,
    )


def province_by_commune() -> Question:
    province = _province()
    start, codes = date(2025, 7, 1), _adding_codes()
    return Question(
        "một tỉnh theo xã, mọi chỉ tiêu",
        lambda: _cells(grid(codes, province, start, LAST, None)),
        lambda: sql.province_by_commune(province, start, LAST),
        250,
    )


def trend(first: int) -> Question:
    query = Query("TT02", _province(), date(first, 1, 1), LAST, LAST, "month")
    years = f"{first}–2025" if first < 2025 else "2025"
    return Question(
        f"xu hướng từng tháng {years}, một chỉ tiêu, một tỉnh",
        lambda: {f.start: f.amount for f in figures(query) if f.amount is not None
                 and f.start.month == f.end.month},
        lambda: sql.trend(query),
        20,
    )  # fmt: skip


def ranking() -> Question:
    start, end = date(2025, 7, 1), LAST
    provinces = list(
        UnitVersion.objects.on(LAST)
        .filter(unit__level=Level.PROVINCE)
        .values_list("unit", flat=True)
    )

    def ranked() -> Answer:
        rows = [
            row
            for province in provinces
            for row in figures(Query("TT02", province, start, end, None, "child"))
            if not row.own
        ]
        return {row.unit: row.amount for row in rows if row.amount is not None}

    return Question(
        "xếp hạng 3.321 xã theo một chỉ tiêu", ranked, lambda: sql.communes("TT02", start, end)
    )


def stock() -> Question:
    query = Query("MH02", _nation(), *year(2025))
    return Question(
        "tồn cả nước tại một ngày (điểm mô hình)",
        lambda: {"MH02": figures(query)[0].amount},
        lambda: {"MH02": sql.stock("MH02", LAST)},
        30,
    )


def distinct() -> Question:
    query = Query("MH01", _nation(), *year(2025))
    return Question(
        "số loại khác nhau cả nước tại một ngày (loại mô hình)",
        lambda: {"MH01": figures(query)[0].amount},
        lambda: {"MH01": sql.distinct_types(LAST)},
        250,
    )


def all_questions(first: int) -> list[Question]:
    """The questions of `make bench`: of the last year, whatever stands beside it, then of more.

    The later map and the years' trend are asked only where years before the reform stand.
    """
    tree = current_tree()
    assert tree.nation
    found = [national_year(2025), province_by_commune(), trend(2025), ranking(), stock(),
             distinct()]  # fmt: skip
    if first < 2025:
        found += [trend(first), national_year(2024, LAST), national_year(2024)]
    return found


def _adding_codes() -> list[str]:
    return [
        code
        for code, facts in indicators().items()
        if facts.kind in {"FLOW", "STOCK"} and not facts.is_computed
    ]


def _cells(found: dict[tuple[int, str], Measure]) -> Answer:
    """What a page shows of each cell; the sums alone, in the order both ways know."""
    return {
        (row, code): tuple(measure)
        for (row, code), measure in found.items()
        if row != OWN and any(measure[:4])
    }


def _nation() -> int:
    return Unit.objects.values_list("pk", flat=True).get(level=Level.NATION)


def _province() -> int:
    return Unit.objects.values_list("pk", flat=True).get(uid=PROVINCE)
