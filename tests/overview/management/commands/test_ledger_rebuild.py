from datetime import date

import pytest
from django.core.management import call_command

from binhyen.ledger.models import Balance
from binhyen.ledger.services.checking import problems
from tests.builders.ledger import post

pytestmark = pytest.mark.django_db


class TestCommand:
    def test_puts_the_balances_right_again(self) -> None:
        post("C16252b", "TT02", date(2022, 8, 15), 120)
        Balance.objects.update(amount=5)

        call_command("ledger_rebuild")

        assert problems() == []
