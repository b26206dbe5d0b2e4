"""Addresses of accounts and of the log; and the few pages of the sign-in library in use."""

from allauth.account import views as account_views
from allauth.mfa.base import views as mfa_views
from allauth.mfa.recovery_codes import views as recovery_views
from allauth.mfa.totp import views as totp_views
from django.urls import path

from binhyen.accounts.views import assignments, entrance, imports, language, log, officers, own

app_name = "accounts"
urlpatterns = [
    path("tai-khoan/", officers.officer_list, name="officers"),
    path("tai-khoan/moi/", officers.officer_new, name="officer-new"),
    path("tai-khoan/nhap/", imports.officer_import, name="officer-import"),
    path("tai-khoan/mau.xlsx", imports.officer_sheet, name="officer-sheet"),
    path("tai-khoan/cho-xac-nhan/", assignments.pending, name="pending"),
    path("tai-khoan/toi/", own.me, name="me"),
    path("tai-khoan/toi/khoa/", own.key_new, name="key-new"),
    path("tai-khoan/toi/khoa/<int:pk>/thu-hoi/", own.key_revocation, name="key-revocation"),
    path("tai-khoan/<int:pk>/", officers.officer_detail, name="officer"),
    path("tai-khoan/<int:pk>/ma/", officers.officer_code, name="officer-code"),
    path("tai-khoan/<int:pk>/khoa/", officers.officer_lock, name="officer-lock"),
    path("tai-khoan/<int:pk>/phan-cong/", assignments.assignment_new, name="assignment-new"),
    path(
        "phan-cong/<int:pk>/xac-nhan/",
        assignments.assignment_confirmation,
        name="assignment-confirmation",
    ),
    path("phan-cong/<int:pk>/ket-thuc/", assignments.assignment_end, name="assignment-end"),
    path("nhat-ky/", log.log, name="audit"),
    path("ngon-ngu/", language.choose, name="language"),
]

# Named as the library names them; whatever is not listed here does not exist.
sign_in_patterns = [
    path("", account_views.login, name="account_login"),
    path("ra/", account_views.logout, name="account_logout"),
    path("dang-khoa/", account_views.account_inactive, name="account_inactive"),
    path("mat-khau/", own.password, name="account_change_password"),
    path("xac-nhan-lai/", account_views.reauthenticate, name="account_reauthenticate"),
    path("quen-mat-khau/", entrance.forgotten, name="account_reset_password"),
    path("ma-mot-lan/", entrance.redeem, name="account_redeem_code"),
    path("hai-buoc/", mfa_views.index, name="mfa_index"),
    path("hai-buoc/ma/", mfa_views.authenticate, name="mfa_authenticate"),
    path("hai-buoc/xac-nhan-lai/", mfa_views.reauthenticate, name="mfa_reauthenticate"),
    path("hai-buoc/bat/", totp_views.activate_totp, name="mfa_activate_totp"),
    path("hai-buoc/tat/", totp_views.deactivate_totp, name="mfa_deactivate_totp"),
    path("hai-buoc/du-phong/", recovery_views.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "hai-buoc/du-phong/moi/",
        recovery_views.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
]
