"""What a scheme puts into the ledger over its life."""

from datetime import date
from typing import Any

from binhyen.ledger.rules import Hedge, Posting
from binhyen.schemes.postings import postings
from binhyen.schemes.rules import SchemeContent

FIELD = (("field", "SECURITY"),)
ACTIVE = (("field", "SECURITY"), ("life", "ACTIVE"))
DORMANT = (("field", "SECURITY"), ("life", "DORMANT"))


def said(**content: Any) -> tuple[Posting, ...]:
    plain = {"title": "Dòng họ Lục tự quản", "field": "SECURITY", **content}
    return postings(SchemeContent.read(plain))


class TestPostings:
    def test_of_an_existing_scheme_invent_no_founding(self) -> None:
        assert said(existing_on="2022-01-01") == (
            Posting("MH02", date(2022, 1, 1), 1, dims=ACTIVE),
        )

    def test_of_a_founded_scheme_open_it_and_count_it_as_new(self) -> None:
        assert said(founded_on="2022-01-01") == (
            Posting("MH02", date(2022, 1, 1), 1, dims=ACTIVE, opens=True),
            Posting("MH03", date(2022, 1, 1), 1, dims=FIELD, opens=True),
        )

    def test_of_a_replicated_scheme_count_it_as_replicated(self) -> None:
        found = said(
            founded_on="2022-01-01", replicated_from="5f8f1a1e-9d5e-4c0c-9a5e-0d9a8c7b6a51"
        )

        assert [posting.indicator for posting in found] == ["MH02", "MH05"]

    def test_carry_the_type_where_it_is_known(self) -> None:
        found = said(existing_on="2022-01-01", type="CLAN")

        assert found[0].dims == (*ACTIVE, ("type", "CLAN"))

    def test_move_the_rating_at_each_date_whatever_the_order_written(self) -> None:
        found = said(
            existing_on="2022-01-01",
            ratings=[
                {"on": "2024-06-01", "rating": "GOOD"},
                {"on": "2023-06-01", "rating": "FAIR"},
            ],
        )
        fair, good = (*FIELD, ("rating", "FAIR")), (*FIELD, ("rating", "GOOD"))

        assert found[1:] == (
            Posting("MH07", date(2023, 6, 1), 1, dims=fair),
            Posting("MH07", date(2024, 6, 1), -1, dims=fair, takes_out=True),
            Posting("MH07", date(2024, 6, 1), 1, dims=good),
        )

    def test_take_an_old_count_out_with_its_hedge(self) -> None:
        found = said(
            existing_on="2022-01-01",
            counts=[
                {"on": "2022-02-01", "members": {"amount": 100, "hedge": "ABOUT"}},
                {"on": "2022-05-01", "members": 105, "households": 30},
            ],
        )

        assert found[1:] == (
            Posting("MH09a", date(2022, 2, 1), 100, Hedge.ABOUT, FIELD),
            Posting("MH09a", date(2022, 5, 1), -100, Hedge.ABOUT, FIELD, takes_out=True),
            Posting("MH09a", date(2022, 5, 1), 105, dims=FIELD),
            Posting("MH09b", date(2022, 5, 1), 30, dims=FIELD),
        )

    def test_of_a_change_of_life_move_the_site(self) -> None:
        found = said(
            existing_on="2022-01-01", life_changes=[{"on": "2022-09-01", "life": "DORMANT"}]
        )

        assert found == (
            Posting("MH02", date(2022, 1, 1), 1, dims=ACTIVE),
            Posting("MH02", date(2022, 9, 1), -1, dims=ACTIVE, takes_out=True),
            Posting("MH02", date(2022, 9, 1), 1, dims=DORMANT),
        )

    def test_of_an_end_leave_nothing_standing(self) -> None:
        found = said(
            founded_on="2022-01-01",
            ended_on="2023-01-01",
            end_reason="COMPLETED",
            ratings=[{"on": "2022-06-01", "rating": "GOOD"}],
            counts=[{"on": "2022-06-01", "members": 40, "households": 10}],
        )
        stocks = {"MH02", "MH07", "MH09a", "MH09b"}

        for indicator in stocks:
            assert sum(p.amount for p in found if p.indicator == indicator) == 0
        assert found[-1] == Posting(
            "MH06", date(2023, 1, 1), 1, dims=(*FIELD, ("reason", "COMPLETED"))
        )
