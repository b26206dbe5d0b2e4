"""What is looked at before a filing is sent: each finding a sentence; few of them block."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from binhyen.filings.rules.cells import Cell, CellState, Shape
from binhyen.filings.rules.regime import Row
from binhyen.kernel.words import gettext as _

TIMES_OFF = 5
LEAST_TO_COMPARE = 10


class Finding(NamedTuple):
    row: str
    sentence: str
    blocks: bool
    is_blank: bool = False


def findings(
    rows: Sequence[Row],
    this: Mapping[str, Cell],
    before: Mapping[str, Cell],
    names: Mapping[str, str],
    answers: Collection[str] = (),
) -> list[Finding]:
    """Blanks, identities and outliers against the unit's own history; *answers* said NIL."""
    return [
        *_nothing_over_lines(this, names, answers),
        *_mediation(this),
        *_schemes(this, before),
        *_blanks(rows, this, names),
        *_outliers(rows, this, before, names),
    ]


def _blanks(
    rows: Sequence[Row], this: Mapping[str, Cell], names: Mapping[str, str]
) -> Iterator[Finding]:
    """A rate is not asked about: it follows from its two parts."""
    for row in rows:
        cell = this[row.key]
        if row.indicator and cell.state is CellState.BLANK and cell.shape is not Shape.RATE:
            name = names[row.key]
            yield Finding(
                row.key,
                _("{name}: chưa trả lời. Ghi vào sổ, hoặc chọn “không phát sinh”.").format(
                    name=name
                ),
                blocks=False,
                is_blank=True,
            )


def _nothing_over_lines(
    this: Mapping[str, Cell], names: Mapping[str, str], answers: Collection[str]
) -> Iterator[Finding]:
    """What was booked after somebody had said that nothing happened; the figure stands."""
    for row in answers:
        if row in this and this[row].state is CellState.NUMBER:
            yield Finding(
                row,
                _(
                    "{name}: đã trả lời “không phát sinh” nhưng nay trong kỳ có bản ghi; "
                    "báo cáo lấy số trong sổ."
                ).format(name=names[row]),
                blocks=False,
            )


def _schemes(this: Mapping[str, Cell], before: Mapping[str, Cell]) -> Iterator[Finding]:
    """Running sites = those before + founded + replicated − ended, unless first known now."""
    now, then = _amount(this, "MH02"), _amount(before, "MH02")
    if now is None or then is None:
        return
    came = (_amount(this, "MH03") or 0) + (_amount(this, "MH05") or 0)
    ended = _amount(this, "MH06") or 0
    expected = then + came - ended
    if now != expected:
        yield Finding(
            "MH02",
            _(
                "Điểm mô hình: kỳ trước {then}, thêm {came}, kết thúc {ended} là {expected}, "
                "nhưng sổ có {now}. Phần chênh là mô hình mới kê khai hoặc bàn giao; xem lại sổ."
            ).format(then=then, came=came, ended=ended, expected=expected, now=now),
            blocks=False,
        )


def _amount(cells: Mapping[str, Cell], row: str) -> int | None:
    amount = cells[row].amount if row in cells else None
    return amount if isinstance(amount, int) else None


def _mediation(this: Mapping[str, Cell]) -> Iterator[Finding]:
    """Settled and failed cases cannot outnumber those received in the same breath."""
    wanted = ("HG02", "HG03", "HG04")
    amounts = [this[key].amount if key in this else None for key in wanted]
    received, settled, failed = amounts
    if received is None or settled is None or failed is None:
        return
    if settled + failed > received:
        yield Finding(
            "HG02",
            _("Hòa giải thành và không thành nhiều hơn số vụ tiếp nhận; xem lại vụ chuyển kỳ."),
            blocks=False,
        )


def _outliers(
    rows: Sequence[Row],
    this: Mapping[str, Cell],
    before: Mapping[str, Cell],
    names: Mapping[str, str],
) -> Iterator[Finding]:
    for row in rows:
        now, then = this[row.key].amount, before.get(row.key, Cell()).amount
        if now is None or then is None or max(now, then) < LEAST_TO_COMPARE:
            continue
        if now > then * TIMES_OFF or then > now * TIMES_OFF:
            yield Finding(
                row.key,
                _("{name}: khác kỳ trước nhiều lần; xem lại trước khi gửi.").format(
                    name=names[row.key]
                ),
                blocks=False,
            )
