"""The five articles are in the system and their figures read right."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from binhyen.accounts.models import Officer
from binhyen.demonstration.services import DemonstrationRefusedError, load_demonstration
from binhyen.ledger.models import Entry
from binhyen.ledger.rules.hedges import Hedge
from binhyen.ledger.services.checking import problems
from binhyen.records.models import Record
from tests.builders.ledger import figure
from tests.builders.records import make_officer
from tests.builders.units import make_unit

AT = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 16)
Y2016 = (date(2015, 12, 15), date(2016, 12, 14))
Y2022 = (date(2021, 12, 15), date(2022, 12, 14))
TEN_YEARS = (date(2013, 8, 1), date(2023, 5, 12))
Y2019 = (date(2018, 12, 15), date(2019, 12, 14))
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="class")
def demonstration(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Loaded once for the class; what a test changes is rolled back to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_demonstration(at=AT)
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("demonstration")
class TestFigures:
    @pytest.mark.parametrize(
        ("uid", "code", "window", "filters", "amount", "hedge"),
        [
            ("D453b", "TT02", Y2016, (), 26000, Hedge.NEARLY),
            ("D453b", "MH02", Y2016, (), 70, Hedge.EXACT),
            ("D453b", "MH07", Y2016, (("rating", "FAIR"),), 50, Hedge.EXACT),
            ("C16252b", "LL09", Y2022, (), 32, Hedge.EXACT),
            ("C16252b", "LL01", Y2022, (), 9, Hedge.EXACT),
            ("C16252b", "MH02", Y2022, (), 2, Hedge.EXACT),
            ("C16252b", "MH03", Y2022, (), None, Hedge.EXACT),
            ("C16252b", "NH01", Y2022, (), 1, Hedge.EXACT),
            ("C16252b", "KT01", Y2022, (), 2, Hedge.EXACT),
            ("C16252b", "KT02", Y2022, (), 4, Hedge.EXACT),
            ("D527b", "TT03", TEN_YEARS, (), 128, Hedge.EXACT),
            ("D527b", "TT04", TEN_YEARS, (), 16000, Hedge.OVER),
            ("D527b", "TT01", TEN_YEARS, (), 168, Hedge.EXACT),
            ("D527b", "TT02", TEN_YEARS, (), 26000, Hedge.ABOUT),
            ("D527b", "YK01", TEN_YEARS, (), 15, Hedge.OVER),
            ("D527b", "TT08", TEN_YEARS, (), 48, Hedge.EXACT),
            ("D527b", "TT09", TEN_YEARS, (), 9000, Hedge.EXACT),
            ("P27b", "KT04", Y2019, (), 2, Hedge.EXACT),
            ("P27b", "KT01", Y2019, (), 18, Hedge.EXACT),
            ("P27b", "KT02", Y2019, (), 12, Hedge.EXACT),
        ],
    )
    def test_read_as_the_article_says(
        self,
        uid: str,
        code: str,
        window: tuple[date, date],
        filters: tuple[tuple[str, str], ...],
        amount: int | None,
        hedge: Hedge,
    ) -> None:
        found = figure(uid, code, *window, filters=filters)
        assert (found.amount, found.hedge) == (amount, hedge)

    def test_the_two_named_groups_stand_inside_the_48(self) -> None:
        found = figure("D527b", "TT08", *TEN_YEARS)
        assert (found.amount, found.declared_amount) == (48, 46)

    def test_the_year_2023_alone_is_blank_with_one_cut_declaration(self) -> None:
        found = figure("D527b", "TT02", date(2023, 1, 1), date(2023, 12, 31))
        assert (found.state, found.amount, found.cut_declarations) == ("BLANK", None, 1)

    def test_on_todays_map_they_lie_where_the_reform_put_them(self) -> None:
        assert figure("C16228n", "KT02", *Y2022, on=TODAY).amount == 4
        quang_tri = figure("P44n", "TT02", *Y2016, on=TODAY)
        assert (quang_tri.amount, quang_tri.unallocated) == (26000, 26000)
        quang_ngai = figure("P51n", "TT04", *TEN_YEARS, on=TODAY)
        assert (quang_ngai.amount, quang_ngai.unallocated) == (16000, 16000)

    def test_trung_hoa_held_one_conference_and_one_pledge_signing(self) -> None:
        kinds = Record.objects.filter(
            unit__uid="C02347b", on=date(2024, 2, 28), state="CONFIRMED"
        ).values_list("kind", flat=True)
        assert sorted(kinds) == ["CONFERENCE", "PLEDGE_SIGNING"]

    def test_the_ledger_is_whole(self) -> None:
        assert problems() == []


class TestLoadDemonstration:
    def test_changes_nothing_the_second_time(self) -> None:
        load_demonstration(at=AT)
        before = (Record.objects.count(), Entry.objects.count())
        load_demonstration(at=AT)
        assert (Record.objects.count(), Entry.objects.count()) == before

    def test_brings_no_account_of_a_known_password_among_officers_of_a_site(self) -> None:
        make_officer(make_unit(), name="admin")
        names = Officer.objects.order_by("pk").values_list("username", flat=True)
        before = list(names)
        call_command("demo", verbosity=0)
        assert list(names.all()) == before
        assert not Record.objects.exists()

    @override_settings(DEMONSTRATION_ALLOWED=False)
    def test_is_refused_by_production(self) -> None:
        with pytest.raises(DemonstrationRefusedError):
            load_demonstration(at=AT)
