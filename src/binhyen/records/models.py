"""The head of a record, its revisions, who holds it with whom, and what it names."""

from collections.abc import Iterable
from datetime import date
from typing import Self
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from binhyen.accounts.models import Officer
from binhyen.kernel.text import exact_key, fold_key
from binhyen.units.models import Unit


class RecordQuerySet(models.QuerySet["Record"]):
    def of(self, book: str) -> Self:
        return self.filter(book=book)

    def kept(self) -> Self:
        """Leave out the drafts that were thrown away."""
        return self.exclude(state=Record.State.VOIDED, confirmed_revision=None)

    def waiting(self) -> Self:
        return self.filter(state=Record.State.DRAFT)

    def counting(self) -> Self:
        """Records with a confirmed revision, also while a newer one waits."""
        return self.exclude(state=Record.State.VOIDED).exclude(confirmed_revision=None)

    def between(self, start: date, end: date) -> Self:
        return self.filter(on__gte=start, on__lte=end)

    def running(self, start: date, end: date) -> Self:
        """Open things that ran on some day of the window."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=start), on__lte=end)

    def held_by(self, units: Iterable[int]) -> Self:
        """Records of these units, and those they organise with others."""
        wanted = list(units)
        joined = RecordOrganiser.objects.filter(unit__in=wanted).values("record")
        return self.filter(Q(unit__in=wanted) | Q(pk__in=joined))

    def called(self, text: str) -> Self:
        """Find what holds every word that was typed, or its beginning; marks need not be typed."""
        found = self
        for word in fold_key(text).split():
            begins = Q(fold_key__startswith=word) | Q(fold_key__contains=f" {word}")
            found = found.filter(begins)
        return found


class Record(models.Model):
    """One thing that happened, or one thing that runs, in one unit's book (bản ghi).

    What a list shows stands here, taken from the newest revision; what was said stands there.
    """

    class State(models.TextChoices):
        DRAFT = "DRAFT", _("chờ xác nhận")
        CONFIRMED = "CONFIRMED", _("đã xác nhận")
        VOIDED = "VOIDED", _("đã hủy")

    id = models.UUIDField(primary_key=True)
    book = models.CharField(_("sổ"), max_length=16)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("đơn vị")
    )
    kind = models.CharField(_("loại"), max_length=24)
    title = models.CharField(_("tên"), max_length=300)
    place = models.CharField(_("nơi"), max_length=300, blank=True)
    exact_key = models.CharField(max_length=700, editable=False)
    fold_key = models.CharField(max_length=700, editable=False)
    on = models.DateField(_("ngày"))
    ends_on = models.DateField(_("ngày kết thúc"), null=True)
    measures = models.JSONField(_("số lượng"), default=list)
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.DRAFT)
    revision = models.IntegerField(_("lần ghi"), default=1)
    confirmed_revision = models.IntegerField(_("lần đang tính"), null=True)
    created_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(_("ghi lúc"))
    changed_at = models.DateTimeField(_("thay đổi lúc"))
    voided_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    voided_at = models.DateTimeField(_("hủy lúc"), null=True)
    void_reason = models.CharField(_("lý do hủy"), max_length=500, blank=True)
    continued_at = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("đơn vị giữ tiếp"),
    )
    continued_on = models.DateField(_("giữ tiếp từ ngày"), null=True, blank=True)
    continued_before = models.JSONField(_("các lần giữ tiếp trước"), default=list, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("bản ghi")
        indexes = [
            # a list is counted without opening a row of the table
            models.Index("unit", "book", "on", "state", "confirmed_revision", name="record_list"),
            models.Index("state", "unit", "on", name="record_waiting"),
            models.Index("changed_at", name="record_latest"),
            models.Index("book", "on", "exact_key", name="record_duplicate"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("on")), name="record_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_revision=None) | Q(confirmed_revision__lte=F("revision")),
                name="record_confirms_what_was_written",
            ),
            models.CheckConstraint(
                condition=~Q(state="CONFIRMED") | Q(confirmed_revision=F("revision")),
                name="record_confirmed_is_its_newest",
            ),
            models.CheckConstraint(
                condition=Q(continued_at=None, continued_on=None)
                | Q(continued_at__isnull=False, continued_on__isnull=False),
                name="record_continues_somewhere_since_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kept_at(self) -> int:
        """Whose book it is kept in: after a division, of the unit it was given to."""
        return self.continued_at_id or self.unit_id

    @property
    def is_discarded(self) -> bool:
        """A draft that was thrown away before it counted."""
        return self.state == self.State.VOIDED and self.confirmed_revision is None

    @property
    def is_amended(self) -> bool:
        return self.state == self.State.CONFIRMED and self.revision > 1

    @property
    def counts_an_older(self) -> bool:
        """An earlier revision goes on counting while the newest waits."""
        return self.state == self.State.DRAFT and self.confirmed_revision is not None


class Revision(models.Model):
    """What a record said, as one officer wrote it once. The database refuses to change it."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.IntegerField(_("lần ghi"))
    content = models.JSONField(_("nội dung"))
    within = models.JSONField(_("nằm trong số khai"), null=True)
    author = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", db_index=False)
    on_behalf_of = models.CharField("ghi thay cho", max_length=200, blank=True)
    at = models.DateTimeField(_("lúc"))
    confirmed_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True)
    self_confirmed = models.BooleanField(_("tự xác nhận"), default=False)

    class Meta:
        verbose_name = _("lần ghi")
        constraints = [models.UniqueConstraint("record", "number", name="revision_once")]

    def __str__(self) -> str:
        return f"{self.record_id}/{self.number}"


