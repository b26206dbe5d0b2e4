"""Every index is read by something, and what is looked for has one, on either database."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import QuerySet

from binhyen.ledger.models import Declared, DimensionSet, DimensionValue, Excluded, Inside

pytestmark = pytest.mark.django_db


def indexes_of(table: str) -> dict[str, tuple[str, ...]]:
    with connection.cursor() as cursor:
        known = connection.introspection.get_constraints(cursor, table)
    return {
        name: tuple(one["columns"]) for name, one in known.items() if one["index"] or one["unique"]
    }


class TestIndexes:
    def test_none_is_the_beginning_of_another(self) -> None:
        idle = []
        for model in apps.get_app_config("ledger").get_models():
            indexes = indexes_of(model._meta.db_table)
            idle += [
                f"{name} ({', '.join(columns)}) begins {longer}"
                for name, columns in indexes.items()
                for longer, more in indexes.items()
                if len(more) > len(columns) and more[: len(columns)] == columns
            ]

        assert idle == []

    @pytest.mark.parametrize(
        ("asked", "index"),
        [
            (Declared.objects.filter(live=True, indicator=2), "declared_live"),
            (Declared.objects.filter(live=True, indicator=2, unit__in=[1, 2]), "declared_live"),
            (Inside.objects.filter(declared__in=[uuid4(), uuid4()]), "inside_once"),
            (Excluded.objects.filter(declared=uuid4()), "excluded_once"),
            (DimensionSet.objects.filter(indicator=2), "dimension_set_o"),
            (DimensionValue.objects.filter(indicator=2), "dimension_value_once"),
        ],
        ids=lambda it: it if isinstance(it, str) else "",
    )
    def test_a_longer_one_answers_for_its_first_column(
        self, asked: QuerySet[Declared], index: str
    ) -> None:
        if connection.vendor == "postgresql":  # which reads a small table whole, index or not
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_seqscan = off")

        assert index in asked.explain()
