"""What is wrong with an event, each in a sentence that says what to do. Pure.

``PLAN`` problems stand at no field of a form; the others name one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from binhyen.kernel.text import exact_key, fold_key
from binhyen.kernel.words import gettext as _
from binhyen.rearrangement.rules.outcome import parent_of
from binhyen.rearrangement.rules.plan import (
    COMMUNE,
    LONGEST_NAME,
    PARENT_LEVELS,
    TYPES,
    Change,
    Kind,
    NewUnit,
    Plan,
)
from binhyen.units.rules.tree import FOREVER, Tree
from binhyen.units.rules.wording import AREA_KINDS

FIRST_DAY = date(1945, 8, 19)
MOST_NAMED = 6
UNITS, BEGINS, CHILDREN, ON, DECREE = "units", "begins", "children", "on", "decree"


class Problem(NamedTuple):
    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the checks must know: the tree with the leaves concerned, names, what lies below.

    ``taken`` are the (parent, type, key) of the names in use from the day on, ``codes`` the
    (level, code) of them, both without the units that end.
    """

    tree: Tree
    names: Mapping[int, str]
    children: tuple[int, ...] = ()
    open_records: frozenset[str] = frozenset()
    taken: Mapping[tuple[int, str, str], int] = field(default_factory=dict)
    codes: Mapping[tuple[int, str], int] = field(default_factory=dict)


def problems(kind: Kind, on: date, decree: str, plan: Plan, facts: Facts) -> list[Problem]:
    """Everything that keeps the event from being confirmed; empty when it may be."""
    found = [*_of_day_and_decree(on, decree), *_of_shape(kind, plan)]
    for unit in plan.named():
        found += _of_life(unit, on, facts)
    if found:
        return found
    found += _of_levels(plan, facts)
    for new in plan.begins:
        found += _of_new(new, on, plan, facts)
    for change in plan.changes:
        found += _of_change(change, on, facts)
    found += _of_twins(plan)
    found += _of_children(kind, plan, facts)
    found += _of_open_records(plan, facts)
    return found


def _of_day_and_decree(on: date, decree: str) -> Iterator[Problem]:
    if on < FIRST_DAY:
        yield Problem(ON, _("Ngày quá xa. Nhập ngày từ 19/08/1945 trở lại đây."))
    if not decree.strip():
        yield Problem(DECREE, _("Ghi nghị quyết hoặc quyết định làm căn cứ, có số và ngày."))


def _of_shape(kind: Kind, plan: Plan) -> Iterator[Problem]:
    twice = [unit for unit, times in Counter(plan.named()).items() if times > 1]
    if twice:
        yield Problem(UNITS, _("Một đơn vị chỉ chọn một lần."))
    if kind == Kind.MERGE:
        yield from _of_merge(plan)
    elif kind == Kind.SPLIT:
        yield from _of_split(plan)
    elif kind == Kind.CHANGE and not plan.changes:
        yield Problem(UNITS, _("Chọn đơn vị đổi tên, đổi loại hoặc đổi nơi trực thuộc."))
    elif kind == Kind.END and (not plan.ends or plan.targets()):
        yield Problem(UNITS, _("Chọn đơn vị kết thúc; đơn vị kết thúc hẳn không có đơn vị nhận."))
    elif kind == Kind.FOUND and not plan.begins:
        yield Problem(BEGINS, _("Ghi tên, loại và mã của đơn vị thành lập."))


def _of_merge(plan: Plan) -> Iterator[Problem]:
    if not plan.ends or len(plan.ends) + len(plan.into) < 2:  # noqa: PLR2004 -- two make one
        yield Problem(UNITS, _("Nhập cần ít nhất hai đơn vị. Chọn thêm đơn vị."))
    if len(plan.targets()) != 1:
        yield Problem(BEGINS, _("Nhập vào đúng một đơn vị. Ghi tên, loại và mã của đơn vị ấy."))


def _of_split(plan: Plan) -> Iterator[Problem]:
    if len(plan.ends) != 1:
        yield Problem(UNITS, _("Mỗi lần chia một đơn vị. Chọn đúng một đơn vị."))
    if len(plan.targets()) < 2:  # noqa: PLR2004 -- one would be a change of name
        yield Problem(BEGINS, _("Chia cần ít nhất hai đơn vị nhận. Ghi thêm đơn vị mới."))


