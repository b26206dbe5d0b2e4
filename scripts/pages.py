"""Every page of the site by who meets it: the one list that browser tests and pictures walk.

A new address needs a line here; tests/architecture/test_pages.py asks for it.
"""

BOOKS = ("hoat-dong", "mo-hinh", "tuyen-truyen", "luc-luong", "so-khai")
NOT_THERE = "/khong-co/"
# What stands without signing in.
DOOR = (
    "/dang-nhap/", "/dang-nhap/ma-mot-lan/", "/dang-nhap/quen-mat-khau/", "/dang-nhap/dang-khoa/",
    "/style/",
)  # fmt: skip
# What stands on every site with the demonstration, by the officer who opens it.
PAGES = {
    "nhuthanh": (
        "/", "/so-lieu/", "/so-lieu/TT02/C16228n/", "/so-lieu/MH02/C16228n/?map=today",
        *(f"/{book}/?period=" for book in BOOKS), *(f"/{book}/ghi-moi/" for book in BOOKS),
        *(f"/{book}/nhap-excel/" for book in BOOKS[:-1]),
        *(f"/{book}/in/?period=" for book in BOOKS), "/don-vi/", "/don-vi/C16228n/",
        "/don-vi/C16228n/khu-dan-cu/", "/don-vi/C16228n/to-chuc/", "/tai-khoan/toi/",
        "/dang-nhap/hai-buoc/", "/dang-nhap/mat-khau/", "/sap-xep/", "/huong-dan/",
        "/bao-cao/", "/bao-cao/ngay-nghi/", "/bao-cao/so-lieu-cu/C16228n/2024/", "/ban-do/",
    ),
    "thanhhoa.leader": ("/bao-cao/",),
    "admin": (
        "/bao-cao/che-do/", "/bao-cao/che-do/moi/", "/bao-cao/che-do/PT-ANTQ/",
        "/bao-cao/che-do/PT-ANTQ/ky/", "/bao-cao/ngay-nghi/",
    ),
    "quangtri.leader": (
        "/", "/so-lieu/TT02/P44n/?period=2016&map=today", "/so-lieu/hai-ban-do/P44n/",
        "/so-lieu/TT02/P44n/phu-luc/?period=2016&map=today", "/ban-do/?code=TT02",
    ),
    "thanhhoa.admin": (
        "/", "/tai-khoan/", "/tai-khoan/moi/", "/tai-khoan/nhap/", "/tai-khoan/cho-xac-nhan/",
        "/sap-xep/moi/", "/nhat-ky/",
    ),
    "nation.leader": (
        "/", "/so-lieu/", "/so-lieu/TT02/VN/?period=2016", "/don-vi/VN/", "/ban-do/",
        "/ban-do/?code=MH08&way=change&chosen=P38n", "/ban-do/?unit=P48n",
        "/ban-do/?map=day&on=2025-06-30",
    ),
    "nation.oversight": ("/", "/nhat-ky/"),
}  # fmt: skip
# What stands only after work was done, as the guide's stories do it. {pk} and {n} stand for what
# nobody knows before: such an address goes on from one above it, or is a link on a page above it;
# to some there is a way of its own, scripts/ways.py.
AFTER_WORK = {
    "vinhloi": ("/", "/hoat-dong/ghi-moi/"),
    "nhuthanh.front": (
        "/", "/hoat-dong/?period=", "/hoat-dong/{pk}/", "/hoat-dong/{pk}/sua/",
        "/hoat-dong/{pk}/bo-nhap/",
    ),
    "nhuthanh": (
        *(page for book in BOOKS for page in (f"/{book}/{{pk}}/", f"/{book}/{{pk}}/sua/")),
        "/hoat-dong/nhap-excel/{pk}/", "/hoat-dong/nhap-excel/{pk}/bo-nhap/",
        "/bao-cao/{pk}/", "/bao-cao/{pk}/cac-ban/",
    ),
    "nhuthanh.verifier": (
        "/", "/hoat-dong/{pk}/", "/hoat-dong/{pk}/xac-nhan/", "/mo-hinh/?period=",
        "/mo-hinh/{pk}/", "/mo-hinh/{pk}/huy/", "/hoat-dong/nhap-excel/",
        "/hoat-dong/nhap-excel/{pk}/", "/hoat-dong/nhap-excel/{pk}/xac-nhan/",
    ),
    "nhuthanh.leader": ("/",),
    "thanhhoa": (
        "/", "/bao-cao/", "/bao-cao/{pk}/", "/bao-cao/{pk}/gui/", "/bao-cao/tiep-nhan/{n}/P38n/",
        "/bao-cao/tron-goi/{n}/P38n/", "/bao-cao/tron-goi/{pk}/",
    ),
    "thanhhoa.leader": (
        "/", "/bao-cao/tiep-nhan/{n}/P38n/", "/bao-cao/{pk}/", "/bao-cao/{pk}/tra-lai/",
    ),
    "thanhhoa.admin": (
        "/tai-khoan/{n}/", "/tai-khoan/{n}/phan-cong/", "/phan-cong/{n}/ket-thuc/", "/sap-xep/",
        "/sap-xep/{n}/", "/sap-xep/{n}/sua/", "/sap-xep/{n}/don-vi-moi/", "/sap-xep/{n}/bo/",
    ),
    "thanhhoa.admin.second": (
        "/sap-xep/", "/sap-xep/{n}/", "/sap-xep/{n}/hoan-tac/", "/sap-xep/{n}/noi-thuoc/",
        "/dang-nhap/ra/", "/dang-nhap/xac-nhan-lai/", "/dang-nhap/hai-buoc/bat/",
        "/dang-nhap/hai-buoc/du-phong/", "/dang-nhap/hai-buoc/du-phong/moi/",
        "/dang-nhap/hai-buoc/", "/dang-nhap/hai-buoc/xac-nhan-lai/", "/dang-nhap/hai-buoc/tat/",
        "/dang-nhap/hai-buoc/ma/",
    ),
}  # fmt: skip
