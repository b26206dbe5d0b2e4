"""Regimes, periods, obligations, filings and what submitting freezes."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from binhyen.accounts.models import Officer
from binhyen.filings.rules.periods import BEFORE_ANY_PERIOD, Frequency
from binhyen.filings.rules.regime import Definition
from binhyen.filings.rules.states import State
from binhyen.kernel.periods import period_called
from binhyen.units.models import Unit


class Holiday(models.Model):
    """A dated day off, or a week-end day worked in exchange (lịch nghỉ); editable data."""

    day = models.DateField(_("ngày"), unique=True)
    name = models.CharField(_("tên"), max_length=120)
    is_worked = models.BooleanField(_("làm bù"), default=False)
    source = models.CharField(_("căn cứ"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("ngày nghỉ")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class Regime(models.Model):
    """A reporting duty (chế độ báo cáo), in versions."""

    code = models.CharField(_("mã"), max_length=20, unique=True)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    is_default = models.BooleanField(_("của phong trào"), default=False)

    class Meta:
        verbose_name = _("chế độ báo cáo")

    def __str__(self) -> str:
        return self.code


class RegimeVersion(models.Model):
    """What a regime says for periods ending on or after a day; never edited once in force."""

    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="+")
    number = models.IntegerField(_("lần"))
    valid_from = models.DateField(_("áp dụng cho kỳ kết thúc từ"))
    definition = models.JSONField()
    is_in_force = models.BooleanField(_("đã ban hành"), default=False)
    entered_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("phiên bản chế độ")
        constraints = [models.UniqueConstraint("regime", "number", name="regime_version_once")]

    def __str__(self) -> str:
        return f"{self.regime_id}/{self.number}"

    @property
    def is_from_the_first(self) -> bool:
        """Whether it holds for every period there ever was before the next version."""
        return self.valid_from <= BEFORE_ANY_PERIOD

    @cached_property
    def said(self) -> Definition:
        """The definition, read once for each time the row is."""
        return Definition.model_validate(self.definition)


class Period(models.Model):
    """A period of a regime (kỳ báo cáo). Its set of obliged units is frozen after its last day."""

    version = models.ForeignKey(RegimeVersion, on_delete=models.PROTECT, related_name="+")
    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(_("kỳ"), max_length=12)
    frequency = models.CharField(max_length=12, choices=[(f.value, f.value) for f in Frequency])
    name = models.CharField(_("tên kỳ"), max_length=120)
    start = models.DateField(_("từ ngày"))
    end = models.DateField(_("đến ngày"))
    is_frozen = models.BooleanField(_("đã chốt danh sách"), default=False)
    followed = models.BigIntegerField(_("theo cây đơn vị đến"), default=-1)

    class Meta:
        verbose_name = _("kỳ báo cáo")
        constraints = [
            models.UniqueConstraint("regime", "key", name="period_once"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="period_has_days"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def called(self) -> str:
        """Its name in the reader's language; *name* is what papers write."""
        return period_called(self.key, self.name)


