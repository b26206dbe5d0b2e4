"""A rearrangement of units: what it says, who entered, confirmed and undid it."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from binhyen.accounts.models import Officer
from binhyen.units.models import Unit


class EventQuerySet(models.QuerySet["Event"]):
    def kept(self) -> Self:
        """Leave out drafts that were thrown away."""
        return self.exclude(state=Event.State.DISCARDED)

    def touching(self, units: list[int]) -> Self:
        return self.filter(pk__in=EventUnit.objects.filter(unit__in=units).values("event"))


class Event(models.Model):
    """A merge, split, renaming, ending or founding of units by a decree (sắp xếp đơn vị).

    ``plan`` is what it moves (rules.plan.Plan). ``written`` is what confirming wrote, so that
    undoing takes back exactly that.
    """

    class Kind(models.TextChoices):
        MERGE = "MERGE", _("nhập")
        SPLIT = "SPLIT", _("chia")
        CHANGE = "CHANGE", _("đổi tên, loại, nơi trực thuộc")
        END = "END", _("kết thúc")
        FOUND = "FOUND", _("thành lập")

    class State(models.TextChoices):
        DRAFT = "DRAFT", _("chờ xác nhận")
        CONFIRMED = "CONFIRMED", _("đã xác nhận")
        UNDONE = "UNDONE", _("đã hoàn tác")
        DISCARDED = "DISCARDED", _("đã bỏ")

    kind = models.CharField(_("loại"), max_length=8, choices=Kind)
    on = models.DateField(_("ngày hiệu lực"))
    decree = models.CharField(_("căn cứ"), max_length=300)
    title = models.CharField(_("trích yếu"), max_length=300)
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.DRAFT)
    plan = models.JSONField(_("nội dung"), default=dict)
    written = models.JSONField(_("đã ghi"), default=dict)
    revision = models.IntegerField(_("lần ghi"), default=1)
    entered_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("ghi lúc"))
    confirmed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True)
    undone_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(_("hoàn tác lúc"), null=True)
    undo_reason = models.CharField(_("lý do hoàn tác"), max_length=300, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("sắp xếp đơn vị")
        indexes = [models.Index("state", "on", name="event_state_on")]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("entered_by")),
                name="event_confirmed_by_a_second",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class EventUnit(models.Model):
    """A unit above or within an event, so that lists find the events of a place."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("đơn vị trong sắp xếp")
        constraints = [models.UniqueConstraint("event", "unit", name="event_unit_once")]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.unit_id}"
