"""Seed the national list of scheme types, and names they commonly go by.

A working list of 21 types gathered from published reports, to be corrected by whoever keeps the
list; small, so one insert. The keys are written out as kernel.text.exact_key gives them, because a
migration imports no application code; a test holds the two together.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# code, name, field, exact key, ((other name, its exact key), …)
TYPES = (
    (
        "CLAN",
        "Dòng họ tự quản về an ninh, trật tự",
        "SECURITY",
        "dong2 ho6 tư6 quan4 vê2 an ninh trât6 tư6",
        (
            ("Dòng họ tự quản", "dong2 ho6 tư6 quan4"),
            ("Dòng họ không có người phạm tội", "dong2 ho6 không co3 ngươi2 pham6 tôi6"),
        ),
    ),
    (
        "SELF_MANAGED_AREA",
        "Khu dân cư tự quản về an ninh, trật tự",
        "SECURITY",
        "khu dân cư tư6 quan4 vê2 an ninh trât6 tư6",
        (
            ("Thôn tự quản về an ninh, trật tự", "thôn tư6 quan4 vê2 an ninh trât6 tư6"),
            (
                "Tổ dân phố tự quản về an ninh, trật tự",
                "tô4 dân phô3 tư6 quan4 vê2 an ninh trât6 tư6",
            ),
        ),
    ),
    (
        "CAMERA",
        "Camera an ninh",
        "SECURITY",
        "camera an ninh",
        (
            ("Camera với an ninh, trật tự", "camera vơi3 an ninh trât6 tư6"),
            ("Camera giám sát an ninh", "camera giam3 sat3 an ninh"),
        ),
    ),
    (
        "LIGHT",
        "Ánh sáng an ninh",
        "SECURITY",
        "anh3 sang3 an ninh",
        (
            ("Thắp sáng đường quê", "thăp3 sang3 đương2 quê"),
            ("Ánh sáng đường quê", "anh3 sang3 đương2 quê"),
        ),
    ),
    (
        "GONG",
        "Tiếng kẻng an ninh",
        "SECURITY",
        "tiêng3 keng4 an ninh",
        (
            ("Kẻng an ninh", "keng4 an ninh"),
            ("Tiếng mõ an ninh", "tiêng3 mo5 an ninh"),
        ),
    ),
    (
        "LODGING",
        "Khu nhà trọ tự quản về an ninh, trật tự",
        "SECURITY",
        "khu nha2 tro6 tư6 quan4 vê2 an ninh trât6 tư6",
        (
            ("Nhà trọ tự quản", "nha2 tro6 tư6 quan4"),
            ("Nhà trọ an toàn", "nha2 tro6 an toan2"),
        ),
    ),
    (
        "PARISH",
        "Xứ, họ đạo bình yên",
        "SECURITY",
        "xư3 ho6 đao6 binh2 yên",
        (
            ("Xứ đạo bình yên", "xư3 đao6 binh2 yên"),
            ("Giáo xứ bình yên", "giao3 xư3 binh2 yên"),
        ),
    ),
    (
        "MARKET",
        "Chợ an toàn về an ninh, trật tự",
        "SECURITY",
        "chơ6 an toan2 vê2 an ninh trât6 tư6",
        (("Chợ an toàn", "chơ6 an toan2"),),
    ),
    (
        "FIRE_NEIGHBOURS",
        "Tổ liên gia an toàn phòng cháy, chữa cháy",
        "FIRE",
        "tô4 liên gia an toan2 phong2 chay3 chưa5 chay3",
        (("Tổ liên gia an toàn PCCC", "tô4 liên gia an toan2 pccc"),),
    ),
    ("FIRE_POINT", "Điểm chữa cháy công cộng", "FIRE", "điêm4 chưa5 chay3 công công6", ()),
    (
        "TRAFFIC",
        "Tự quản về trật tự, an toàn giao thông",
        "TRAFFIC",
        "tư6 quan4 vê2 trât6 tư6 an toan2 giao thông",
        (
            (
                "Đoạn đường tự quản về an toàn giao thông",
                "đoan6 đương2 tư6 quan4 vê2 an toan2 giao thông",
            ),
        ),
    ),
    (
        "SCHOOL_GATE",
        "Cổng trường an toàn giao thông",
        "TRAFFIC",
        "công4 trương2 an toan2 giao thông",
        (
            (
                "Cổng trường bình yên, an toàn giao thông",
                "công4 trương2 binh2 yên an toan2 giao thông",
            ),
        ),
    ),
    (
        "DRUG_FREE",
        "Khu dân cư không có ma túy",
        "DRUGS",
        "khu dân cư không co3 ma tuy3",
        (("Khu dân cư không có tệ nạn ma túy", "khu dân cư không co3 tê6 nan6 ma tuy3"),),
    ),
    (
        "REINTEGRATION",
        "Giúp đỡ người lầm lỗi hòa nhập cộng đồng",
        "REINTEGRATION",
        "giup3 đơ5 ngươi2 lâm2 lôi5 hoa2 nhâp6 công6 đông2",
        (("Thắp sáng ước mơ hoàn lương", "thăp3 sang3 ươc3 mơ hoan2 lương"),),
    ),
    (
        "BORDER",
        "Tự quản đường biên, mốc giới",
        "BORDER",
        "tư6 quan4 đương2 biên môc3 giơi3",
        (("Tổ tự quản đường biên, mốc giới", "tô4 tư6 quan4 đương2 biên môc3 giơi3"),),
    ),
    (
        "BOATS",
        "Tổ tàu thuyền an toàn",
        "BORDER",
        "tô4 tau2 thuyên2 an toan2",
        (
            (
                "Tổ tàu thuyền an toàn, bến bãi bình yên",
                "tô4 tau2 thuyên2 an toan2 bên3 bai5 binh2 yên",
            ),
        ),
    ),
    (
        "SCHOOL",
        "Trường học an toàn về an ninh, trật tự",
        "SCHOOL",
        "trương2 hoc6 an toan2 vê2 an ninh trât6 tư6",
        (("Trường học an toàn", "trương2 hoc6 an toan2"),),
    ),
    (
        "WORKERS",
        "Tổ an ninh công nhân",
        "WORKERS",
        "tô4 an ninh công nhân",
        (
            (
                "Tổ công nhân tự quản về an ninh, trật tự",
                "tô4 công nhân tư6 quan4 vê2 an ninh trât6 tư6",
            ),
        ),
    ),
    (
        "ENTERPRISE",
        "Doanh nghiệp an toàn về an ninh, trật tự",
        "WORKERS",
        "doanh nghiêp6 an toan2 vê2 an ninh trât6 tư6",
        (
            (
                "Doanh nghiệp tự quản về an ninh, trật tự",
                "doanh nghiêp6 tư6 quan4 vê2 an ninh trât6 tư6",
            ),
        ),
    ),
    (
        "CYBER",
        "Phòng, chống lừa đảo trên không gian mạng",
        "CYBER",
        "phong2 chông3 lưa2 đao4 trên không gian mang6",
        (),
    ),
    (
        "ENVIRONMENT",
        "Khu dân cư tự quản bảo vệ môi trường",
        "ENVIRONMENT",
        "khu dân cư tư6 quan4 bao4 vê6 môi trương2",
        (("Khu dân cư không đốt, rải vàng mã", "khu dân cư không đôt3 rai4 vang2 ma5"),),
    ),
)


def seed(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    database = schema_editor.connection.alias
    types = apps.get_model("schemes", "SchemeType").objects.using(database)
    aliases = apps.get_model("schemes", "SchemeAlias").objects.using(database)
    for position, (code, name, field, key, others) in enumerate(TYPES, 1):
        said = {"name": name, "field": field, "exact_key": key, "position": position}
        kind, _new = types.update_or_create(code=code, defaults=said)
        for other, other_key in others:
            aliases.get_or_create(
                exact_key=other_key, unit=None, defaults={"type": kind, "name": other}
            )


class Migration(migrations.Migration):
    dependencies = [("schemes", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
