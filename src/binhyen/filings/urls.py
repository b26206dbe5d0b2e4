"""Addresses of duties, filings and receptions."""

from django.urls import path

from binhyen.filings.views import (
    batches,
    documents,
    filing,
    listing,
    old_sheets,
    reception,
    redrafting,
    regimes,
    talking,
)

app_name = "filings"
urlpatterns = [
    path("", listing.duty_list, name="list"),
    path("lap/<int:period>/<str:uid>/", listing.opening, name="opening"),
    path("che-do/", regimes.regime_list, name="regimes"),
    path("che-do/moi/", regimes.regime_creation, name="regime-creation"),
    path("che-do/<str:code>/", regimes.regime_version, name="regime-version"),
    path("che-do/<str:code>/ky/", regimes.thematic, name="thematic"),
    path("ngay-nghi/", regimes.holiday_list, name="holidays"),
    path("ngay-nghi/<int:pk>/bo/", regimes.holiday_removal, name="holiday-removal"),
    path("<uuid:pk>/", filing.filing_page, name="filing"),
    path("<uuid:pk>/noi-dung/", filing.writing, name="writing"),
    path("<uuid:pk>/soan-lai/", redrafting.redrafting, name="redrafting"),
    path("<uuid:pk>/gui/", filing.submission, name="submission"),
    path("<uuid:pk>/ban-moi/", filing.correction, name="correction"),
    path("<uuid:pk>/cac-ban/", filing.versions, name="versions"),
    path("<uuid:pk>/y-kien/", talking.commenting, name="commenting"),
    path("<uuid:pk>/y-kien/<int:comment>/", talking.answering, name="answering"),
    path("<uuid:pk>/chap-nhan/", reception.acceptance, name="acceptance"),
    path("<uuid:pk>/tra-lai/", reception.returning, name="returning"),
    path("tiep-nhan/<int:period>/<str:uid>/", reception.reception_page, name="reception"),
    path("tiep-nhan/<int:period>/<str:uid>/nhac/", reception.reminder, name="reminder"),
    path(
        "tiep-nhan/<int:period>/<str:uid>/chap-nhan/", reception.acceptance_of_all,
        name="acceptance-of-all",
    ),
    path("tron-goi/<int:period>/<str:uid>/", batches.batch_list, name="batches"),
    path("tron-goi/<uuid:pk>/", batches.batch_page, name="batch"),
    path("tron-goi/<uuid:pk>/tep.zip", batches.batch_file, name="batch-file"),
    path("so-lieu-cu/<str:uid>/<str:key>/", old_sheets.old_sheet, name="old-sheet"),
    path(
        "so-lieu-cu/<str:uid>/<str:key>/bieu-trong.xlsx", old_sheets.old_sheet_file,
        name="old-sheet-file",
    ),
    path("<uuid:pk>/van-ban.<str:form>", documents.document, name="document"),
]  # fmt: skip
