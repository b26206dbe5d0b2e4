"""Sending a file in: which unit, which file, on what day it was counted."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from binhyen.accounts.http import SignedInRequest
from binhyen.records import policies
from binhyen.records.http.fields import DayField
from binhyen.records.models import FileImport
from binhyen.records.rules import Book
from binhyen.records.rules.sheets.sniffing import MOST_BYTES, TOO_BIG

ACCEPTED = ".xlsx,.xls"


class FileForm(forms.Form):
    """Checks that a file was sent; what it holds is checked when it is read."""

    unit = forms.ChoiceField(label=_("Đơn vị"))
    file = forms.FileField(
        label=_("Tệp Excel"),
        help_text=_("Tệp .xlsx hoặc .xls, không quá 10 MB và 20.000 dòng."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": _("Chọn tệp Excel đã điền."),
            "empty": _("Tệp trống. Chọn tệp Excel đã điền."),
            "invalid": _("Chọn tệp Excel đã điền."),
        },
    )
    as_of = DayField(
        label=_("Số liệu tính đến ngày"),
        required=False,
        help_text=_("Ngày đếm thành viên, số hộ, cho những dòng không ghi ngày đếm."),
    )

    def __init__(
        self, *args: Any, units: Sequence[tuple[str, str]], asks_day: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["unit"]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = list(units)
        if len(units) == 1:
            chosen.widget = forms.HiddenInput()
            chosen.initial = units[0][0]
        if not asks_day:
            del self.fields["as_of"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(TOO_BIG)
        return file


def sheet_book_or_404(book: Book) -> Book:
    """A book that goes in and out as a sheet; the others have no such page."""
    if book.layout is None:
        raise Http404
    return book


def file_or_404(request: SignedInRequest, book: Book, key: Any) -> FileImport:
    """A file of this book whose unit's records the officer writes or confirms."""
    files = FileImport.objects.select_related("unit", "asked_by", "written_by", "confirmed_by")
    file = get_object_or_404(files, pk=key, book=book.code)
    if not policies.may_see_file(request.reach, file):
        raise Http404
    return file


def recorder_or_403(request: SignedInRequest, file: FileImport) -> None:
    if not policies.may_write(request.reach, file.unit_id):
        raise PermissionDenied
