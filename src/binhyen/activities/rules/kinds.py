"""Kinds of activity and the closed values of data/dimensions.csv they carry. Plain Python."""

from enum import StrEnum

from binhyen.kernel.words import gettext_noop


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
    ActivityKind.SESSION: gettext_noop("Buổi tuyên truyền trực tiếp"),
    ActivityKind.LAUNCH: gettext_noop("Phát động phong trào"),
    ActivityKind.FESTIVAL: gettext_noop("Ngày hội 19/8"),
    ActivityKind.FORUM: gettext_noop("Diễn đàn lắng nghe ý kiến"),
    ActivityKind.REVIEW_CONFERENCE: gettext_noop("Hội nghị sơ kết, tổng kết"),
    ActivityKind.COMMITTEE_MEETING: gettext_noop("Họp Ban Chỉ đạo"),
    ActivityKind.INSPECTION: gettext_noop("Kiểm tra, hướng dẫn cơ sở"),
    ActivityKind.TRAINING: gettext_noop("Tập huấn"),
    ActivityKind.BROADCAST: gettext_noop("Phát thanh cơ sở"),
    ActivityKind.PATROL: gettext_noop("Tuần tra"),
    ActivityKind.HANDOVER: gettext_noop("Giao nộp vũ khí, vật liệu nổ"),
    ActivityKind.CONFERENCE: gettext_noop("Hội nghị, cuộc họp khác"),
    ActivityKind.PLEDGE_SIGNING: gettext_noop("Ký kết giao ước thi đua"),
}
TIMES_OF = {
    ActivityKind.SESSION: gettext_noop("buổi"),
    ActivityKind.LAUNCH: gettext_noop("lần"),
    ActivityKind.FESTIVAL: gettext_noop("điểm"),
    ActivityKind.FORUM: gettext_noop("buổi"),
    ActivityKind.REVIEW_CONFERENCE: gettext_noop("hội nghị"),
    ActivityKind.COMMITTEE_MEETING: gettext_noop("cuộc"),
    ActivityKind.INSPECTION: gettext_noop("cuộc"),
    ActivityKind.TRAINING: gettext_noop("lớp"),
    ActivityKind.BROADCAST: gettext_noop("lượt"),
    ActivityKind.PATROL: gettext_noop("lượt"),
    ActivityKind.HANDOVER: gettext_noop("lần"),
    ActivityKind.CONFERENCE: gettext_noop("cuộc"),
    ActivityKind.PLEDGE_SIGNING: gettext_noop("lần"),
}
# By dimension: one value may be called otherwise in another.
VALUE_LABELS: dict[str, dict[str, str]] = {
    "topic": {
        Topic.LAW: gettext_noop("pháp luật"),
        Topic.CRIME_PREVENTION: gettext_noop("phòng ngừa tội phạm"),
        Topic.DRUGS: gettext_noop("phòng chống ma túy"),
        Topic.TRAFFIC: gettext_noop("giao thông"),
        Topic.FIRE: gettext_noop("phòng cháy chữa cháy"),
        Topic.ONLINE_FRAUD: gettext_noop("lừa đảo trên mạng"),
        Topic.WEAPONS: gettext_noop("vũ khí vật liệu nổ"),
        Topic.MOVEMENT: gettext_noop("phong trào"),
        Topic.OTHER: gettext_noop("khác"),
        Topic.ANNUAL: gettext_noop("tổng kết năm"),
        Topic.MID_TERM: gettext_noop("sơ kết"),
        Topic.FINAL: gettext_noop("tổng kết giai đoạn"),
        Topic.THEMATIC: gettext_noop("chuyên đề"),
    },
    "form": {
        Form.MEETING: gettext_noop("họp thôn tổ dân phố"),
        Form.SCHOOL: gettext_noop("trong nhà trường"),
        Form.ENTERPRISE: gettext_noop("trong doanh nghiệp"),
        Form.MOBILE: gettext_noop("lưu động"),
        Form.ONLINE: gettext_noop("trực tuyến"),
        Form.OTHER: gettext_noop("khác"),
    },
    "place": {
        Place.RESIDENTIAL_AREA: gettext_noop("khu dân cư"),
        Place.COMMUNE: gettext_noop("cấp xã"),
        Place.DISTRICT: gettext_noop("cấp huyện"),
        Place.PROVINCE: gettext_noop("cấp tỉnh"),
        Place.AGENCY: gettext_noop("cơ quan"),
        Place.ENTERPRISE: gettext_noop("doanh nghiệp"),
        Place.SCHOOL: gettext_noop("nhà trường"),
        Place.RELIGIOUS: gettext_noop("cơ sở tôn giáo"),
    },
    "audience": {
        Audience.RESIDENTS: gettext_noop("nhân dân"),
        Audience.ENTERPRISES: gettext_noop("doanh nghiệp"),
        Audience.WORKERS: gettext_noop("người lao động"),
        Audience.STUDENTS: gettext_noop("học sinh sinh viên"),
        Audience.OFFICERS: gettext_noop("cán bộ"),
        Audience.TEAM_MEMBERS: gettext_noop("tổ bảo vệ ANTT"),
        Audience.FRONT_UNIONS: gettext_noop("Mặt trận đoàn thể"),
    },
    "regularity": {
        Regularity.REGULAR: gettext_noop("định kỳ"),
        Regularity.AD_HOC: gettext_noop("đột xuất"),
    },
}
ITEM_LABELS = {
    ItemClass.MILITARY: gettext_noop("súng quân dụng"),
    ItemClass.HUNTING: gettext_noop("súng săn"),
    ItemClass.HOMEMADE: gettext_noop("vũ khí tự chế"),
    ItemClass.RUDIMENTARY: gettext_noop("vũ khí thô sơ"),
    ItemClass.SUPPORT_TOOL: gettext_noop("công cụ hỗ trợ"),
    ItemClass.AMMUNITION: gettext_noop("đạn"),
    ItemClass.EXPLOSIVES: gettext_noop("vật liệu nổ"),
    ItemClass.FIREWORKS: gettext_noop("pháo, quả nổ"),
}
UNITS_OF_ITEMS = {
    ItemClass.AMMUNITION: gettext_noop("viên"),
    ItemClass.EXPLOSIVES: gettext_noop("kg"),
    ItemClass.FIREWORKS: gettext_noop("quả"),
}
