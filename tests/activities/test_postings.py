"""What each kind of activity puts into the ledger."""

import csv
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings

from binhyen.activities.postings import COUNTS, postings
from binhyen.activities.rules.activity import ActivityContent
from binhyen.activities.rules.kinds import DIMENSIONS, ActivityKind
from binhyen.ledger.rules import Hedge, Posting

DAY = date(2026, 11, 14)


def said(**content: Any) -> ActivityContent:
    return ActivityContent.read({"title": "Phòng cháy", "on": "2026-11-14", **content})


class TestPostings:
    def test_of_a_session_are_its_times_and_its_attendances_with_their_hedge(self) -> None:
        activity = said(
            kind="SESSION",
            sessions=2,
            participants={"amount": 120, "hedge": "ABOUT"},
            topic="FIRE",
            form="MEETING",
        )
        dims = (("form", "MEETING"), ("topic", "FIRE"))

        assert postings(activity) == (
            Posting("TT01", DAY, 2, dims=dims),
            Posting("TT02", DAY, 120, Hedge.ABOUT, dims),
        )

    def test_leave_attendances_out_when_nobody_counted(self) -> None:
        assert [p.indicator for p in postings(said(kind="SESSION"))] == ["TT01"]

    def test_keep_a_counted_zero(self) -> None:
        assert postings(said(kind="SESSION", participants=0))[1] == Posting("TT02", DAY, 0)

    @pytest.mark.parametrize(
        ("kind", "indicators"),
        [
            ("LAUNCH", ["TT03", "TT04"]),
            ("FESTIVAL", ["NH01", "NH03"]),
            ("FORUM", ["YK01", "YK02"]),
            ("REVIEW_CONFERENCE", ["CD07"]),
            ("COMMITTEE_MEETING", ["CD05"]),
            ("INSPECTION", ["CD06"]),
            ("TRAINING", ["CD10a", "CD10b"]),
            ("BROADCAST", ["TT06"]),
            ("PATROL", ["LL05"]),
            ("CONFERENCE", []),
            ("PLEDGE_SIGNING", []),
        ],
    )
    def test_of_each_kind_are_its_indicators(self, kind: str, indicators: list[str]) -> None:
        activity = said(kind=kind, participants={"amount": 50})

        assert [posting.indicator for posting in postings(activity)] == indicators

    def test_of_a_handover_are_its_classes_with_explosives_in_grams(self) -> None:
        activity = said(
            kind="HANDOVER",
            items=[
                {"class": "HOMEMADE", "amount": 3},
                {"class": "AMMUNITION", "amount": 40, "hedge": "ABOUT"},
                {"class": "EXPLOSIVES", "amount": 8.5},
                {"class": "FIREWORKS", "amount": 12},
            ],
        )

        assert postings(activity) == (
            Posting("VK01", DAY, 3, dims=(("class", "HOMEMADE"),)),
            Posting("VK02", DAY, 40, Hedge.ABOUT),
            Posting("VK03a", DAY, 8500),
            Posting("VK03b", DAY, 12),
        )
        assert activity.items[2].amount == Decimal("8.5")


class TestDimensions:
    def test_are_the_closed_values_of_the_catalogue(self) -> None:
        with (settings.REFERENCE_DATA / "dimensions.csv").open(encoding="utf-8") as lines:
            rows = list(csv.DictReader(lines))
        for kind in ActivityKind:
            counting = COUNTS.get(kind)
            if counting is None:
                continue
            for indicator in filter(None, counting):
                known: dict[str, list[str]] = {}
                for row in rows:
                    if row["indicator"] == indicator:
                        known.setdefault(row["dimension"], []).append(row["value"])
                offered = {name: [*map(str, v)] for name, v in DIMENSIONS.get(kind, {}).items()}
                assert {k: sorted(v) for k, v in offered.items()} == {
                    k: sorted(v) for k, v in known.items()
                }
