import pytest

from binhyen.accounts import services
from binhyen.accounts.models import Assignment, Officer
from binhyen.audit.models import AuditEntry
from tests.builders.accounts import MORNING, TODAY, make_officer, officer_at
from tests.builders.units import make_area, make_unit


@pytest.mark.django_db
class TestCreateOfficer:
    def test_opens_an_account_nobody_can_enter_yet(self) -> None:
        commune = make_unit()
        officer = services.create_officer(
            username="Hoa.LT", display_name="Cán bộ xã", unit=commune, by=None, at=MORNING
        )
        assert officer.username == "hoa.lt"
        assert not officer.has_usable_password()
        entry = AuditEntry.objects.get(action="officer.created")
        assert (entry.unit_id, entry.subject_id) == (commune.pk, str(officer.pk))

    def test_refuses_a_name_that_is_taken(self) -> None:
        make_officer(username="hoa.lt")
        with pytest.raises(services.UsernameTakenError):
            services.create_officer(
                username="HOA.lt", display_name="Khác", unit=make_unit(), by=None, at=MORNING
            )


@pytest.mark.django_db
class TestImportOfficers:
    def test_opens_accounts_with_codes_and_assignments_to_confirm(self) -> None:
        commune = make_unit()
        rows = [
            services.NewOfficer(
                username=f"thon.{n}",
                display_name=f"Trưởng thôn {n}",
                unit=make_area(commune, f"Thôn {n}"),
                roles=("RECORDER",),
                starts_on=TODAY,
            )
            for n in range(3)
        ]
        issued = services.import_officers(
            rows=rows, by=officer_at(commune, "ADMINISTRATOR"), at=MORNING
        )
        assert [one.officer.username for one in issued] == ["thon.0", "thon.1", "thon.2"]
        assert len({one.code for one in issued}) == 3
        assert Assignment.objects.pending(TODAY).count() == 3
        assert AuditEntry.objects.filter(action="officer.imported").count() == 3

    def test_opens_none_when_one_is_refused(self) -> None:
        commune = make_unit()
        make_officer(username="thon.2")
        rows = [
            services.NewOfficer(
                username=name,
                display_name="Trưởng thôn",
                unit=commune,
                roles=(),
                starts_on=TODAY,
            )
            for name in ("thon.1", "thon.2")
        ]
        with pytest.raises(services.UsernameTakenError):
            services.import_officers(rows=rows, by=officer_at(commune, "ADMINISTRATOR"), at=MORNING)
        assert not Officer.objects.filter(username="thon.1").exists()


@pytest.mark.django_db
class TestLockOfficer:
    def test_stops_the_officers_assignments_at_once(self) -> None:
        officer = officer_at(make_unit(), "RECORDER")
        services.lock_officer(officer=officer, by=make_officer(), at=MORNING)
        assert not Assignment.objects.active(TODAY).filter(officer=officer).exists()

    def test_logs_once_however_often_it_is_asked(self) -> None:
        officer = make_officer()
        for _ in range(2):
            services.lock_officer(officer=officer, by=None, at=MORNING)
        assert AuditEntry.objects.filter(action="officer.locked").count() == 1

    def test_refuses_ones_own_account(self) -> None:
        officer = make_officer()
        with pytest.raises(services.OwnAssignmentError):
            services.lock_officer(officer=officer, by=officer, at=MORNING)


@pytest.mark.django_db
class TestUnlockOfficer:
    def test_gives_the_assignments_back(self) -> None:
        officer = officer_at(make_unit(), "RECORDER")
        services.lock_officer(officer=officer, by=None, at=MORNING)
        services.unlock_officer(officer=officer, by=None, at=MORNING)
        assert Assignment.objects.active(TODAY).filter(officer=officer).exists()
