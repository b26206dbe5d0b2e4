"""Who signs in to the demonstration: posts, never persons."""

from typing import NamedTuple

PASSWORD = "dong-lua-binh-yen"  # noqa: S105 -- of a demonstration that production refuses


class Post(NamedTuple):
    """An account named by its post, and what it may do where."""

    username: str
    display_name: str
    unit: str
    roles: tuple[str, ...]
    acts_below: bool = False


ADMINISTRATORS = (
    Post("admin", "quản trị trung ương", "VN", ("ADMINISTRATOR",)),
    Post("admin.second", "quản trị trung ương thứ hai", "VN", ("ADMINISTRATOR",)),
)
POSTS = (
    Post("nation.recorder", "cán bộ ghi sổ trung ương", "VN", ("RECORDER", "REPORTER"),
         acts_below=True),
    Post("nation.verifier", "cán bộ xác nhận trung ương", "VN", ("VERIFIER", "APPROVER"),
         acts_below=True),
    Post("nation.leader", "lãnh đạo trung ương", "VN", ("LEADER",)),
    Post("nation.oversight", "giám sát trung ương", "VN", ("OVERSIGHT",)),
    Post("vinhloi", "trưởng thôn Vĩnh Lợi", "vinh-loi", ("RECORDER",)),
    Post("nhuthanh", "cán bộ xã Như Thanh", "C16228n", ("RECORDER", "REPORTER")),
    Post("nhuthanh.verifier", "công an xã Như Thanh", "C16228n", ("VERIFIER", "REPORTER")),
    Post("nhuthanh.leader", "lãnh đạo xã Như Thanh", "C16228n", ("LEADER", "APPROVER")),
    Post("nhuthanh.front", "Mặt trận xã Như Thanh", "nhu-thanh-front", ("RECORDER",)),
    Post("thanhhoa", "cán bộ tỉnh Thanh Hóa", "P38n", ("RECORDER", "VERIFIER", "REPORTER")),
    Post("thanhhoa.leader", "lãnh đạo tỉnh Thanh Hóa", "P38n", ("LEADER", "APPROVER")),
    Post("thanhhoa.admin", "quản trị tỉnh Thanh Hóa", "P38n", ("ADMINISTRATOR",)),
    Post("thanhhoa.admin.second", "quản trị tỉnh thứ hai", "P38n", ("ADMINISTRATOR",)),
    Post("quangtri.leader", "lãnh đạo tỉnh Quảng Trị", "P44n", ("LEADER",)),
    Post("quangngai.leader", "lãnh đạo tỉnh Quảng Ngãi", "P51n", ("LEADER",)),
)  # fmt: skip
