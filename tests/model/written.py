"""What officers write, book by book, as hypothesis chooses it: JSON for the interface."""

from typing import Any

from hypothesis import strategies as st

from tests.model.choices import DAYS, SPANS

ISO = [day.isoformat() for day in DAYS]
FIELDS, TYPES = ["SECURITY", "FIRE"], ["CAMERA", "FIRE_POINT"]
TITLES = {
    "SESSION": "Phòng cháy, chữa cháy tại nhà", "LAUNCH": "Phát động giữ gìn bình yên xóm làng",
    "FESTIVAL": "Ngày hội 19/8", "FORUM": "Công an lắng nghe ý kiến nhân dân",
    "TRAINING": "Tập huấn tổ bảo vệ an ninh, trật tự", "COMMITTEE_MEETING": "Họp Ban Chỉ đạo",
    "REVIEW_CONFERENCE": "Sơ kết phong trào", "INSPECTION": "Kiểm tra cơ sở", "PATROL": "Tuần tra",
    "BROADCAST": "Phát thanh phòng lừa đảo", "HANDOVER": "Giao nộp vũ khí",
    "CONFERENCE": "Hội nghị", "PLEDGE_SIGNING": "Ký giao ước",
}  # fmt: skip
SAID: dict[str, list[dict[str, str]]] = {
    "SESSION": [{}, {"topic": "FIRE"}, {"topic": "LAW", "form": "MEETING"}],
    "LAUNCH": [{}, {"place": "SCHOOL"}],
    "FESTIVAL": [{}, {"place": "RESIDENTIAL_AREA"}],
    "FORUM": [{}, {"audience": "RESIDENTS"}],
    "TRAINING": [{}, {"audience": "TEAM_MEMBERS"}],
    "COMMITTEE_MEETING": [{}, {"regularity": "REGULAR"}],
    "REVIEW_CONFERENCE": [{}, {"topic": "ANNUAL"}],
}
HANDED = [
    {"class": "HUNTING", "amount": 2}, {"class": "EXPLOSIVES", "amount": 8.125, "hedge": "ABOUT"},
    {"class": "AMMUNITION", "amount": 30, "hedge": "NEARLY"}, {"class": "FIREWORKS", "amount": 5},
    {"class": "HOMEMADE", "amount": 1},
]  # fmt: skip
DECLARED: dict[str, list[dict[str, str]]] = {
    "TT02": [{}, {}, {"topic": "FIRE"}],
    "TT10": [{"signatory": "HOUSEHOLD"}, {}],
    "MH02": [{}, {}, {"field": "FIRE"}, {"type": "CAMERA"}],
    "MH07": [{"rating": "GOOD"}, {}],
    "MH09a": [{}],
    "TT09": [{}, {"platform": "ZALO"}],
    "LL02": [{}],
    "DC01": [{}],
    "CD02": [{"year": "2025"}, {"year": "2026"}],
    "MH01": [{}, {"field": "FIRE"}],
}
FLOWS = {"TT02", "TT10"}

days = st.sampled_from(ISO)
hedges = st.sampled_from(["EXACT", "EXACT", "ABOUT", "OVER", "NEARLY", "UNDER"])


@st.composite
def counts(draw: st.DrawFn, most: int = 300) -> Any:
    """A number as people say it: bare, or khoảng, hơn, gần, dưới."""
    amount = draw(st.integers(0, most))
    if amount == 0 or draw(st.booleans()):
        return amount
    return {"amount": amount, "hedge": draw(hedges)}


@st.composite
def activities(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(["SESSION"] * 8 + sorted(TITLES)))
    content: dict[str, Any] = {"kind": kind, "title": TITLES[kind], "on": draw(days)}
    content |= draw(st.sampled_from(SAID.get(kind, [{}])))
    if kind == "HANDOVER":
        content["items"] = draw(
            st.lists(
                st.sampled_from(HANDED), min_size=1, max_size=3, unique_by=lambda i: i["class"]
            )
        )
    elif draw(st.booleans()):
        content["sessions"] = draw(st.integers(1, 4))
    if draw(st.integers(0, 3)):
        content["participants"] = draw(counts())
    return content


