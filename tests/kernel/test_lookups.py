import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.kernel.lookups import Keys
from binhyen.units.models import Level, Unit, UnitVersion
from tests.builders.units import make_area, make_unit

pytestmark = pytest.mark.django_db


class TestAmong:
    def test_finds_the_rows_of_these_keys_and_no_others(self) -> None:
        commune, village = make_unit(), make_area(make_unit())

        found = UnitVersion.objects.filter(unit__among=Keys([commune.pk, village.pk]))

        assert {version.unit_id for version in found} == {commune.pk, village.pk}
        assert not Unit.objects.filter(pk__among=Keys([])).exists()

    def test_leaves_them_out_when_negated_where_a_row_names_none_too(self) -> None:
        nation = Unit.objects.get(level=Level.NATION)
        below = Keys(Unit.objects.exclude(pk=nation.pk).values_list("pk", flat=True))

        found = UnitVersion.objects.exclude(parent__among=below).filter(unit=nation)

        assert [version.parent_id for version in found] == [None]

    def test_writes_thousands_down_as_one_parameter(self) -> None:
        keys = Keys(range(1, 5001))

        with CaptureQueriesContext(connection):
            sql, parameters = Unit.objects.filter(pk__among=keys).query.sql_with_params()

        assert sql.count("%s") == len(parameters) == 1
