"""What a record of a book puts into the ledger, read from DESIGN section 10 and nothing else.

Contents are the plain JSON that goes through the interface.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tests.model.country import Country
from tests.model.declared import Declaration, Dims, Fact

COUNTING = {
    "SESSION": ("TT01", "TT02"), "LAUNCH": ("TT03", "TT04"), "FESTIVAL": ("NH01", "NH03"),
    "FORUM": ("YK01", "YK02"), "REVIEW_CONFERENCE": ("CD07", ""), "COMMITTEE_MEETING": ("CD05", ""),
    "INSPECTION": ("CD06", ""), "TRAINING": ("CD10a", "CD10b"), "BROADCAST": ("TT06", ""),
    "PATROL": ("LL05", ""),
}  # fmt: skip
HANDED_OVER = {"AMMUNITION": "VK02", "EXPLOSIVES": "VK03a", "FIREWORKS": "VK03b"}
STEPS = {"VK03a": 1000}
SAID = ("topic", "form", "place", "audience", "regularity")
Step = tuple[str, int, str, Dims]


def lines_of(slug: str, content: dict[str, Any]) -> list[Fact]:
    """Every line, not yet placed: at unit 0."""
    says = {
        "activities": _activity, "schemes": _scheme, "channels": _channel, "teams": _team,
    }[slug]  # fmt: skip
    return list(says(content))


def first_day(content: dict[str, Any]) -> date:
    """The day whose map must know the unit."""
    names = ("on", "founded_on", "opened_on", "existing_on", "to")
    return date.fromisoformat(next(content[name] for name in names if name in content))


def declaration(
    key: Any, unit: int, kind: str, content: dict[str, Any], within: Any
) -> Declaration:
    flow = kind == "FLOW"
    start = date.fromisoformat(content["from" if flow else "on"])
    end = content.get("to" if flow else "valid_until")
    last = date.fromisoformat(end) if end else start.replace(year=start.year + 1)
    if kind == "STATUS":
        last = date(9999, 12, 31)
    return Declaration(
        key, content["indicator"], unit, content["amount"], content.get("hedge", "EXACT"),
        _sorted(content.get("dims", {})), start, last, flow, within,
    )  # fmt: skip


def placed(
    lines: Iterable[Fact], country: Country, unit: int, kept: Sequence[tuple[int, date]] = ()
) -> list[Fact]:
    """Each line at the unit that kept the book that day, or at what it wholly became."""
    found = []
    for line in lines:
        at = ([unit] + [later for later, on in kept if on <= line.day])[-1]
        if not country.valid(at, line.day):
            image, divided = country.image(at, line.day)
            at = at if divided else image
        found.append(Fact(**{**line.__dict__, "unit": at}))
    return found


def transferred(
    lines: Sequence[Fact], kept: Sequence[tuple[int, date]], kinds: dict[str, str]
) -> list[Fact]:
    """What each division took along: on its day the level leaves where it stood, and arrives."""
    moved: list[Fact] = []
    for there, on in kept:
        standing: dict[tuple[str, int, Dims], list[Fact]] = {}
        for line in [*lines, *moved]:
            if line.day < on and line.unit != there and kinds[line.indicator] == "STOCK":
                standing.setdefault((line.indicator, line.unit, line.dims), []).append(line)
        for (code, here, dims), found in standing.items():
            level, hedge = sum(line.amount for line in found), _hedge(found)
            if level:
                moved += [
                    Fact(code, here, on, -level, hedge, dims, takes_out=True, transfer=True),
                    Fact(code, there, on, level, hedge, dims, transfer=True),
                ]
    return moved


def _hedge(lines: Iterable[Fact]) -> str:
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.hedge] = counts.get(line.hedge, 0) + (-1 if line.takes_out else 1)
    left = [hedge for hedge, count in counts.items() if count and hedge != "EXACT"]
    return "EXACT" if not left else left[0] if len(left) == 1 else "ABOUT"


# --- book by book


def _activity(content: dict[str, Any]) -> Iterable[Fact]:
    on = date.fromisoformat(content["on"])
    dims = _sorted({name: content[name] for name in SAID if name in content})
    times, people = COUNTING.get(content["kind"], ("", ""))
    if times:
        yield Fact(times, 0, on, content.get("sessions", 1), dims=dims)
    if people and "participants" in content:
        yield Fact(people, 0, on, *_counted(content["participants"]), dims=dims)
    for item in content.get("items", ()):
        code = HANDED_OVER.get(item["class"], "VK01")
        amount = int(Decimal(str(item["amount"])) * STEPS.get(code, 1))
        named = _sorted({"class": item["class"]}) if code == "VK01" else ()
        yield Fact(code, 0, on, amount, item.get("hedge", "EXACT"), named)


def _scheme(content: dict[str, Any]) -> Iterable[Fact]:
    begun, ended = first_day(content), content.get("ended_on")
    names = {name: content[name] for name in ("field", "type") if name in content}
    lives = [(begun.isoformat(), content.get("life", "ACTIVE"))]
    for change in sorted(content.get("life_changes", ()), key=lambda c: str(c["on"])):
        if change["life"] != lives[-1][1]:
            lives.append((change["on"], change["life"]))
    opens = "founded_on" in content
    yield from _levels(
        "MH02",
        [(on, 1, "EXACT", _sorted({**names, "life": life})) for on, life in lives],
        ended,
        opens=opens,
    )
    if opens:
        code = "MH05" if "replicated_from" in content else "MH03"
        yield Fact(code, 0, begun, 1, dims=_sorted(names), opens=True)
    rated = [
        (r["on"], 1, "EXACT", _sorted({**names, "rating": r["rating"]}))
        for r in content.get("ratings", ())
    ]
    yield from _levels("MH07", rated, ended)
    for code, what in (("MH09a", "members"), ("MH09b", "households")):
        yield from _levels(code, _recounts(content, what, _sorted(names)), ended)
    for done in content.get("consolidations", ()):
        yield Fact("MH04", 0, date.fromisoformat(done["on"]), 1, dims=_sorted(names))
    if ended:
        why = {"reason": content["end_reason"]} if "end_reason" in content else {}
        yield Fact("MH06", 0, date.fromisoformat(ended), 1, dims=_sorted({**names, **why}))


def _channel(content: dict[str, Any]) -> Iterable[Fact]:
    dims, closed = _sorted({"platform": content["platform"]}), content.get("closed_on")
    first = (first_day(content).isoformat(), 1, "EXACT", dims)
    yield from _levels("TT08", [first], closed, opens="opened_on" in content)
    yield from _levels("TT09", _recounts(content, "members", dims), closed)


def _team(content: dict[str, Any]) -> Iterable[Fact]:
    security, ended = content["kind"] == "SECURITY", content.get("ended_on")
    none: Dims = ()
    first = (first_day(content).isoformat(), 1, "EXACT", none)
    code = "LL01" if security else "LL09"
    yield from _levels(code, [first], ended, opens="founded_on" in content)
    if security:
        yield from _levels("LL02", _recounts(content, "members", none), ended)


def _recounts(content: dict[str, Any], what: str, dims: Dims) -> list[Step]:
    return [
        (count["on"], *_counted(count[what]), dims)
        for count in content.get("counts", ())
        if what in count
    ]


def _levels(
    code: str, steps: list[Step], ended: str | None, *, opens: bool = False
) -> Iterable[Fact]:
    """In at the first; at each later one the old level leaves and the new one comes."""
    standing: Step | None = None
    for step in sorted(steps, key=lambda s: s[0]):
        on, amount, hedge, dims = step
        day = date.fromisoformat(on)
        if standing is not None:
            yield _leaving(code, day, standing)
        yield Fact(code, 0, day, amount, hedge, dims, opens=opens and standing is None)
        standing = step
    if ended and standing is not None:
        yield _leaving(code, date.fromisoformat(ended), standing)


def _leaving(code: str, day: date, step: Step) -> Fact:
    return Fact(code, 0, day, -step[1], step[2], step[3], takes_out=True)


def _counted(said: Any) -> tuple[int, str]:
    return (
        (said, "EXACT") if isinstance(said, int) else (said["amount"], said.get("hedge", "EXACT"))
    )


def _sorted(names: dict[str, str]) -> Dims:
    return tuple(sorted(names.items()))
