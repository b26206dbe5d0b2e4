"""The ledger agrees with itself, and a rebuild gives the same rows."""

from datetime import date
from importlib import import_module

import pytest
from django.db import connection

from binhyen.ledger.models import Balance, BalanceDim
from binhyen.ledger.rules.buckets import EVER, bucket_of
from binhyen.ledger.rules.hedges import Hedge
from binhyen.ledger.services.checking import arrange, problems, rebuild
from tests.builders.ledger import declare_figure, post, void

pytestmark = pytest.mark.django_db


def some_work() -> None:
    record = post("C16252b", "TT02", date(2022, 8, 15), 120, Hedge.ABOUT)
    post("C16252b", "TT02", date(2022, 8, 15), 102, record=record, revision=2)
    void(post("C16252b", "TT01", date(2022, 8, 15), 1, dims=(("topic", "LAW"),)))
    declare_figure("D453b", "TT02", date(2015, 12, 15), date(2016, 12, 14), 26000, Hedge.NEARLY)
    post("D453b", "TT02", date(2016, 5, 1), 6500)
    declare_figure("D453b", "MH02", date(2016, 12, 14), None, 70)
    post("D453b", "MH02", date(2014, 5, 1), 1)


class TestProblems:
    def test_finds_none_after_work_of_every_kind(self) -> None:
        some_work()
        assert problems() == []

    def test_names_a_balance_that_says_more_than_its_lines(self) -> None:
        some_work()
        Balance.objects.filter(indicator__code="TT02", bucket=bucket_of(date(2022, 8, 15))).update(
            amount=1_000_000
        )
        assert any("TT02 balances" in problem for problem in problems())

    def test_names_a_level_of_all_time_that_says_less_than_its_lines(self) -> None:
        some_work()
        Balance.objects.filter(indicator__code="MH02", bucket=EVER).update(amount=0)
        assert any("MH02 balances" in problem for problem in problems())


class TestRowsOfManyBuckets:
    def test_of_a_database_without_them_are_added_up_from_its_balances(self) -> None:
        some_work()
        before = [sorted(model.objects.values_list()) for model in (Balance, BalanceDim)]
        years, ever = (
            import_module(f"binhyen.ledger.migrations.{name}").Migration.operations
            for name in ("0004_year_rows", "0008_all_time_rows")
        )
        back = [one.reverse_sql for one in (*ever, *years)]
        with connection.cursor() as cursor:
            for statement in [*back, *(one.sql for one in (*years, *ever))]:
                cursor.execute(statement)
        assert [sorted(model.objects.values_list()) for model in (Balance, BalanceDim)] == before


class TestRebuild:
    def test_gives_the_same_balances_row_for_row(self) -> None:
        some_work()
        before = [sorted(model.objects.values_list()) for model in (Balance, BalanceDim)]
        rebuild()
        assert [sorted(model.objects.values_list()) for model in (Balance, BalanceDim)] == before
        assert problems() == []


class TestArrange:
    def test_leaves_every_balance_as_it_is_and_lays_those_read_together_side_by_side(self) -> None:
        some_work()
        rows = Balance.objects.values_list()
        before = sorted(rows)
        arrange()
        assert sorted(rows) == before
        assert problems() == []
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT unit_id, own, bucket, indicator_id FROM ledger_balance ORDER BY ctid"
                )
                found = cursor.fetchall()
            assert len(found) > 1
            assert found == sorted(found)
