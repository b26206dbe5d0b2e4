"""A place as an identity, its versions, and what became of it. Reads only; rearrangement writes."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from binhyen.kernel.fields import KeyOf
from binhyen.kernel.text import sort_key


class Level(models.IntegerChoices):
    """How high a unit stands. AREA and ORGANISATION are leaves: nothing lies below them."""

    NATION = 0, _("toàn quốc")
    PROVINCE = 1, _("tỉnh")
    DISTRICT = 2, _("huyện")
    COMMUNE = 3, _("xã")
    AREA = 4, _("khu dân cư")
    ORGANISATION = 5, _("cơ quan, doanh nghiệp, trường học")


class Unit(models.Model):
    """An identity that keeps its facts for ever, whatever it is called or under."""

    uid = models.CharField(_("mã nhận diện"), max_length=40, unique=True)
    level = models.SmallIntegerField(_("cấp"), choices=Level)

    class Meta:
        verbose_name = _("đơn vị")

    def __str__(self) -> str:
        return self.uid


class UnitVersionQuerySet(models.QuerySet["UnitVersion"]):
    def on(self, day: date) -> Self:
        """Versions valid on *day*; an unknown beginning counts as always before."""
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_to=None) | Q(valid_to__gt=day))


class UnitVersion(models.Model):
    """What a unit was called, coded and under in the half-open period [valid_from, valid_to)."""

    class Precision(models.TextChoices):
        DAY = "DAY", _("đúng ngày")
        APPROXIMATE = "APPROXIMATE", _("khoảng")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(_("mã"), max_length=12, blank=True)
    name = models.CharField(_("tên"), max_length=200)
    full_name = models.CharField(_("tên đầy đủ"), max_length=240)
    type = models.CharField(_("loại"), max_length=40)
    parent = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    valid_from = models.DateField(_("từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    precision = models.CharField(max_length=12, choices=Precision, default=Precision.DAY)
    legal_basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    source = models.CharField(_("nguồn tham khảo"), max_length=40, blank=True)
    exact_key = models.CharField(max_length=240, editable=False)
    fold_key = models.CharField(max_length=240, editable=False)
    sort_key = KeyOf("name", sort_key, max_length=320)

    objects = UnitVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("giai đoạn của đơn vị")
        indexes = [
            models.Index("unit", "valid_from", name="unit_version_unit"),
            models.Index("parent", "valid_to", name="unit_version_parent"),
            models.Index("code", name="unit_version_code"),
            models.Index("fold_key", name="unit_version_fold"),
            models.Index("exact_key", name="unit_version_exact"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="unit_version_ends_after_start",
            ),
            models.UniqueConstraint(
                "unit", condition=Q(valid_to=None), name="unit_version_one_open"
            ),
            models.UniqueConstraint("unit", "valid_from", name="unit_version_one_start"),
        ]

    def __str__(self) -> str:
        return self.full_name


class Succession(models.Model):
    """What became of a unit: *old* passed wholly or in part into *new* on that day."""

    class Kind(models.TextChoices):
        WHOLE = "WHOLE", _("toàn bộ")
        PART = "PART", _("một phần")

    old = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    new = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("ngày"))
    kind = models.CharField(max_length=5, choices=Kind)
    weight = models.DecimalField(max_digits=6, decimal_places=5, null=True, blank=True)

    class Meta:
        verbose_name = _("kế thừa")
        constraints = [
            models.UniqueConstraint("old", "new", "on", name="succession_once"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="succession_between_two"),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"


class UnitAlias(models.Model):
    """Another spelling seen in real papers; for searching only."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    fold_key = models.CharField(max_length=240, db_index=True)
    source = models.CharField(max_length=60)

    class Meta:
        verbose_name = _("tên gọi khác")

    def __str__(self) -> str:
        return self.fold_key


class OrganisationKind(models.Model):
    """What sort of body an ORGANISATION unit is; counted by DC03."""

    class Kind(models.TextChoices):
        AGENCY = "AGENCY", _("cơ quan, đoàn thể")
        ENTERPRISE = "ENTERPRISE", _("doanh nghiệp")
        SCHOOL = "SCHOOL", _("cơ sở giáo dục")
        RELIGIOUS = "RELIGIOUS", _("cơ sở tôn giáo")

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, primary_key=True, related_name="+")
    kind = models.CharField(_("loại"), max_length=12, choices=Kind)

    class Meta:
        verbose_name = _("loại tổ chức")

    def __str__(self) -> str:
        return self.kind


class TreeChange(models.Model):
    """One row a changed unit, stamped in commit order, so that every process follows the tree.

    ``stamp`` is handed out under the lock of the TreeClock row; a process that has seen
    stamp n reloads the units with a greater one. The token tells a stamp that was rolled back
    from the same number given again.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    stamp = models.BigIntegerField(db_index=True)
    token = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("thay đổi của cây đơn vị")

    def __str__(self) -> str:
        return f"{self.stamp}: {self.unit_id}"


class TreeClock(models.Model):
    """One row: the last stamp given. Updating it serialises the transactions that change units."""

    stamp = models.BigIntegerField(default=0)
    token = models.CharField(max_length=32, default="")

    class Meta:
        verbose_name = _("đồng hồ của cây đơn vị")

    def __str__(self) -> str:
        return str(self.stamp)
