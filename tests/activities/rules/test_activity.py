"""What an activity may say, and the sentence when it may not."""

from typing import Any

import pytest

from binhyen.activities.rules.activity import ActivityContent, summary, words
from binhyen.records.rules.content import ContentError


def refusals(**content: Any) -> list[tuple[str, str]]:
    plain = {"kind": "SESSION", "title": "Phòng cháy", "on": "2026-11-14", **content}
    with pytest.raises(ContentError) as refusal:
        ActivityContent.read(plain)
    return [(one.field, one.sentence) for one in refusal.value.refusals]


class TestActivityContent:
    def test_refuses_a_hedged_zero(self) -> None:
        assert refusals(participants={"amount": 0, "hedge": "ABOUT"}) == [
            ("participants", "Số 0 là đếm đúng, không ghi khoảng, hơn, gần hay dưới."),
        ]

    def test_refuses_negative_and_absurd_attendances(self) -> None:
        assert refusals(participants={"amount": -1}) == [
            ("participants.amount", "Nhập số từ 0 trở lên."),
        ]
        assert refusals(participants={"amount": 10_000_001}) == [
            (
                "participants.amount",
                "Số quá lớn. Nhập số không quá 10.000.000, đề nghị kiểm tra lại.",
            ),
        ]

    def test_refuses_a_value_of_another_kind(self) -> None:
        assert refusals(place="RESIDENTIAL_AREA") == [
            ("place", "Giá trị này không dùng cho loại hoạt động đã chọn."),
        ]

    @pytest.mark.parametrize("title", ["Gọi 0912 345 678", "Gặp ông A, 012345678901"])
    def test_refuses_what_points_to_a_person(self, title: str) -> None:
        (field, sentence), *others = refusals(title=title)

        assert (field, others) == ("title", [])
        assert sentence.startswith("Phần này có số ")

    @pytest.mark.parametrize("weight", ["45.0", 45.0, 45, "45.000"])
    def test_writes_one_weight_in_one_way(self, weight: object) -> None:
        said = {"kind": "HANDOVER", "title": "Giao nộp", "on": "2026-11-14"}
        items = [{"class": "EXPLOSIVES", "amount": weight}]
        read = ActivityContent.read({**said, "items": items})

        assert read.stored()["items"][0]["amount"] == "45"

    def test_refuses_grams_of_grams_beside_their_field(self) -> None:
        found = refusals(kind="HANDOVER", items=[{"class": "EXPLOSIVES", "amount": 0.1234}])

        assert [field for field, _sentence in found] == ["items.0.amount"]

    def test_closes_up_what_was_typed(self) -> None:
        read = ActivityContent.read(
            {"kind": "PATROL", "title": " Tuần\u00a0tra \n đêm ", "on": "2026-11-14"}
        )

        assert read.title == "Tuần tra đêm"

    def test_is_read_back_as_it_was_stored(self) -> None:
        said = {
            "kind": "HANDOVER",
            "title": "Giao nộp",
            "on": "2026-11-14",
            "items": [{"class": "EXPLOSIVES", "amount": 8.5, "hedge": "ABOUT"}],
        }
        read = ActivityContent.read(said)

        assert ActivityContent.read(read.stored()) == read


class TestSummary:
    def test_says_which_number_nobody_gave_and_which_was_not_asked(self) -> None:
        plain = {"title": "x", "on": "2026-11-14"}
        session = summary(ActivityContent.read({"kind": "SESSION", **plain}))
        patrol = summary(ActivityContent.read({"kind": "PATROL", **plain}))

        assert session.measures[1] is not None
        assert session.measures[1].amount is None
        assert patrol.measures[1] is None


class TestWords:
    def test_say_that_attendances_are_not_written_yet(self) -> None:
        read = ActivityContent.read({"kind": "SESSION", "title": "x", "on": "2026-11-14"})

        assert ("Lượt người dự", "chưa ghi lượt") in [line[:2] for line in words(read)]
