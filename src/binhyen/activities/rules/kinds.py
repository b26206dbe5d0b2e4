"""Kinds of activity and the closed values of data/dimensions.csv they carry. Plain Python."""

from enum import StrEnum


class ActivityKind(StrEnum):
    """What was done. Every counting kind posts its sessions, and its attendances when known."""

    SESSION = "SESSION"
    LAUNCH = "LAUNCH"
    FESTIVAL = "FESTIVAL"
    FORUM = "FORUM"
    REVIEW_CONFERENCE = "REVIEW_CONFERENCE"
    COMMITTEE_MEETING = "COMMITTEE_MEETING"
    INSPECTION = "INSPECTION"
    TRAINING = "TRAINING"
    BROADCAST = "BROADCAST"
    PATROL = "PATROL"
    HANDOVER = "HANDOVER"
    CONFERENCE = "CONFERENCE"
    PLEDGE_SIGNING = "PLEDGE_SIGNING"


class Topic(StrEnum):
    LAW = "LAW"
    CRIME_PREVENTION = "CRIME_PREVENTION"
    DRUGS = "DRUGS"
    TRAFFIC = "TRAFFIC"
    FIRE = "FIRE"
    ONLINE_FRAUD = "ONLINE_FRAUD"
    WEAPONS = "WEAPONS"
    MOVEMENT = "MOVEMENT"
    OTHER = "OTHER"
    ANNUAL = "ANNUAL"
    MID_TERM = "MID_TERM"
    FINAL = "FINAL"
    THEMATIC = "THEMATIC"


class Form(StrEnum):
    MEETING = "MEETING"
    SCHOOL = "SCHOOL"
    ENTERPRISE = "ENTERPRISE"
    MOBILE = "MOBILE"
    ONLINE = "ONLINE"
    OTHER = "OTHER"


class Place(StrEnum):
    RESIDENTIAL_AREA = "RESIDENTIAL_AREA"
    COMMUNE = "COMMUNE"
    DISTRICT = "DISTRICT"
    PROVINCE = "PROVINCE"
    AGENCY = "AGENCY"
    ENTERPRISE = "ENTERPRISE"
    SCHOOL = "SCHOOL"
    RELIGIOUS = "RELIGIOUS"


class Audience(StrEnum):
    RESIDENTS = "RESIDENTS"
    ENTERPRISES = "ENTERPRISES"
    WORKERS = "WORKERS"
    STUDENTS = "STUDENTS"
    OFFICERS = "OFFICERS"
    TEAM_MEMBERS = "TEAM_MEMBERS"
    FRONT_UNIONS = "FRONT_UNIONS"


class Regularity(StrEnum):
    REGULAR = "REGULAR"
    AD_HOC = "AD_HOC"


class ItemClass(StrEnum):
    """What was handed over: five classes of weapon, ammunition, explosives, fireworks."""

    MILITARY = "MILITARY"
    HUNTING = "HUNTING"
    HOMEMADE = "HOMEMADE"
    RUDIMENTARY = "RUDIMENTARY"
    SUPPORT_TOOL = "SUPPORT_TOOL"
    AMMUNITION = "AMMUNITION"
    EXPLOSIVES = "EXPLOSIVES"
    FIREWORKS = "FIREWORKS"


SESSION_TOPICS = tuple(Topic)[:9]
REVIEW_TOPICS = tuple(Topic)[9:]
LAUNCH_PLACES = (
    Place.RESIDENTIAL_AREA, Place.AGENCY, Place.ENTERPRISE, Place.SCHOOL, Place.RELIGIOUS,
)  # fmt: skip
FESTIVAL_PLACES = (
    Place.RESIDENTIAL_AREA, Place.COMMUNE, Place.DISTRICT, Place.PROVINCE, Place.AGENCY,
    Place.SCHOOL,
)  # fmt: skip
FORUM_AUDIENCES = tuple(Audience)[:4]
TRAINING_AUDIENCES = (
    Audience.OFFICERS, Audience.TEAM_MEMBERS, Audience.FRONT_UNIONS, Audience.RESIDENTS,
)  # fmt: skip

# Which closed values a kind may carry, dimension by dimension.
DIMENSIONS: dict[ActivityKind, dict[str, tuple[StrEnum, ...]]] = {
    ActivityKind.SESSION: {"topic": SESSION_TOPICS, "form": tuple(Form)},
    ActivityKind.LAUNCH: {"place": LAUNCH_PLACES},
    ActivityKind.FESTIVAL: {"place": FESTIVAL_PLACES},
    ActivityKind.FORUM: {"audience": FORUM_AUDIENCES},
    ActivityKind.REVIEW_CONFERENCE: {"topic": REVIEW_TOPICS},
    ActivityKind.COMMITTEE_MEETING: {"regularity": tuple(Regularity)},
    ActivityKind.TRAINING: {"audience": TRAINING_AUDIENCES},
}
DIMENSION_NAMES = ("topic", "form", "place", "audience", "regularity")

