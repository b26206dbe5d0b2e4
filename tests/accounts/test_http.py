from typing import cast

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import RequestFactory

from binhyen.accounts.http import SignedInRequest, fill_in, reachable_unit_or_404
from tests.builders.accounts import MORNING, TODAY, officer_at
from tests.builders.units import make_unit


def request_of(user: object) -> SignedInRequest:
    request = RequestFactory().get("/")
    request.user = user  # type: ignore[assignment]
    fill_in(request, at=MORNING)
    return cast("SignedInRequest", request)


@pytest.mark.django_db
class TestFillIn:
    def test_gives_the_vietnamese_day(self) -> None:
        late = MORNING.replace(hour=18, minute=30)
        request = RequestFactory().get("/")
        request.user = AnonymousUser()
        fill_in(request, at=late)
        assert cast("SignedInRequest", request).day == TODAY.replace(day=19)

    def test_gives_a_stranger_an_empty_reach(self) -> None:
        assert request_of(AnonymousUser()).reach.grants == ()


@pytest.mark.django_db
class TestReachableUnitOr404:
    def test_finds_ones_own_and_hides_the_neighbour(self) -> None:
        own, other = make_unit(), make_unit()
        request = request_of(officer_at(own, "RECORDER"))
        assert reachable_unit_or_404(request, own.uid) == own
        for uid in (other.uid, "không có"):
            with pytest.raises(Http404):
                reachable_unit_or_404(request, uid)
