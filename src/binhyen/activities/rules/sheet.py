"""The book of activities as a sheet: its columns, and what else offices call them. Plain Python."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from binhyen.activities.rules.kinds import (
    ACTIVITY_LABELS,
    ITEM_LABELS,
    VALUE_LABELS,
    ActivityKind,
    Audience,
    Form,
    Topic,
)
from binhyen.records.rules.sheets.columns import NOTE, FileColumn, Kind, Layout

KIND_WORDS: Mapping[str, StrEnum] = {
    "Tuyên truyền": ActivityKind.SESSION,
    "Tuyên truyền trực tiếp": ActivityKind.SESSION,
    "Tuyên truyền miệng": ActivityKind.SESSION,
    "Tuyên truyền, phổ biến pháp luật": ActivityKind.SESSION,
    "Họp dân": ActivityKind.SESSION,
    "Phát động": ActivityKind.LAUNCH,
    "Lễ phát động": ActivityKind.LAUNCH,
    "Phát động phong trào toàn dân bảo vệ ANTQ": ActivityKind.LAUNCH,
    "Ngày hội": ActivityKind.FESTIVAL,
    "Ngày hội toàn dân bảo vệ ANTQ": ActivityKind.FESTIVAL,
    "Ngày hội toàn dân bảo vệ an ninh Tổ quốc": ActivityKind.FESTIVAL,
    "Diễn đàn": ActivityKind.FORUM,
    "Diễn đàn công an lắng nghe ý kiến nhân dân": ActivityKind.FORUM,
    "Công an lắng nghe ý kiến nhân dân": ActivityKind.FORUM,
    "Sơ kết": ActivityKind.REVIEW_CONFERENCE,
    "Tổng kết": ActivityKind.REVIEW_CONFERENCE,
    "Hội nghị tổng kết": ActivityKind.REVIEW_CONFERENCE,
    "Họp BCĐ": ActivityKind.COMMITTEE_MEETING,
    "Họp BCĐ 138": ActivityKind.COMMITTEE_MEETING,
    "Họp Ban Chỉ đạo 138": ActivityKind.COMMITTEE_MEETING,
    "Kiểm tra": ActivityKind.INSPECTION,
    "Phát thanh": ActivityKind.BROADCAST,
    "Truyền thanh": ActivityKind.BROADCAST,
    "Loa truyền thanh": ActivityKind.BROADCAST,
    "Tuần tra cùng Tổ bảo vệ ANTT": ActivityKind.PATROL,
    "Tuần tra đêm": ActivityKind.PATROL,
    "Vận động giao nộp vũ khí": ActivityKind.HANDOVER,
    "Giao nộp vũ khí": ActivityKind.HANDOVER,
    "Giao nộp VK, VLN": ActivityKind.HANDOVER,
    "Hội nghị": ActivityKind.CONFERENCE,
    "Cuộc họp": ActivityKind.CONFERENCE,
    "Họp": ActivityKind.CONFERENCE,
    "Họp tổ": ActivityKind.CONFERENCE,
    "Ký giao ước": ActivityKind.PLEDGE_SIGNING,
    "Ký cam kết": ActivityKind.PLEDGE_SIGNING,
    "Ký giao ước thi đua": ActivityKind.PLEDGE_SIGNING,
}
TOPIC_WORDS: Mapping[str, StrEnum] = {
    "PCCC": Topic.FIRE,
    "Phòng cháy": Topic.FIRE,
    "Ma túy": Topic.DRUGS,
    "PCTP": Topic.CRIME_PREVENTION,
    "Phòng, chống tội phạm": Topic.CRIME_PREVENTION,
    "An toàn giao thông": Topic.TRAFFIC,
    "ATGT": Topic.TRAFFIC,
    "Lừa đảo": Topic.ONLINE_FRAUD,
    "Lừa đảo trên không gian mạng": Topic.ONLINE_FRAUD,
    "Vũ khí, vật liệu nổ": Topic.WEAPONS,
}
FORM_WORDS: Mapping[str, StrEnum] = {
    "Họp dân": Form.MEETING,
    "Họp thôn": Form.MEETING,
    "Trường học": Form.SCHOOL,
}
AUDIENCE_WORDS: Mapping[str, StrEnum] = {"Học sinh": Audience.STUDENTS, "Dân": Audience.RESIDENTS}


def plain(labels: Mapping[Any, str]) -> dict[str, str]:
    return {str(value): label[:1].upper() + label[1:] for value, label in labels.items()}


def said(words: Mapping[str, StrEnum]) -> dict[str, str]:
    return {word: str(value) for word, value in words.items()}


LAYOUT = Layout(
    (
        FileColumn(
            "kind", "Loại việc", Kind.CHOICE, required=True, width=26,
            also=("Loại", "Loại hoạt động", "Hoạt động", "Việc đã làm", "Việc",
                  "Hình thức hoạt động",

                  "Tên công việc"),
            choices=plain(ACTIVITY_LABELS), words=said(KIND_WORDS),
            hint="Chọn trong danh sách.", example="Buổi tuyên truyền trực tiếp",
        ),
        FileColumn(
            "on", "Ngày", Kind.DAY, required=True, width=13,
            also=("Ngày làm", "Ngày tổ chức", "Ngày thực hiện", "Ngày tháng", "Ngày, tháng",
                  "Ngày tháng năm", "Ngày, tháng, năm", "Thời gian", "Thời gian tổ chức",
                  "Thời gian thực hiện"),
            hint="Ghi ngày/tháng/năm, ví dụ 14/11/2026.", example="14/08/2026",
        ),
        FileColumn(
            "title", "Nội dung", required=True, width=44,
            also=("Nội dung hoạt động", "Nội dung công việc", "Nội dung tuyên truyền",
                  "Tên hoạt động", "Nội dung thực hiện", "Nội dung, hình thức"),
            hint="Viết ngắn, không ghi tên người.",
            example="Phòng cháy, chữa cháy dịp cuối năm",
        ),
        FileColumn(
            "venue", "Nơi làm", width=26,
            also=("Nơi", "Địa điểm", "Địa điểm tổ chức", "Nơi tổ chức", "Nơi thực hiện"),
            example="Nhà văn hóa thôn",
        ),
        FileColumn(
            "sessions", "Số lần", Kind.TIMES, width=9,
            also=("Số buổi", "Số cuộc", "Số lớp", "Số lượt", "Số hội nghị", "Buổi", "Cuộc"),
            hint="Để trống là 1.", example=1,
        ),
        FileColumn(
            "participants", "Lượt người dự", Kind.COUNT, width=14,
            also=("Lượt người", "Số lượt người", "Số lượt người dự", "Số lượt người tham gia",
                  "Số lượt người tham dự", "Số người", "Số người dự", "Số người tham gia",
                  "Số người tham dự", "Người dự", "Số lượng người tham gia", "Tổng số người",
                  "Thành viên tham gia"),
            hint="Ghi 120, hoặc “khoảng 120”, “hơn 50”. Chưa đếm thì để trống.",
            example="khoảng 120",
        ),
        FileColumn("topic", "Chủ đề", Kind.CHOICE, also=("Chuyên đề", "Lĩnh vực"), width=20,
                   choices=plain(VALUE_LABELS["topic"]), words=said(TOPIC_WORDS)),
        FileColumn("form", "Hình thức", Kind.CHOICE, also=("Hình thức tổ chức",), width=20,
                   choices=plain(VALUE_LABELS["form"]), words=said(FORM_WORDS)),
        FileColumn("place", "Tổ chức ở", Kind.CHOICE, also=("Cấp tổ chức",), width=16,
                   choices=plain(VALUE_LABELS["place"])),
        FileColumn("audience", "Thành phần dự", Kind.CHOICE, also=("Thành phần", "Đối tượng"),
                   choices=plain(VALUE_LABELS["audience"]), words=said(AUDIENCE_WORDS)),
        FileColumn("regularity", "Định kỳ hay đột xuất", Kind.CHOICE, also=("Định kỳ, đột xuất",),
                   choices=plain(VALUE_LABELS["regularity"])),
        FileColumn(
            "items.class", "Loại giao nộp", Kind.CHOICE, also=("Loại vũ khí", "Chủng loại"),
            choices=plain(ITEM_LABELS), hint="Chỉ ghi khi loại việc là giao nộp.",
        ),
        FileColumn(
            "items.amount", "Số lượng giao nộp", Kind.AMOUNT, also=("Số lượng thu", "Số lượng"),
            hedge_key="items.hedge", width=12,
            hint="Vật liệu nổ ghi bằng kg, ví dụ 8,5; loại khác ghi số nguyên.",
        ),
        FileColumn(
            "schemes", "Mô hình được nêu", Kind.RECORDS, also=("Mô hình", "Tên mô hình"),
            many=True, width=26, hint="Tên mô hình trong sổ; nhiều mô hình cách nhau bằng dấu ;",
        ),
        NOTE,
    )
)  # fmt: skip