class RecordOrganiser(models.Model):
    """A unit that did it together with the record's own; it sees the record and joins it."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+", db_index=False)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("đơn vị")
    )
    # the record's own unit, which never changes: whoever reads it needs no second reason
    holder = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("đơn vị giữ"),
    )
    joined_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    joined_at = models.DateTimeField(_("tham gia lúc"), null=True)

    class Meta:
        verbose_name = _("đơn vị phối hợp")
        indexes = [models.Index("unit", "holder", "record", name="record_organiser_seen")]
        constraints = [models.UniqueConstraint("record", "unit", name="record_organiser_once")]

    def __str__(self) -> str:
        return f"{self.record_id} + {self.unit_id}"


class RecordLink(models.Model):
    """A record that names another: an activity its scheme, a scheme the one it repeats."""

    class Kind(models.TextChoices):
        NAMES_SCHEME = "NAMES_SCHEME", _("nêu mô hình")
        REPLICATED_FROM = "REPLICATED_FROM", _("nhân rộng từ")

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+", db_index=False)
    named = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)

    class Meta:
        verbose_name = _("liên hệ giữa bản ghi")
        constraints = [models.UniqueConstraint("record", "named", "kind", name="record_link_once")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.kind} {self.named_id}"


class Repetition(models.Model):
    """A thing a unit does on the same day every week, to be asked for (việc hằng tuần).

    It never writes a record: on its day it offers one like *record* to the officer, who says
    what was done. *passed_on* is the last day on which it was answered "not this week".
    """

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    weekday = models.SmallIntegerField(_("thứ trong tuần"))
    since = models.DateField(_("từ ngày"))
    passed_on = models.DateField(_("tuần không làm"), null=True, blank=True)
    started_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    stopped_at = models.DateTimeField(_("thôi lặp lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("việc hằng tuần")
        constraints = [
            models.UniqueConstraint(
                "record", condition=Q(stopped_at=None), name="repetition_once_a_record"
            ),
            models.CheckConstraint(
                condition=Q(weekday__gte=0, weekday__lte=6), name="repetition_has_a_weekday"
            ),
        ]
        indexes = [models.Index("unit", condition=Q(stopped_at=None), name="repetition_running_at")]

    def __str__(self) -> str:
        return f"{self.record_id} / {self.weekday}"


class Photo(models.Model):
    """A picture of what was done (ảnh): made small, without what the camera noted, never public.

    The picture lies among the attachments under the hash of its bytes; only readers of the
    record see it. One taken out stays and may be put back.
    """

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+", db_index=False)
    sha256 = models.CharField(max_length=64)
    width = models.IntegerField(_("rộng"))
    height = models.IntegerField("cao")
    size = models.IntegerField(_("số byte"))
    added_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    added_at = models.DateTimeField(_("thêm lúc"))
    removed_at = models.DateTimeField(_("bỏ lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("ảnh")
        constraints = [models.UniqueConstraint("record", "sha256", name="photo_once_a_record")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.sha256[:8]}"


class FileImport(models.Model):
    """An Excel file brought into a book (lần nhập tệp): read first, written when somebody says so.

    *state* says how far it has come, *work* what a worker is doing to it, empty when nothing.
    """

    class State(models.TextChoices):
        UPLOADED = "UPLOADED", _("chưa đọc")
        REFUSED = "REFUSED", _("không đọc được")
        CHECKED = "CHECKED", _("đã kiểm tra")
        WRITTEN = "WRITTEN", _("đã ghi nháp")
        CONFIRMED = "CONFIRMED", _("đã xác nhận")
        DISCARDED = "DISCARDED", _("đã bỏ nháp")

    class Work(models.TextChoices):
        CHECK = "CHECK", _("đang kiểm tra")
        WRITE = "WRITE", _("đang ghi")
        CONFIRM = "CONFIRM", _("đang xác nhận")

    id = models.UUIDField(primary_key=True, default=uuid4)
    book = models.CharField(_("sổ"), max_length=16)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("tên tệp"), max_length=200)
    digest = models.CharField(_("mã băm"), max_length=64)
    as_of = models.DateField(_("số liệu tính đến ngày"), null=True)
    state = models.CharField(max_length=9, choices=State, default=State.UPLOADED)
    work = models.CharField(max_length=7, choices=Work, blank=True)
    total = models.IntegerField(_("số dòng"), default=0)
    done = models.IntegerField(_("đã làm"), default=0)
    new = models.IntegerField(_("dòng mới"), default=0)
    known = models.IntegerField(_("dòng đã có"), default=0)
    wrong = models.IntegerField(_("dòng có lỗi"), default=0)
    sentence = models.CharField(_("vì sao không đọc được"), max_length=500, blank=True)
    notices = models.JSONField(_("lời nhắc"), default=list)
    samples = models.JSONField(_("chữ đã chuyển mã"), default=list)
    is_outside = models.BooleanField(_("ngoài số khai"), default=False)
    asked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("gửi lúc"))
    written_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    written_at = models.DateTimeField(_("ghi lúc"), null=True)
    confirmed_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True)
    worker = models.CharField(max_length=32, blank=True)
    seen_at = models.DateTimeField(_("thấy chạy lúc"), null=True)

    class Meta:
        verbose_name = _("lần nhập tệp")
        indexes = [models.Index("book", "unit", "asked_at", name="file_import_of_book")]

    def __str__(self) -> str:
        return self.name


class FileRow(models.Model):
    """One row of a file: what was read, what is wrong, which record it stands for."""

    class Outcome(models.TextChoices):
        NEW = "NEW", _("mới")
        KNOWN = "KNOWN", _("đã có")
        WRONG = "WRONG", _("có lỗi")
        LEFT = "LEFT", _("chưa xác nhận được")

    file = models.ForeignKey(FileImport, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.IntegerField(_("dòng trong tệp"))
    outcome = models.CharField(max_length=5, choices=Outcome)
    title = models.CharField(max_length=300, blank=True)
    said = models.TextField(_("đã đọc"), blank=True)
    record = models.UUIDField(_("bản ghi"), null=True)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    content = models.JSONField(_("nội dung"), null=True)
    on_behalf_of = models.CharField("ghi thay cho", max_length=200, blank=True)
    faults = models.JSONField(_("lỗi"), default=list)
    remarks = models.JSONField(_("lời nhắc"), default=list)

    class Meta:
        verbose_name = _("dòng của tệp nhập")
        constraints = [models.UniqueConstraint("file", "number", name="file_row_once")]
        indexes = [models.Index("file", "outcome", name="file_row_outcome")]

    def __str__(self) -> str:
        return f"{self.file_id}/{self.number}"


def search_keys(title: str, place: str) -> dict[str, str]:
    """Give the two keys a record is found by: its title is a duplicate's mark, its place is not."""
    return {"exact_key": exact_key(title), "fold_key": fold_key(f"{title} {place}")}


def record_id(text: str) -> UUID | None:
    """Read an id; None when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