@st.composite
def lives(draw: st.DrawFn, begun: tuple[str, str], ended: str) -> tuple[dict[str, Any], list[str]]:
    """A first known day, perhaps an end, and the days between on which something changes."""
    chosen = sorted(draw(st.sets(days, min_size=1, max_size=5)))
    content: dict[str, Any] = {draw(st.sampled_from(begun)): chosen[0]}
    if draw(st.integers(0, 2)) == 0:
        content[ended] = chosen[-1]
    return content, chosen


@st.composite
def schemes(draw: st.DrawFn) -> dict[str, Any]:
    content, on = draw(lives(("founded_on", "existing_on"), "ended_on"))
    content |= {"title": "Camera an ninh", "field": draw(st.sampled_from(FIELDS))}
    if kind := draw(st.sampled_from([*TYPES, ""])):
        content["type"] = kind
    if "ended_on" in content and draw(st.booleans()):
        content["end_reason"] = "INEFFECTIVE"
    some = st.sampled_from(on)
    ratings = st.sampled_from(["GOOD", "FAIR", "WEAK"])
    if draw(st.booleans()):
        content["ratings"] = [
            {"on": day, "rating": draw(ratings)} for day in draw(st.sets(some, max_size=3))
        ]
    if draw(st.booleans()):
        content["counts"] = [
            {"on": day, draw(st.sampled_from(["members", "households"])): draw(counts())}
            for day in draw(st.sets(some, max_size=3))
        ]
    if draw(st.integers(0, 3)) == 0:
        content["life_changes"] = [{"on": on[-1], "life": "DORMANT"}]
        content["consolidations"] = [{"on": draw(some), "what": "Kiện toàn ban quản lý"}]
    return content


@st.composite
def channels(draw: st.DrawFn) -> dict[str, Any]:
    content, on = draw(lives(("opened_on", "existing_on"), "closed_on"))
    content |= {"title": "Nhóm Zalo", "platform": draw(st.sampled_from(["ZALO", "FACEBOOK"]))}
    return content | {"counts": draw(_recounts(on))}


@st.composite
def teams(draw: st.DrawFn) -> dict[str, Any]:
    content, on = draw(lives(("founded_on", "existing_on"), "ended_on"))
    content |= {"title": "Tổ số 3", "kind": draw(st.sampled_from(["SECURITY", "INTER_FAMILY"]))}
    return content | {"counts": draw(_recounts(on))}


@st.composite
def _recounts(draw: st.DrawFn, on: list[str]) -> list[dict[str, Any]]:
    chosen = draw(st.sets(st.sampled_from(on), max_size=3))
    return [{"on": day, "members": draw(counts())} for day in sorted(chosen)]


@st.composite
def declarations(draw: st.DrawFn) -> dict[str, Any]:
    code = draw(st.sampled_from(["TT02", "TT02", "MH02", "MH02", *sorted(DECLARED)]))
    content: dict[str, Any] = {
        "indicator": code,
        "amount": draw(st.integers(1, 400)),
        "hedge": draw(hedges),
        "dims": draw(st.sampled_from(DECLARED[code])),
        "document": "Báo cáo tổng kết phong trào",
        "takes_in_standing": draw(st.integers(0, 3)) > 0,
    }
    if code in FLOWS:
        start, end = draw(st.sampled_from(SPANS))
        return content | {"from": start.isoformat(), "to": end.isoformat()}
    content["on"] = draw(days)
    until = draw(st.sampled_from([None, None, *ISO]))
    if until and until >= content["on"] and code != "CD02":
        content["valid_until"] = until
    return content


BOOKS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "activities": activities(),
    "schemes": schemes(),
    "channels": channels(),
    "teams": teams(),
    "declarations": declarations(),
}
papers = st.sampled_from(
    ["activities", "activities", "activities", "schemes", "schemes", "channels", "teams",
     "declarations", "declarations", "declarations"]
).flatmap(lambda slug: st.tuples(st.just(slug), BOOKS[slug]))  # fmt: skip