def _of_life(unit: int, on: date, facts: Facts) -> Iterator[Problem]:
    tree, name = facts.tree, facts.names.get(unit, "")
    if unit not in tree:
        yield Problem(UNITS, _("Không có đơn vị này."))
        return
    place = tree.places[unit]
    if place.end != FOREVER:
        heirs = [facts.names.get(heir, "") for _, heir in place.successors]
        sentence = (
            _("{name} kết thúc từ ngày {day}, nay là {heirs}.")
            if any(heirs)
            else _("{name} kết thúc từ ngày {day}.")
        )
        said = sentence.format(name=_capital(name), day=_day(place.end), heirs="; ".join(heirs))
        yield Problem(UNITS, said)
    elif on <= place.start:
        began = _day(place.start)
        yield Problem(
            ON,
            _("{name} có từ ngày {day}. Ngày hiệu lực phải sau ngày ấy.").format(
                name=_capital(name), day=began
            ),
        )
    elif on <= place.spans[-1].start:
        began = _day(place.spans[-1].start)
        yield Problem(
            ON,
            _("{name} đã thay đổi ngày {day}. Chọn ngày sau ngày ấy.").format(
                name=_capital(name), day=began
            ),
        )


def _of_levels(plan: Plan, facts: Facts) -> Iterator[Problem]:
    levels = {facts.tree.level(unit) for unit in (*plan.ends, *plan.into)}
    levels |= {new.level for new in plan.begins}
    if len(levels) > 1:
        yield Problem(UNITS, _("Các đơn vị phải cùng một cấp."))
    if 0 in levels or any(facts.tree.level(change.unit) == 0 for change in plan.changes):
        yield Problem(UNITS, _("Toàn quốc không sắp xếp được."))


def _of_new(new: NewUnit, on: date, plan: Plan, facts: Facts) -> Iterator[Problem]:
    yield from _of_name_and_type(new.name, new.type, new.level)
    if new.level <= COMMUNE:
        if not new.code:
            yield Problem(BEGINS, _("Ghi mã của {name}.").format(name=new.name or _("đơn vị mới")))
        elif not new.code.isdigit():
            yield Problem(BEGINS, _("Mã {code} chỉ gồm chữ số.").format(code=new.code))
        elif (new.level, new.code) in facts.codes:
            other = facts.names.get(facts.codes[new.level, new.code], "")
            yield Problem(
                BEGINS,
                _("Mã {code} đang dùng cho {other}. Ghi mã khác.").format(
                    code=new.code, other=other
                ),
            )
    yield from _of_parent(new.parent, new.level, on, plan.ends, facts)
    if new.parent is not None:
        yield from _of_taken(new.parent, new.type, new.name, facts)


def _of_change(change: Change, on: date, facts: Facts) -> Iterator[Problem]:
    level = facts.tree.level(change.unit)
    if change.says_nothing:
        yield Problem(BEGINS, _("Ghi tên mới, loại mới, mã mới hoặc nơi trực thuộc mới."))
        return
    if change.name is not None and not fold_key(change.name):
        yield Problem(BEGINS, _("Ghi tên mới."))
    if change.type is not None:
        yield from _of_type(change.type, level)
    if change.code and (level, change.code) in facts.codes:
        other = facts.codes[level, change.code]
        if other != change.unit:
            name = facts.names.get(other, "")
            yield Problem(
                BEGINS,
                _("Mã {code} đang dùng cho {name}. Ghi mã khác.").format(
                    code=change.code, name=name
                ),
            )
    if change.parent is not None:
        yield from _of_parent(change.parent, level, on, (), facts)
    parent = change.parent or parent_of(facts.tree, change.unit, on)
    if parent is not None and change.name is not None and change.type is not None:
        yield from _of_taken(parent, change.type, change.name, facts, but=change.unit)


def _of_name_and_type(name: str, kind: str, level: int) -> Iterator[Problem]:
    if not fold_key(name):
        yield Problem(BEGINS, _("Ghi tên đơn vị mới."))
    elif len(name) > LONGEST_NAME:
        yield Problem(
            BEGINS, _("Tên dài quá {most} chữ. Đề nghị ghi gọn lại.").format(most=LONGEST_NAME)
        )
    yield from _of_type(kind, level)


