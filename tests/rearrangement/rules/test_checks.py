"""Every refusal is a sentence at its field."""

from dataclasses import replace
from datetime import date

import pytest

from binhyen.kernel.text import exact_key
from binhyen.rearrangement.rules.checks import Facts, problems
from binhyen.rearrangement.rules.plan import Change, Kind, NewUnit, Plan
from binhyen.units.rules.tree import ALWAYS, FOREVER, Place, Span, Tree

NATION, PROVINCE, OTHER, EAST, WEST, GONE, HAMLET = 1, 2, 3, 10, 11, 12, 20
REFORM, DAY = date(2025, 7, 1), date(2026, 9, 1)
DECREE = "Nghị quyết 12/NQ-HĐND"


def the_tree() -> Tree:
    tree = Tree(NATION)
    tree.put(NATION, Place(0, (Span(None, ALWAYS, FOREVER),)))
    for unit in (PROVINCE, OTHER):
        tree.put(unit, Place(1, (Span(NATION, REFORM, FOREVER),)))
    for unit in (EAST, WEST):
        tree.put(unit, Place(3, (Span(PROVINCE, REFORM, FOREVER),)))
    tree.put(GONE, Place(3, (Span(PROVINCE, REFORM, date(2026, 1, 1)),), ((DAY, EAST),)))
    tree.put(HAMLET, Place(4, (Span(EAST, REFORM, FOREVER),)))
    return tree


NAMES = {
    PROVINCE: "tỉnh An Bình",
    OTHER: "tỉnh Khác",
    EAST: "xã Đông",
    WEST: "xã Tây",
    GONE: "xã Cũ",
    HAMLET: "thôn Hạ",
}
FACTS = Facts(tree=the_tree(), names=NAMES, children=(HAMLET,))
MERGED = NewUnit(key="n1", name="Hợp Nhất", type="xã", code="90001", parent=PROVINCE)
MERGE = Plan(ends=(EAST, WEST), begins=(MERGED,))
HALVES = (
    MERGED.model_copy(update={"name": "Đông Một"}),
    MERGED.model_copy(update={"key": "n2", "name": "Đông Hai", "code": "90002"}),
)
SPLIT = Plan(ends=(EAST,), begins=HALVES, children={HAMLET: "n2"})
TWINS = (HALVES[0], HALVES[1].model_copy(update={"name": "Đông Một"}))
ENDED = "Xã Cũ kết thúc từ ngày 01/01/2026, nay là xã Đông"


def sentences(
    kind: Kind, plan: Plan, *, on: date = DAY, decree: str = DECREE, facts: Facts = FACTS
) -> str:
    return " ".join(problem.sentence for problem in problems(kind, on, decree, plan, facts))


def merged(**said: object) -> Plan:
    return MERGE.model_copy(update={"begins": (MERGED.model_copy(update=said),)})


def split(**said: object) -> Plan:
    return SPLIT.model_copy(update=said)


class TestProblems:
    @pytest.mark.parametrize(
        ("kind", "plan"),
        [
            (Kind.MERGE, MERGE),
            (Kind.MERGE, Plan(ends=(EAST,), into=(WEST,))),
            (Kind.SPLIT, SPLIT),
            (Kind.CHANGE, Plan(changes=(Change(unit=EAST, name="Đông", type="phường"),))),
            (Kind.CHANGE, Plan(changes=(Change(unit=EAST, parent=OTHER),))),
        ],
    )
    def test_finds_none_in_a_whole_plan(self, kind: Kind, plan: Plan) -> None:
        children = () if kind == Kind.CHANGE else FACTS.children
        assert sentences(kind, plan, facts=replace(FACTS, children=children)) == ""

    @pytest.mark.parametrize(
        ("kind", "plan", "said"),
        [
            (Kind.MERGE, Plan(ends=(EAST,), begins=(MERGED,)), "ít nhất hai đơn vị"),
            (Kind.MERGE, Plan(ends=(EAST, EAST), begins=(MERGED,)), "chỉ chọn một lần"),
            (Kind.MERGE, Plan(ends=(EAST, WEST)), "đúng một đơn vị"),
            (Kind.MERGE, Plan(ends=(EAST, GONE), begins=(MERGED,)), ENDED),
            (Kind.MERGE, Plan(ends=(EAST, 99), begins=(MERGED,)), "Không có đơn vị này"),
            (Kind.MERGE, Plan(ends=(EAST, PROVINCE), begins=(MERGED,)), "cùng một cấp"),
            (Kind.MERGE, merged(name=" "), "Ghi tên đơn vị mới"),
            (Kind.MERGE, merged(type="quận"), "Loại quận không hợp cấp"),
            (Kind.MERGE, merged(code=""), "Ghi mã của Hợp Nhất"),
            (Kind.MERGE, merged(code="9A"), "chỉ gồm chữ số"),
            (Kind.MERGE, merged(parent=WEST), "không phải cấp trên trực tiếp"),
            (Kind.MERGE, merged(parent=None), "Chọn đơn vị cấp trên"),
            (Kind.SPLIT, split(children={}), "Còn 1 nơi chưa chọn đơn vị nhận: thôn Hạ"),
            (Kind.SPLIT, split(children={HAMLET: "n2", 77: "n1"}), "không còn thuộc"),
            (Kind.SPLIT, split(begins=HALVES[:1]), "ít nhất hai đơn vị nhận"),
            (Kind.SPLIT, split(open_records={"x": "n9"}), "đơn vị không nhận"),
            (Kind.SPLIT, split(begins=TWINS), "trùng tên"),
            (Kind.CHANGE, Plan(changes=(Change(unit=EAST),)), "Ghi tên mới"),
            (Kind.END, Plan(ends=(EAST,)), "Còn trực thuộc: thôn Hạ"),
            (Kind.FOUND, Plan(), "đơn vị thành lập"),
        ],
    )  # fmt: skip
    def test_says_what_is_wrong(self, kind: Kind, plan: Plan, said: str) -> None:
        assert said in sentences(kind, plan)

    def test_refuses_a_day_before_the_unit_was_there(self) -> None:
        assert "Xã Đông có từ ngày 01/07/2025" in sentences(Kind.MERGE, MERGE, on=REFORM)

    def test_refuses_an_event_without_a_decree(self) -> None:
        assert "làm căn cứ" in sentences(Kind.MERGE, MERGE, decree=" ")

    def test_refuses_a_name_or_code_in_use(self) -> None:
        taken = {(PROVINCE, "xã", exact_key("Hợp nhất")): WEST}
        assert "Đã có xã Hợp Nhất" in sentences(
            Kind.MERGE, MERGE, facts=replace(FACTS, taken=taken)
        )
        codes = replace(FACTS, codes={(3, "90001"): WEST})
        assert "Mã 90001 đang dùng cho xã Tây" in sentences(Kind.MERGE, MERGE, facts=codes)