# The kinds whose attendances are an indicator: only these are asked for them.
ATTENDED = frozenset(
    {
        ActivityKind.SESSION,
        ActivityKind.LAUNCH,
        ActivityKind.FESTIVAL,
        ActivityKind.FORUM,
        ActivityKind.TRAINING,
    }
)

ACTIVITY_LABELS = {
    ActivityKind.SESSION: "Buổi tuyên truyền trực tiếp",
    ActivityKind.LAUNCH: "Phát động phong trào",
    ActivityKind.FESTIVAL: "Ngày hội 19/8",
    ActivityKind.FORUM: "Diễn đàn lắng nghe ý kiến",
    ActivityKind.REVIEW_CONFERENCE: "Hội nghị sơ kết, tổng kết",
    ActivityKind.COMMITTEE_MEETING: "Họp Ban Chỉ đạo",
    ActivityKind.INSPECTION: "Kiểm tra, hướng dẫn cơ sở",
    ActivityKind.TRAINING: "Tập huấn",
    ActivityKind.BROADCAST: "Phát thanh cơ sở",
    ActivityKind.PATROL: "Tuần tra",
    ActivityKind.HANDOVER: "Giao nộp vũ khí, vật liệu nổ",
    ActivityKind.CONFERENCE: "Hội nghị, cuộc họp khác",
    ActivityKind.PLEDGE_SIGNING: "Ký kết giao ước thi đua",
}
TIMES_OF = {
    ActivityKind.SESSION: "buổi",
    ActivityKind.LAUNCH: "lần",
    ActivityKind.FESTIVAL: "điểm",
    ActivityKind.FORUM: "buổi",
    ActivityKind.REVIEW_CONFERENCE: "hội nghị",
    ActivityKind.COMMITTEE_MEETING: "cuộc",
    ActivityKind.INSPECTION: "cuộc",
    ActivityKind.TRAINING: "lớp",
    ActivityKind.BROADCAST: "lượt",
    ActivityKind.PATROL: "lượt",
    ActivityKind.HANDOVER: "lần",
    ActivityKind.CONFERENCE: "cuộc",
    ActivityKind.PLEDGE_SIGNING: "lần",
}
# By dimension: one value may be called otherwise in another.
VALUE_LABELS: dict[str, dict[str, str]] = {
    "topic": {
        Topic.LAW: "pháp luật",
        Topic.CRIME_PREVENTION: "phòng ngừa tội phạm",
        Topic.DRUGS: "phòng chống ma túy",
        Topic.TRAFFIC: "giao thông",
        Topic.FIRE: "phòng cháy chữa cháy",
        Topic.ONLINE_FRAUD: "lừa đảo trên mạng",
        Topic.WEAPONS: "vũ khí vật liệu nổ",
        Topic.MOVEMENT: "phong trào",
        Topic.OTHER: "khác",
        Topic.ANNUAL: "tổng kết năm",
        Topic.MID_TERM: "sơ kết",
        Topic.FINAL: "tổng kết giai đoạn",
        Topic.THEMATIC: "chuyên đề",
    },
    "form": {
        Form.MEETING: "họp thôn tổ dân phố",
        Form.SCHOOL: "trong nhà trường",
        Form.ENTERPRISE: "trong doanh nghiệp",
        Form.MOBILE: "lưu động",
        Form.ONLINE: "trực tuyến",
        Form.OTHER: "khác",
    },
    "place": {
        Place.RESIDENTIAL_AREA: "khu dân cư",
        Place.COMMUNE: "cấp xã",
        Place.DISTRICT: "cấp huyện",
        Place.PROVINCE: "cấp tỉnh",
        Place.AGENCY: "cơ quan",
        Place.ENTERPRISE: "doanh nghiệp",
        Place.SCHOOL: "nhà trường",
        Place.RELIGIOUS: "cơ sở tôn giáo",
    },
    "audience": {
        Audience.RESIDENTS: "nhân dân",
        Audience.ENTERPRISES: "doanh nghiệp",
        Audience.WORKERS: "người lao động",
        Audience.STUDENTS: "học sinh sinh viên",
        Audience.OFFICERS: "cán bộ",
        Audience.TEAM_MEMBERS: "tổ bảo vệ ANTT",
        Audience.FRONT_UNIONS: "Mặt trận đoàn thể",
    },
    "regularity": {
        Regularity.REGULAR: "định kỳ",
        Regularity.AD_HOC: "đột xuất",
    },
}
ITEM_LABELS = {
    ItemClass.MILITARY: "súng quân dụng",
    ItemClass.HUNTING: "súng săn",
    ItemClass.HOMEMADE: "vũ khí tự chế",
    ItemClass.RUDIMENTARY: "vũ khí thô sơ",
    ItemClass.SUPPORT_TOOL: "công cụ hỗ trợ",
    ItemClass.AMMUNITION: "đạn",
    ItemClass.EXPLOSIVES: "vật liệu nổ",
    ItemClass.FIREWORKS: "pháo, quả nổ",
}
UNITS_OF_ITEMS = {
    ItemClass.AMMUNITION: "viên",
    ItemClass.EXPLOSIVES: "kg",
    ItemClass.FIREWORKS: "quả",
}
