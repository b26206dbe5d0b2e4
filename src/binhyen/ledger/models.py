"""Catalogue, entries and lines, and what is derived from them; triggers keep lines whole."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from binhyen.units.models import Unit


class Indicator(models.Model):
    """A figure of the movement's catalogue and how it may be added."""

    class Kind(models.TextChoices):
        FLOW = "FLOW", _("cộng theo thời gian và theo đơn vị")
        STOCK = "STOCK", _("số tại một ngày, cộng theo đơn vị")
        STATUS = "STATUS", _("danh hiệu của năm, cộng theo đơn vị")
        DISTINCT = "DISTINCT", _("đếm loại khác nhau, không cộng")
        RATE = "RATE", _("tỷ lệ, tính lại từ tử số và mẫu số")

    id = models.SmallIntegerField(primary_key=True)
    code = models.CharField(_("mã"), max_length=8, unique=True)
    group = models.CharField(_("nhóm"), max_length=60)
    name = models.CharField(_("tên chỉ tiêu"), max_length=120)
    name_en = models.CharField(max_length=120)
    unit_of_measure = models.CharField(_("đơn vị tính"), max_length=20)
    kind = models.CharField(_("loại"), max_length=8, choices=Kind)
    numerator = models.CharField(_("tử số"), max_length=120, blank=True)
    denominator = models.CharField(_("mẫu số"), max_length=120, blank=True)
    is_sensitive = models.BooleanField(_("nhạy cảm"), default=False)
    steps_per_unit = models.IntegerField(_("số bước nhỏ nhất trong một đơn vị tính"), default=1)
    is_computed = models.BooleanField(_("tính từ cây đơn vị"), default=False)

    class Meta:
        verbose_name = _("chỉ tiêu")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class DimensionValue(models.Model):
    """One closed value of a dimension of an indicator."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    dimension = models.CharField(_("chiều"), max_length=20)
    value = models.CharField(_("giá trị"), max_length=40)
    label = models.CharField(_("nhãn"), max_length=80)
    position = models.SmallIntegerField(default=0)

    class Meta:
        verbose_name = _("giá trị của chiều")
        constraints = [
            models.UniqueConstraint("indicator", "dimension", "value", name="dimension_value_once")
        ]

    def __str__(self) -> str:
        return f"{self.dimension}={self.value}"


class DimensionSet(models.Model):
    """A set of dimension values a line carries, as one small key; never without an indicator."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    canonical = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("bộ giá trị")
        constraints = [models.UniqueConstraint("indicator", "canonical", name="dimension_set_once")]

    def __str__(self) -> str:
        return self.canonical


class Entry(models.Model):
    """The lines of one revision of one record, posted together (bút toán). Immutable."""

    class Kind(models.IntegerChoices):
        RECORD = 1, _("bản ghi")
        DECLARATION = 2, _("số khai")
        TRANSFER = 3, _("chuyển giao")
        REVERSAL = 9, _("bút toán đảo")

    record = models.UUIDField()
    revision = models.IntegerField()
    kind = models.SmallIntegerField(choices=Kind)
    source = models.CharField(_("sổ"), max_length=16)
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="+")
    posted_at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=150)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("bút toán")
        indexes = [models.Index("record", "id", name="entry_record")]

    def __str__(self) -> str:
        return f"{self.pk}"


