"""The national list of scheme types, and the names they go by in a place."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from binhyen.kernel.text import exact_key
from binhyen.units.models import Unit


class SchemeTypeQuerySet(models.QuerySet["SchemeType"]):
    def in_force(self) -> Self:
        return self.filter(is_active=True)


class SchemeType(models.Model):
    """A type of scheme known to the nation (loại mô hình): types are counted apart from sites."""

    code = models.CharField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên loại"), max_length=200)
    field = models.CharField(_("lĩnh vực"), max_length=16)
    exact_key = models.CharField(max_length=400, editable=False, db_index=True)
    position = models.SmallIntegerField(default=0)
    is_active = models.BooleanField(_("đang dùng"), default=True)

    objects = SchemeTypeQuerySet.as_manager()

    class Meta:
        verbose_name = _("loại mô hình")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class SchemeAlias(models.Model):
    """Another name of a type, said in one unit and below, or everywhere."""

    type = models.ForeignKey(SchemeType, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("tên gọi khác"), max_length=200)
    exact_key = models.CharField(max_length=400, editable=False, db_index=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("tên gọi khác của loại mô hình")
        constraints = [
            models.UniqueConstraint(
                "exact_key", "unit", nulls_distinct=False, name="scheme_alias_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} → {self.type_id}"


def type_key(name: str) -> str:
    """Give the key under which a type or an alias is known again."""
    return exact_key(name)
