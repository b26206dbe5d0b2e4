"""The addresses every book has; the site's urls gives each book its folder and its name."""

from django.urls import URLPattern, path

from binhyen.records.views import deciding, extras, reading, writing


def book_patterns(code: str) -> list[URLPattern]:
    """Give one book's pages: list, paper, workbook, writing down, one record, deciding on it."""
    said = {"code": code}
    patterns = [
        path("", reading.record_list, said, name="list"),
        path("in/", reading.printing, said, name="printing"),
        path("excel/", reading.workbook_file, said, name="workbook"),
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
