"""Who signs in, and what they may do, where, from–to (cán bộ, phân công)."""

from datetime import date
from typing import Self

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from binhyen.units.models import Unit


class Officer(AbstractUser):
    """A person who signs in. Named by post ("cán bộ xã Hải Long") wherever the public may read."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    display_name = models.CharField("tên hiển thị", max_length=150)
    text_size = models.SmallIntegerField("cỡ chữ", default=100)

    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = "cán bộ"

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        return self.display_name


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def active(self, on: date) -> Self:
        """Assignments in force on *on*: begun, not ended, confirmed, officer not locked out."""
        return self.filter(
            Q(ends_on=None) | Q(ends_on__gt=on),
            starts_on__lte=on,
            confirmed_by__isnull=False,
            officer__is_active=True,
        )


class Assignment(models.Model):
    """What an officer may do at a unit in the half-open period [starts_on, ends_on)."""

    class Role(models.TextChoices):
        RECORDER = "RECORDER", "ghi sổ"
        VERIFIER = "VERIFIER", "xác nhận"
        REPORTER = "REPORTER", "lập báo cáo"
        APPROVER = "APPROVER", "duyệt, ký"
        LEADER = "LEADER", "lãnh đạo"
        OVERSIGHT = "OVERSIGHT", "giám sát"
        ADMINISTRATOR = "ADMINISTRATOR", "quản trị"

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    role = models.CharField("vai trò", max_length=14, choices=Role)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến trước ngày", null=True, blank=True)
    acts_below = models.BooleanField("làm thay cấp dưới", default=False)
    entered_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "phân công"
        indexes = [models.Index("unit", "role", name="assignment_unit_role")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="assignment_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("officer")),
                name="assignment_not_confirmed_by_its_holder",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.role} {self.unit_id}"