class Obligation(models.Model):
    """That a unit owes a filing for a period, to whom and by when (nghĩa vụ báo cáo)."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(_("hạn gửi"))
    reminded_at = models.DateTimeField(_("nhắc lúc"), null=True)

    class Meta:
        verbose_name = _("nghĩa vụ báo cáo")
        indexes = [models.Index("to", "period", name="obligation_to")]
        constraints = [models.UniqueConstraint("period", "unit", name="obligation_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.period_id}"


class FilingQuerySet(models.QuerySet["Filing"]):
    def valid(self) -> Self:
        """The accepted version of each unit and period that no later accepted one replaced."""
        return self.filter(state=State.ACCEPTED, is_replaced=False)


class Filing(models.Model):
    """One version of what a unit hands in for a period (báo cáo)."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(_("bản số"))
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State])
    revision = models.IntegerField(_("lần soạn"), default=1)
    narrative = models.JSONField(_("lời văn"), default=dict)
    drafted = models.JSONField(_("lời soạn sẵn"), default=dict)
    answers = models.JSONField(_("ô đã trả lời"), default=dict)
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    is_replaced = models.BooleanField(_("đã có bản mới"), default=False)
    offered_at = models.DateTimeField(_("trình ký lúc"), null=True)
    offered_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("lý do trả lại"), max_length=1000, blank=True)

    objects = FilingQuerySet.as_manager()

    class Meta:
        verbose_name = _("báo cáo")
        indexes = [models.Index("unit", "period", name="filing_unit_period")]
        constraints = [
            models.UniqueConstraint("period", "unit", "version", name="filing_version_once"),
            models.UniqueConstraint(
                "period",
                "unit",
                condition=Q(state__in=["DRAFT", "RETURNED"]),
                name="filing_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(state="RETURNED") | ~Q(reason=""), name="filing_return_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.period_id} ({self.version})"


class Wording(models.Model):
    """What an officer once wrote into a filing (lần soạn); kept though another's may stand."""

    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="+")
    revision = models.IntegerField(_("lần soạn"))
    narrative = models.JSONField(_("lời văn"))
    answers = models.JSONField(_("ô đã trả lời"), default=dict)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("lúc"))
    stood = models.BooleanField(_("thành lời của báo cáo"), default=True)

    class Meta:
        verbose_name = _("lần soạn báo cáo")
        indexes = [models.Index("filing", "revision", name="wording_filing")]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.revision}"


class Snapshot(models.Model):
    """What a submission froze: cells, words, and which child snapshots it used. Immutable."""

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="+")
    number = models.IntegerField()
    cells = models.JSONField()
    own = models.JSONField(default=dict)
    narrative = models.JSONField()
    taken_at = models.DateTimeField()
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("bản chụp số liệu")
        constraints = [models.UniqueConstraint("filing", "number", name="snapshot_once")]

    def __str__(self) -> str:
        return f"{self.filing_id}/{self.number}"


class SnapshotFile(models.Model):
    """A file of a snapshot; kept deflated, ``sha256`` is of the file as it was handed out."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("tệp báo cáo")
        constraints = [models.UniqueConstraint("snapshot", "kind", name="snapshot_file_once")]

    def __str__(self) -> str:
        return f"{self.snapshot_id}.{self.kind}"


class Used(models.Model):
    """Which child's snapshot a consolidated snapshot added up."""

    parent = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("bản con đã dùng")
        constraints = [models.UniqueConstraint("parent", "child", name="used_once")]

    def __str__(self) -> str:
        return f"{self.child_id} in {self.parent_id}"


class TakenUp(models.Model):
    """An adjustment of an earlier snapshot that a later period's filing reported."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    of = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    row = models.CharField(max_length=120)
    change = models.JSONField()

    class Meta:
        verbose_name = _("điều chỉnh kỳ trước")
        constraints = [models.UniqueConstraint("snapshot", "of", "row", name="taken_up_once")]

    def __str__(self) -> str:
        return f"{self.row} of {self.of_id}"


class Comment(models.Model):
    """What the level above asks about a cell or the whole, and what the unit answers."""

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="+")
    row = models.CharField(max_length=120, blank=True)
    text = models.CharField(_("ý kiến"), max_length=1000)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(_("trả lời"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("trao đổi về báo cáo")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text


class Batch(models.Model):
    """All filings below a unit as one zip, made in the background (tải trọn gói)."""

    class State(models.TextChoices):
        WAITING = "WAITING", _("đang chờ")
        RUNNING = "RUNNING", _("đang lập")
        DONE = "DONE", _("đã xong")
        FAILED = "FAILED", _("không lập được")

    id = models.UUIDField(primary_key=True, default=uuid4)
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(_("loại tệp"), max_length=4)
    with_drafts = models.BooleanField(_("cả bản nháp"), default=False)
    is_own = models.BooleanField(_("người của chính đơn vị"), default=False)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    total = models.IntegerField(_("phải lập"), default=0)
    done = models.IntegerField(_("đã lập"), default=0)
    asked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(_("yêu cầu lúc"))
    worker = models.CharField(max_length=32, blank=True)
    seen_at = models.DateTimeField(_("thấy chạy lúc"), null=True)

    class Meta:
        verbose_name = _("tải trọn gói")
        indexes = [models.Index("asked_by", "period", name="batch_asked_by")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.period_id} {self.done}/{self.total}"
