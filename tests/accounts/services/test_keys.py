from datetime import timedelta

import pytest

from binhyen.accounts import services
from binhyen.accounts.models import ApiKey, Assignment, Officer
from binhyen.accounts.selectors import officer_of_key
from tests.builders.accounts import MORNING, TODAY, officer_at
from tests.builders.units import make_unit


def made(officer: Officer, *, can_write: bool = False) -> tuple[ApiKey, str]:
    return services.create_api_key(
        officer=officer, name="máy của xã", can_write=can_write, by=officer, at=MORNING
    )


@pytest.mark.django_db
class TestCreateApiKey:
    def test_is_found_by_its_text_with_what_it_may_do(self) -> None:
        officer = officer_at(make_unit(), "RECORDER")
        _key, reading = made(officer)
        _other, writing = made(officer, can_write=True)
        assert officer_of_key(reading, MORNING) == (officer, False)
        assert officer_of_key(writing, MORNING) == (officer, True)

    def test_keeps_only_the_hash(self) -> None:
        key, raw = made(officer_at(make_unit(), "RECORDER"))
        key.refresh_from_db()
        assert raw not in str(vars(key))
        assert raw.startswith(key.prefix)

    def test_expires_after_ninety_days(self) -> None:
        _key, raw = made(officer_at(make_unit(), "RECORDER"))
        last = MORNING + timedelta(days=90)
        assert officer_of_key(raw, last - timedelta(seconds=1)) is not None
        assert officer_of_key(raw, last) is None

    def test_dies_with_the_last_assignment(self) -> None:
        officer = officer_at(make_unit(), "RECORDER")
        _key, raw = made(officer)
        Assignment.objects.filter(officer=officer).update(ends_on=TODAY)
        assert officer_of_key(raw, MORNING) is None

    def test_dies_with_the_account(self) -> None:
        officer = officer_at(make_unit(), "RECORDER")
        _key, raw = made(officer)
        services.lock_officer(officer=officer, by=None, at=MORNING)
        assert officer_of_key(raw, MORNING) is None

    def test_is_nobodys_when_it_was_never_made(self) -> None:
        assert officer_of_key("by_00000000_x", MORNING) is None


@pytest.mark.django_db
class TestRevokeApiKey:
    def test_stops_the_key(self) -> None:
        officer = officer_at(make_unit(), "RECORDER")
        key, raw = made(officer)
        services.revoke_api_key(key=key, by=officer, at=MORNING)
        assert officer_of_key(raw, MORNING) is None


@pytest.mark.django_db
class TestNoteKeyUsed:
    def test_writes_once_an_hour(self) -> None:
        key, _raw = made(officer_at(make_unit(), "RECORDER"))
        for minutes in (0, 30, 61):
            services.note_key_used(key=key, at=MORNING + timedelta(minutes=minutes))
            key.refresh_from_db()
            if minutes == 30:
                assert key.last_used_at == MORNING
        assert key.last_used_at == MORNING + timedelta(minutes=61)