def _of_type(kind: str, level: int) -> Iterator[Problem]:
    allowed = types_of(level)
    if allowed and kind not in allowed:
        yield Problem(
            BEGINS,
            _("Loại {kind} không hợp cấp: {allowed}.").format(
                kind=kind or _("(chưa ghi)"), allowed=", ".join(allowed)
            ),
        )


def types_of(level: int) -> tuple[str, ...]:
    """What a unit of that level may be called; nothing is said of organisations."""
    return TYPES.get(level) or (AREA_KINDS if level == COMMUNE + 1 else ())


def _of_parent(
    parent: int | None, level: int, on: date, ends: Iterable[int], facts: Facts
) -> Iterator[Problem]:
    if parent is None or parent not in facts.tree:
        yield Problem(BEGINS, _("Chọn đơn vị cấp trên."))
        return
    name = _capital(facts.names.get(parent, ""))
    if facts.tree.level(parent) not in PARENT_LEVELS[level]:
        yield Problem(
            BEGINS, _("{name} không phải cấp trên trực tiếp của đơn vị mới.").format(name=name)
        )
    elif parent in ends or not facts.tree.valid(parent, on):
        yield Problem(
            BEGINS,
            _("{name} không còn vào ngày {day}. Chọn cấp trên khác.").format(
                name=name, day=_day(on)
            ),
        )
    elif facts.tree.places[parent].end != FOREVER:
        yield Problem(BEGINS, _("{name} đã kết thúc. Chọn cấp trên khác.").format(name=name))


def _of_taken(
    parent: int, kind: str, name: str, facts: Facts, but: int | None = None
) -> Iterator[Problem]:
    other = facts.taken.get((parent, kind, exact_key(name)))
    if other is not None and other != but:
        where = facts.names.get(parent, "")
        yield Problem(
            BEGINS,
            _("Đã có {kind} {name} ở {where}. Ghi tên phân biệt được.").format(
                kind=kind, name=name, where=where
            ),
        )


def _of_twins(plan: Plan) -> Iterator[Problem]:
    """Two new units may not share a name, nor a code."""
    names = Counter((new.parent, new.type, exact_key(new.name)) for new in plan.begins)
    if any(times > 1 for times in names.values()):
        yield Problem(BEGINS, _("Hai đơn vị mới trùng tên. Ghi tên phân biệt được."))
    codes = Counter(new.code for new in plan.begins if new.code)
    if any(times > 1 for times in codes.values()):
        yield Problem(BEGINS, _("Hai đơn vị mới trùng mã. Ghi lại mã."))


def _of_children(kind: Kind, plan: Plan, facts: Facts) -> Iterator[Problem]:
    if kind == Kind.END and facts.children:
        names = _listed(facts.children, facts)
        yield Problem(
            CHILDREN, _("Còn trực thuộc: {names}. Sắp xếp các nơi này trước.").format(names=names)
        )
        return
    targets = set(plan.targets())
    missing = [child for child in facts.children if plan.target_of(child) not in targets]
    if missing:
        names = _listed(missing, facts)
        yield Problem(
            CHILDREN,
            _("Còn {count} nơi chưa chọn đơn vị nhận: {names}.").format(
                count=len(missing), names=names
            ),
        )
    if set(plan.children) - set(facts.children):
        yield Problem(CHILDREN, _("Có nơi không còn thuộc đơn vị này. Mở lại bước ba để chọn lại."))


def _of_open_records(plan: Plan, facts: Facts) -> Iterator[Problem]:
    targets = set(plan.targets())
    if any(target not in targets for target in plan.open_records.values()):
        yield Problem(CHILDREN, _("Có việc đang mở giao cho đơn vị không nhận. Chọn lại."))
    if set(plan.open_records) - facts.open_records:
        yield Problem(CHILDREN, _("Có việc đang mở đã đổi. Mở lại bước ba để chọn lại."))


def _listed(units: Iterable[int], facts: Facts) -> str:
    names = [facts.names.get(unit, "") for unit in units]
    shown = "; ".join(names[:MOST_NAMED])
    if len(names) <= MOST_NAMED:
        return shown
    return _("{names} và {count} nơi nữa").format(names=shown, count=len(names) - MOST_NAMED)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
