from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from binhyen.accounts import services
from binhyen.accounts.models import Officer
from binhyen.accounts.selectors import reach_of
from tests.builders.accounts import PASSWORD
from tests.builders.units import the_unit


@pytest.mark.django_db
class TestFirstAdministrators:
    def test_opens_two_who_are_each_others_second_person(self) -> None:
        out = StringIO()
        call_command("first_administrators", "VN", "mot", "hai", stdout=out)
        username, code = out.getvalue().split()[:2]
        now = timezone.now()
        services.redeem_code(username=username, code=code, password=PASSWORD, at=now)

        officer = Officer.objects.get(username="mot")
        reach = reach_of(officer, timezone.localdate(now))
        assert reach.administers(the_unit("C16228n").pk)
        with pytest.raises(CommandError, match="already"):
            call_command("first_administrators", "VN", "ba", "bon")
