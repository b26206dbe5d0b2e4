from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from binhyen.ledger.models import Balance
from binhyen.units.models import Unit
from tests.builders.records import make_confirmed, make_officer

pytestmark = pytest.mark.django_db


class TestLedgerCheck:
    def test_says_in_one_line_that_the_ledger_is_whole(self) -> None:
        said = StringIO()

        call_command("ledger_check", stdout=said)

        assert said.getvalue().count("\n") == 1
        assert "whole" in said.getvalue()

    def test_prints_what_is_wrong_until_it_is_rebuilt(self) -> None:
        commune = Unit.objects.get(uid="C16228n")
        make_confirmed(commune, make_officer(commune), make_officer(commune, "VERIFIER"))
        Balance.objects.filter(unit=commune.pk).delete()
        said = StringIO()

        with pytest.raises(CommandError):
            call_command("ledger_check", stdout=said)
        call_command("ledger_rebuild", stdout=StringIO())
        call_command("ledger_check", stdout=StringIO())

        assert "TT02" in said.getvalue()
