from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from binhyen.accounts.selectors import officer_of_key
from tests.builders.accounts import make_officer, officer_at
from tests.builders.units import make_unit


def printed(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("apikey", *arguments, stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.django_db
class TestApikey:
    def test_prints_the_key_last(self) -> None:
        officer = officer_at(make_unit(), "RECORDER", username="hoa")
        now = timezone.now()
        assert officer_of_key(printed("hoa")[-1], now) == (officer, False)
        assert officer_of_key(printed("hoa", "--write")[-1], now) == (officer, True)

    def test_refuses_an_officer_without_an_assignment(self) -> None:
        make_officer(username="hoa")
        with pytest.raises(CommandError, match="no active assignment"):
            printed("hoa")
