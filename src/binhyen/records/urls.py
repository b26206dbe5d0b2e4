"""The addresses every book has; the site's urls gives each book its folder and its name."""

from django.urls import URLPattern, path

from binhyen.records.views import deciding, extras, importing, reading, writing


def book_patterns(code: str) -> list[URLPattern]:
    """Give one book's pages: list, paper, Excel out and in, writing down, one record, deciding."""
    said = {"code": code}
    patterns = [
        path("", reading.record_list, said, name="list"),
        path("in/", reading.printing, said, name="printing"),
        path("excel/", reading.workbook_file, said, name="workbook"),
        path("nhap-excel/", importing.imports, said, name="imports"),
        path("nhap-excel/mau.xlsx", importing.template_file, said, name="import-template"),
        path("nhap-excel/<uuid:pk>/", importing.import_page, said, name="import"),
        path("nhap-excel/<uuid:pk>/ghi/", importing.writing, said, name="import-writing"),
        path(
            "nhap-excel/<uuid:pk>/xac-nhan/", importing.confirming, said, name="import-confirming"
        ),
        path("nhap-excel/<uuid:pk>/bo-nhap/", importing.discarding, said, name="import-discarding"),
        path("nhap-excel/<uuid:pk>/loi.xlsx", importing.marked_file, said, name="import-marked"),
        path("ghi-moi/", writing.creation, said, name="creation"),
        path("<uuid:pk>/", reading.record_page, said, name="record"),
        path("<uuid:pk>/sua/", writing.amendment, said, name="amendment"),
        path("<uuid:pk>/xac-nhan/", deciding.confirmation, said, name="confirmation"),
        path("<uuid:pk>/huy/", deciding.voiding, said, name="voiding"),
        path("<uuid:pk>/bo-nhap/", deciding.discarding, said, name="discarding"),
        path("<uuid:pk>/tham-gia/", deciding.joining, said, name="joining"),
        path("<uuid:pk>/anh/", extras.photo_list, said, name="photos"),
        path("<uuid:pk>/anh/<slug:sha256>.jpg", extras.photo, said, name="photo"),
        path("<uuid:pk>/anh/<slug:sha256>/bo/", extras.photo_removal, said, name="photo_removal"),
        path("<uuid:pk>/hang-tuan/", extras.repetition, said, name="repetition"),
        path("<uuid:pk>/tuan-nay-khong/", extras.repetition_pass, said, name="repetition_pass"),
    ]
    if code == "DECLARATION":
        patterns.append(path("", reading.record_list, said, name="declarations"))
    return patterns
