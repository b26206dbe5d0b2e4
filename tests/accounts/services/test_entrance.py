from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator

from binhyen.accounts import services
from binhyen.accounts.models import Officer, OneTimeCode
from binhyen.audit.models import AuditEntry
from tests.builders.accounts import MORNING, PASSWORD, make_officer


def issued(officer: Officer, *, resets_second_factor: bool = False) -> str:
    return services.issue_code(
        officer=officer,
        resets_second_factor=resets_second_factor,
        by=make_officer("Quản trị"),
        at=MORNING,
    )


@pytest.mark.django_db
class TestIssueCode:
    def test_keeps_no_code_only_its_hash(self) -> None:
        code = issued(make_officer())
        kept = OneTimeCode.objects.get()
        assert code.replace("-", "") not in (kept.digest, str(vars(kept)))
        assert not AuditEntry.objects.filter(detail__icontains=code).exists()

    def test_replaces_an_earlier_code(self) -> None:
        officer = make_officer()
        first = issued(officer)
        issued(officer)
        with pytest.raises(services.CodeRefusedError):
            services.redeem_code(
                username=officer.username, code=first, password=PASSWORD, at=MORNING
            )

    def test_refuses_ones_own(self) -> None:
        officer = make_officer()
        with pytest.raises(services.OwnAssignmentError):
            services.issue_code(officer=officer, by=officer, at=MORNING)


@pytest.mark.django_db
class TestRedeemCode:
    def test_sets_the_chosen_password(self) -> None:
        officer = make_officer()
        code = issued(officer)
        services.redeem_code(
            username=officer.username.upper(), code=code.upper(), password=PASSWORD, at=MORNING
        )
        officer.refresh_from_db()
        assert officer.check_password(PASSWORD)
        assert AuditEntry.objects.filter(action="code.redeemed").count() == 1

    def test_works_once_only(self) -> None:
        officer = make_officer()
        code = issued(officer)
        services.redeem_code(username=officer.username, code=code, password=PASSWORD, at=MORNING)
        with pytest.raises(services.CodeRefusedError):
            services.redeem_code(
                username=officer.username, code=code, password="khác hẳn 2027", at=MORNING
            )
        officer.refresh_from_db()
        assert officer.check_password(PASSWORD)

    def test_expires_after_fourteen_days(self) -> None:
        officer = make_officer()
        code = issued(officer)
        with pytest.raises(services.CodeRefusedError):
            services.redeem_code(
                username=officer.username,
                code=code,
                password=PASSWORD,
                at=MORNING + timedelta(days=14),
            )

    def test_belongs_to_one_officer(self) -> None:
        code = issued(make_officer())
        other = make_officer()
        issued(other)
        with pytest.raises(services.CodeRefusedError):
            services.redeem_code(username=other.username, code=code, password=PASSWORD, at=MORNING)

    def test_is_refused_for_a_locked_account(self) -> None:
        officer = make_officer()
        code = issued(officer)
        services.lock_officer(officer=officer, by=None, at=MORNING)
        with pytest.raises(services.CodeRefusedError):
            services.redeem_code(
                username=officer.username, code=code, password=PASSWORD, at=MORNING
            )

    @pytest.mark.parametrize("resets", [True, False])
    def test_takes_the_second_step_off_only_when_asked(
        self,
        resets: bool,  # noqa: FBT001 -- a parameter of the test
    ) -> None:
        officer = make_officer()
        Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={})
        code = issued(officer, resets_second_factor=resets)
        services.redeem_code(username=officer.username, code=code, password=PASSWORD, at=MORNING)
        assert Authenticator.objects.filter(user=officer).exists() is not resets
