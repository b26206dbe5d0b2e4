"""The one noun of the log. No foreign keys: an entry outlives whatever it tells of."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Self

from django.db import models
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

NEWEST_FIRST = ("-at", "-pk")


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    def of(self, subject: str, subject_id: str) -> Self:
        return self.filter(subject=subject, subject_id=subject_id)

    def within(self, unit_ids: Iterable[int]) -> Self:
        return self.filter(unit_id__in=list(unit_ids))

    def since(self, day: date) -> Self:
        return self.filter(at__gte=_midnight(day))

    def until(self, day: date) -> Self:
        """Keep entries up to the end of *day*, Vietnamese time."""
        return self.filter(at__lt=_midnight(day + timedelta(days=1)))

    def newest_first(self) -> Self:
        return self.order_by(*NEWEST_FIRST)


class AuditEntry(models.Model):
    """One write: what was done, to what, where, by whom, when. Never changed, never deleted."""

    action = models.CharField(_("việc"), max_length=60)
    subject = models.CharField(_("đối tượng"), max_length=40)
    subject_id = models.CharField(max_length=64)
    unit_id = models.BigIntegerField(_("đơn vị"), null=True)
    actor_id = models.BigIntegerField(_("người làm"), null=True)
    actor_name = models.CharField(_("tên người làm"), max_length=150)
    at = models.DateTimeField(_("lúc"))
    detail = models.JSONField(_("chi tiết"), default=dict)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("dòng nhật ký")
        indexes = [
            models.Index(fields=["unit_id", "-at"], name="audit_entry_unit"),
            models.Index(fields=["subject", "subject_id"], name="audit_entry_subject"),
            models.Index(fields=["actor_id", "-at"], name="audit_entry_actor"),
            models.Index(fields=["-at"], name="audit_entry_at"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject} {self.subject_id}"


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
