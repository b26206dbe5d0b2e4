from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from binhyen.audit.models import NEWEST_FIRST, AuditEntry
from binhyen.kernel import pagination
from binhyen.kernel.pagination import Counted, NumberedPage, page_of, shown_numbers

PER_PAGE = 10
NOON = datetime(2026, 8, 18, 5, 0, tzinfo=UTC)


def asked(items: Any, address: str, counted: Counted | None = None) -> NumberedPage:
    return page_of(items, RequestFactory().get(address), PER_PAGE, NEWEST_FIRST, counted)


def entries(minutes: Iterable[int]) -> Sequence[AuditEntry]:
    """Entries so many minutes before noon; the earlier of two at one moment was written first."""
    return AuditEntry.objects.bulk_create(
        AuditEntry(action="read", subject="X", subject_id="1", actor_name=str(minute),
                   at=NOON - timedelta(minutes=minute))
        for minute in minutes
    )  # fmt: skip


def names(page: NumberedPage) -> list[str]:
    return [entry.actor_name for entry in page]


class TestPageOf:
    def test_takes_the_page_asked_for(self) -> None:
        page = page_of(range(41), RequestFactory().get("/?page=2"), per_page=12)

        assert list(page) == list(range(12, 24))

    def test_answers_a_wrong_number_with_the_nearest_page(self) -> None:
        far = page_of(range(41), RequestFactory().get("/?page=99"), per_page=12)
        unreadable = page_of(range(41), RequestFactory().get("/?page=x"), per_page=12)

        assert (far.number, unreadable.number) == (4, 1)


@pytest.mark.django_db
class TestPageOfAnOrderedList:
    @pytest.mark.parametrize("begun", [1, 2, 4, 6])
    def test_is_the_same_from_wherever_one_comes(self, begun: int) -> None:
        entries(minute // 3 for minute in range(53))  # three at each moment
        listed = AuditEntry.objects.of("X", "1").newest_first()
        plain = [list(listed[first : first + PER_PAGE]) for first in range(0, 53, PER_PAGE)]
        here = asked(listed, f"/?page={begun}")

        for number, rows in enumerate(plain, 1):
            assert list(asked(listed, f"/?page={number}&at={here.near(number)}")) == rows
            assert list(asked(listed, f"/?page={number}")) == rows

    def test_skips_nothing_and_repeats_nothing_while_others_write(self) -> None:
        entries(range(0, 60, 2))
        listed = AuditEntry.objects.of("X", "1").newest_first()
        second = asked(listed, "/?page=2")
        entries([-1, 3, 25, 27])  # before, and within the page one is on

        third = asked(listed, f"/?page=3&at={second.near(3)}")
        entries([-2, 43])
        second_again = asked(listed, f"/?page=2&at={third.near(2)}")

        assert names(third) == [str(minute) for minute in range(40, 60, 2)]
        assert names(second_again)[-1] == "38"

    def test_begins_with_the_newest_whatever_the_address_says(self) -> None:
        entries(range(30))
        listed = AuditEntry.objects.of("X", "1").newest_first()
        at = asked(listed, "/?page=2").near(1)
        entries([-1])

        assert names(asked(listed, f"/?page=1&at={at}"))[0] == "-1"

    @pytest.mark.parametrize(
        "at",
        ["x", "x.2", "1.15", "1", ".", "99999999.2", "9" * 40 + ".2", "1.²", "1.0", "1.-3", "1.99"],
    )
    def test_reads_a_strange_place_as_none_or_as_another(self, at: str) -> None:
        one = entries(range(30))[0].pk

        listed = AuditEntry.objects.of("X", "1").newest_first()
        page = asked(listed, f"/?page=2&at={at.replace('1.', f'{one}.')}")

        assert page.number == 2
        assert len(page) <= PER_PAGE

    def test_reads_near_the_row_it_comes_from(self) -> None:
        entries(range(120))
        listed = AuditEntry.objects.of("X", "1").newest_first()
        at = asked(listed, "/?page=6").near(7)

        with CaptureQueriesContext(connection) as queries:
            asked(listed, f"/?page=7&at={at}")
            asked(listed, "/?page=12")

        read = [query["sql"] for query in queries if "ORDER BY" in query["sql"]]
        assert [sql.partition("OFFSET ")[2] for sql in read if "OFFSET" in sql] == ["1"]

    def test_of_a_list_too_long_to_count_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pagination, "MOST_COUNTED", 25)
        entries(range(40))

        page = asked(AuditEntry.objects.of("X", "1").newest_first(), "/?page=99")

        assert (page.number, page.is_all) == (3, False)
        assert names(page) == [str(minute) for minute in range(20, 25)]


class TestShownNumbers:
    def test_leaves_out_the_middle_of_a_long_list(self) -> None:
        page = page_of(range(600), RequestFactory().get("/"), per_page=50)

        assert shown_numbers(page) == [1, 2, 3, None, 12]

    def test_offers_no_last_page_of_a_list_that_was_not_counted_out(self) -> None:
        request = RequestFactory().get("/")
        counted = Counted(600, is_all=False)

        page = page_of(range(600), request, per_page=50, counted=counted)

        assert shown_numbers(page) == [1, 2, 3, None]
