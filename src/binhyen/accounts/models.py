"""Who signs in, and what they may do, where, from–to (cán bộ, phân công)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from binhyen.kernel.fields import KeyOf
from binhyen.kernel.text import fold_key, person_sort_key
from binhyen.units.models import Unit


class Language(models.TextChoices):
    """What the screens speak; each language is called by its own name."""

    VIETNAMESE = "vi", "Tiếng Việt"
    ENGLISH = "en", "English"


class Officer(AbstractUser):
    """A person who signs in. Named by post ("cán bộ xã Hải Long") wherever the public may read.

    ``unit`` is where the account was opened: administrators of that unit, or above it, look
    after it. It gives no right to read or write; only assignments do.
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    display_name = models.CharField(_("tên hiển thị"), max_length=150)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    search_key = models.CharField(max_length=320, editable=False, db_index=True)
    sort_key = KeyOf("display_name", person_sort_key, max_length=320)
    text_size = models.SmallIntegerField(_("cỡ chữ"), default=100)
    language = models.CharField(_("ngôn ngữ"), max_length=2, choices=Language, blank=True)

    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = _("cán bộ")

    def __str__(self) -> str:
        return self.display_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Fill ``search_key``; ``update`` and ``bulk_create`` pass this by."""
        self.search_key = fold_key(f"{self.display_name} {self.username}")[:320]
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return self.display_name


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def active(self, on: date) -> Self:
        """Keep those in force on *on*: begun, not ended, confirmed, officer not locked out."""
        return self.filter(
            Q(ends_on=None) | Q(ends_on__gt=on),
            starts_on__lte=on,
            confirmed_by__isnull=False,
            officer__is_active=True,
        )

    def pending(self, on: date) -> Self:
        """Keep those entered by one administrator, not yet confirmed by a second, not yet over."""
        return self.in_force_after(on).filter(confirmed_by=None)

    def in_force_after(self, on: date) -> Self:
        """Keep all that are not over: in force on *on*, beginning later, or still to confirm."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=on))

    def of_roles(self, roles: Iterable[str]) -> Self:
        return self.filter(role__in=list(roles))


class Assignment(models.Model):
    """What an officer may do at a unit in the half-open period [starts_on, ends_on)."""

    class Role(models.TextChoices):
        RECORDER = "RECORDER", _("ghi sổ")
        VERIFIER = "VERIFIER", _("xác nhận")
        REPORTER = "REPORTER", _("lập báo cáo")
        APPROVER = "APPROVER", _("duyệt, ký")
        LEADER = "LEADER", _("lãnh đạo")
        OVERSIGHT = "OVERSIGHT", _("giám sát")
        ADMINISTRATOR = "ADMINISTRATOR", _("quản trị")

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("vai trò"), max_length=14, choices=Role)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến trước ngày"), null=True, blank=True)
    acts_below = models.BooleanField(_("làm thay cấp dưới"), default=False)
    entered_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("phân công")
        indexes = [
            models.Index("unit", "role", name="assignment_unit_role"),
            models.Index("officer", "ends_on", name="assignment_officer"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="assignment_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("officer")),
                name="assignment_not_confirmed_by_its_holder",
            ),
            models.CheckConstraint(
                condition=Q(entered_by=None) | ~Q(entered_by=F("officer")),
                name="assignment_not_entered_by_its_holder",
            ),
            models.CheckConstraint(
                condition=Q(entered_by=None)
                | Q(confirmed_by=None)
                | ~Q(entered_by=F("confirmed_by")),
                name="assignment_confirmed_by_a_second",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.role} {self.unit_id}"


class OneTimeCodeQuerySet(models.QuerySet["OneTimeCode"]):
    def live(self, at: datetime) -> Self:
        """Keep those that can still be used: not used, not replaced, not expired."""
        return self.filter(redeemed_at=None, replaced_at=None, expires_at__gt=at)


class OneTimeCode(models.Model):
    """Lets an officer choose a password once. Only its hash is kept; it is shown when issued."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    resets_second_factor = models.BooleanField(_("đặt lại bước xác thực thứ hai"), default=False)
    issued_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(_("cấp lúc"))
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    redeemed_at = models.DateTimeField(_("đã dùng lúc"), null=True)
    replaced_at = models.DateTimeField(_("đã thay lúc"), null=True)

    objects = OneTimeCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("mã một lần")
        constraints = [
            models.UniqueConstraint(
                "officer",
                condition=Q(redeemed_at=None, replaced_at=None),
                name="one_time_code_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.issued_at:%Y-%m-%d}"


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def live(self, at: datetime) -> Self:
        return self.filter(
            Q(revoked_at=None) | Q(revoked_at__gt=at), expires_at__gt=at, officer__is_active=True
        )


class ApiKey(models.Model):
    """A machine's key to the interface, in the name of an officer. Only its hash is kept."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("tên khóa"), max_length=80)
    prefix = models.CharField(_("đầu khóa"), max_length=12, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    can_write = models.BooleanField(_("được ghi"), default=False)
    created_at = models.DateTimeField(_("tạo lúc"))
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    last_used_at = models.DateTimeField(_("dùng lần cuối"), null=True)
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("khóa giao diện")

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
