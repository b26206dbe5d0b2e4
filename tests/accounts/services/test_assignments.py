from datetime import date

import pytest

from binhyen.accounts import services
from binhyen.accounts.models import Assignment
from binhyen.accounts.selectors import reach_of
from binhyen.audit.models import AuditEntry
from tests.builders.accounts import MORNING, TODAY, give_role, make_officer, officer_at
from tests.builders.units import make_unit


def entered() -> Assignment:
    commune = make_unit()
    return services.assign(
        officer=make_officer("Cán bộ mới"),
        unit=commune,
        role="RECORDER",
        starts_on=TODAY,
        by=officer_at(commune, "ADMINISTRATOR"),
        at=MORNING,
    )


@pytest.mark.django_db
class TestAssign:
    def test_gives_nothing_until_a_second_person_confirms(self) -> None:
        assignment = entered()
        assert not reach_of(assignment.officer, TODAY).may("RECORDER", assignment.unit_id)

        services.confirm_assignment(
            assignment=assignment,
            by=officer_at(assignment.unit, "ADMINISTRATOR"),
            at=MORNING,
        )
        assert reach_of(assignment.officer, TODAY).may("RECORDER", assignment.unit_id)
        actions = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))
        assert actions[-2:] == ["assignment.entered", "assignment.confirmed"]

    def test_refuses_an_assignment_of_ones_own(self) -> None:
        commune = make_unit()
        admin = officer_at(commune, "ADMINISTRATOR")
        with pytest.raises(services.OwnAssignmentError):
            services.assign(
                officer=admin,
                unit=commune,
                role="APPROVER",
                starts_on=TODAY,
                by=admin,
                at=MORNING,
            )

    def test_refuses_the_same_role_twice_at_once(self) -> None:
        first = entered()
        assert first.entered_by is not None
        with pytest.raises(services.AssignmentExistsError):
            services.assign(
                officer=first.officer,
                unit=first.unit,
                role="RECORDER",
                starts_on=date(2027, 1, 1),
                by=first.entered_by,
                at=MORNING,
            )


@pytest.mark.django_db
class TestConfirmAssignment:
    def test_refuses_whoever_entered_it(self) -> None:
        assignment = entered()
        assert assignment.entered_by is not None
        with pytest.raises(services.SecondPersonNeededError):
            services.confirm_assignment(assignment=assignment, by=assignment.entered_by, at=MORNING)

    def test_refuses_whoever_it_is_for(self) -> None:
        assignment = entered()
        with pytest.raises(services.OwnAssignmentError):
            services.confirm_assignment(assignment=assignment, by=assignment.officer, at=MORNING)

    def test_refuses_a_second_time(self) -> None:
        assignment = entered()
        second = officer_at(assignment.unit, "ADMINISTRATOR")
        services.confirm_assignment(assignment=assignment, by=second, at=MORNING)
        with pytest.raises(services.AssignmentSettledError):
            services.confirm_assignment(assignment=assignment, by=second, at=MORNING)

    def test_refuses_one_that_was_declined_meanwhile(self) -> None:
        assignment = entered()
        second = officer_at(assignment.unit, "ADMINISTRATOR")
        stale = Assignment.objects.get(pk=assignment.pk)
        services.end_assignment(assignment=assignment, ends_on=TODAY, by=second, at=MORNING)
        with pytest.raises(services.AssignmentSettledError):
            services.confirm_assignment(assignment=stale, by=second, at=MORNING)


@pytest.mark.django_db
class TestEndAssignment:
    def test_stops_on_that_day(self) -> None:
        commune = make_unit()
        officer = make_officer()
        assignment = give_role(officer, "RECORDER", commune)

        services.end_assignment(
            assignment=assignment,
            ends_on=date(2026, 9, 1),
            by=officer_at(commune, "ADMINISTRATOR"),
            at=MORNING,
        )
        assert reach_of(officer, date(2026, 8, 31)).may("RECORDER", commune.pk)
        assert not reach_of(officer, date(2026, 9, 1)).may("RECORDER", commune.pk)

    def test_refuses_ones_own(self) -> None:
        commune = make_unit()
        admin = make_officer()
        assignment = give_role(admin, "ADMINISTRATOR", commune)
        with pytest.raises(services.OwnAssignmentError):
            services.end_assignment(assignment=assignment, ends_on=TODAY, by=admin, at=MORNING)

    def test_refuses_what_ended_already(self) -> None:
        commune = make_unit()
        assignment = give_role(make_officer(), "RECORDER", commune, ends_on=date(2026, 1, 1))
        with pytest.raises(services.AssignmentSettledError):
            services.end_assignment(
                assignment=assignment,
                ends_on=TODAY,
                by=officer_at(commune, "ADMINISTRATOR"),
                at=MORNING,
            )
