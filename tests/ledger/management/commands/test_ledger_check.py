from datetime import date

import pytest
from django.core.management import CommandError, call_command

from binhyen.ledger.models import Balance
from tests.builders.ledger import post

pytestmark = pytest.mark.django_db


class TestCommand:
    def test_says_that_a_whole_ledger_is_whole(self, capsys: pytest.CaptureFixture[str]) -> None:
        post("C16252b", "TT02", date(2022, 8, 15), 120)

        call_command("ledger_check")

        assert capsys.readouterr().out == "The ledger is whole.\n"

    def test_names_what_is_wrong_and_fails(self, capsys: pytest.CaptureFixture[str]) -> None:
        post("C16252b", "TT02", date(2022, 8, 15), 120)
        Balance.objects.update(amount=5)

        with pytest.raises(CommandError, match="problems"):
            call_command("ledger_check")
        assert "TT02" in capsys.readouterr().out