class Line(models.Model):
    """One change of one indicator at one unit on one day (dòng). Immutable.

    ``day`` is the last day of a declared span, ``span_from`` its first. ``sign`` is −1 on a
    reversal and counts live lines; ``hedge_sign`` counts hedges.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+", db_index=False)
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    span_from = models.DateField(null=True)
    dims = models.ForeignKey(
        DimensionSet, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    amount = models.BigIntegerField()
    sign = models.SmallIntegerField()
    hedge_sign = models.SmallIntegerField()
    hedge = models.SmallIntegerField()
    declared = models.BooleanField()
    opens = models.BooleanField(default=False)
    transfer = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("dòng")
        indexes = [
            models.Index("unit", "indicator", "day", name="line_unit_indicator_day"),
            models.Index("entry", name="line_entry"),
            models.Index("indicator", "day", name="line_indicator_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(sign__in=[-1, 1]), name="line_sign"),
            models.CheckConstraint(condition=Q(hedge_sign__in=[-1, 1]), name="line_hedge_sign"),
            models.CheckConstraint(
                condition=Q(hedge__gte=0, hedge__lte=4), name="line_hedge_known"
            ),
            models.CheckConstraint(condition=Q(hedge=0) | ~Q(amount=0), name="line_zero_is_exact"),
            models.CheckConstraint(
                condition=Q(span_from=None) | Q(span_from__lte=F("day"), declared=True),
                name="line_span_is_declared",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Measured(models.Model):
    """What every derived table adds up (rules.measures.Measure)."""

    amount = models.BigIntegerField()
    declared = models.BigIntegerField()
    hedged = models.BigIntegerField()
    n = models.IntegerField()
    declared_n = models.IntegerField()
    about = models.IntegerField()
    over = models.IntegerField()
    nearly = models.IntegerField()
    under = models.IntegerField()
    posted = models.IntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.amount} ({self.n})"


class Balance(Measured):
    """Live sum of a unit, an indicator and a bucket (số dư).

    ``own`` False: the total of a commune, district or province of the line's day, everything
    below included. ``own`` True: what is booked at a district, a province or the nation
    itself or at an organisation right under it.
    """

    pk = models.CompositePrimaryKey("unit_id", "own", "indicator_id", "bucket")
    unit = models.ForeignKey(
        Unit, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    own = models.BooleanField()
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    bucket = models.SmallIntegerField()

    class Meta:
        verbose_name = _("số dư")
        # The key serves one indicator over time; this one every indicator over a window.
        indexes = [models.Index("unit", "own", "bucket", "indicator", name="balance_window")]


class BalanceDim(Measured):
    """The same by set of dimensions, only for lines that carry one."""

    pk = models.CompositePrimaryKey("unit_id", "own", "indicator_id", "bucket", "dims_id")
    unit = models.ForeignKey(
        Unit, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    own = models.BooleanField()
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    bucket = models.SmallIntegerField()
    dims = models.ForeignKey(
        DimensionSet,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )

    class Meta:
        verbose_name = _("số dư theo chiều")


class SpanBalance(Measured):
    """Sums of FLOW declarations, by their whole span; they never enter a bucket. dims 0: none."""

    pk = models.CompositePrimaryKey(
        "unit_id", "own", "indicator_id", "span_to", "span_from", "dims_key"
    )  # the last day first: a window reads only what ended since it began
    unit = models.ForeignKey(
        Unit, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    own = models.BooleanField()
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    span_from = models.DateField()
    span_to = models.DateField()
    dims_key = models.IntegerField()

    class Meta:
        verbose_name = _("số dư theo khoảng")


class ApartBalance(Measured):
    """Lines every reading images one by one: dated outside their unit's life, or transfers."""

    pk = models.CompositePrimaryKey(
        "indicator_id", "day", "unit_id", "span_from", "dims_key", "transfer"
    )
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    day = models.DateField()
    unit = models.ForeignKey(
        Unit, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    span_from = models.DateField()
    dims_key = models.IntegerField()
    transfer = models.BooleanField()

    class Meta:
        verbose_name = _("số dư đứng riêng")
        indexes = [models.Index("unit", "indicator", "day", name="apart_unit")]


class Standing(models.Model):
    """Which entry a record stands by now, and what it answered to "đã nằm trong số khai?"."""

    record = models.UUIDField(primary_key=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+", db_index=False)
    within = models.JSONField(null=True)
    opened_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("bút toán hiện hành")

    def __str__(self) -> str:
        return f"{self.record}: {self.entry_id}"


class Declared(models.Model):
    """The terms of a confirmed declaration: a figure known only as a total (số khai)."""

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="+", db_index=False
    )  # only those in force are ever looked for by indicator: declared_live
    dims = models.CharField(max_length=200, blank=True)
    amount = models.BigIntegerField()
    hedge = models.SmallIntegerField()
    start = models.DateField(_("từ ngày, hoặc tại ngày"))
    end = models.DateField(_("đến ngày, hoặc có giá trị đến"))
    within = models.JSONField(null=True)
    revision = models.IntegerField()
    live = models.BooleanField(default=True)
    touched = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("số khai đang có giá trị")
        indexes = [models.Index("indicator", "unit", condition=Q(live=True), name="declared_live")]

    def __str__(self) -> str:
        return str(self.pk)


class Inside(models.Model):
    """What one record takes over of a declaration: the amount, and from which day (nằm trong)."""

    declared = models.ForeignKey(
        Declared, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    record = models.UUIDField(db_index=True)
    day = models.DateField()
    amount = models.BigIntegerField()

    class Meta:
        verbose_name = _("phần đã có hồ sơ")
        constraints = [models.UniqueConstraint("declared", "record", "day", name="inside_once")]

    def __str__(self) -> str:
        return f"{self.record} in {self.declared_id}"


class Excluded(models.Model):
    """A record that stood when a declaration was confirmed and was said to be outside of it."""

    declared = models.ForeignKey(
        Declared, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    record = models.UUIDField(db_index=True)

    class Meta:
        verbose_name = _("phần ngoài số khai")
        constraints = [models.UniqueConstraint("declared", "record", name="excluded_once")]

    def __str__(self) -> str:
        return f"{self.record} outside {self.declared_id}"
