"""An event in one line, as a list shows it. Pure."""

from collections.abc import Mapping

from binhyen.rearrangement.rules.plan import Kind, Plan

MOST_NAMED = 3
LONGEST = 300


def title_of(kind: Kind, plan: Plan, names: Mapping[int, str]) -> str:
    """Say it the way a decree's summary does, with what is known so far.

    >>> title_of(Kind.MERGE, Plan(ends=(1, 2)), {1: "xã Đông", 2: "xã Tây"})
    'Nhập xã Đông và xã Tây'
    """
    olds = _listed([names.get(unit, "") for unit in plan.ends])
    news = _listed([*(new.full_name for new in plan.begins), *(names[u] for u in plan.into)])
    if kind == Kind.MERGE:
        words = f"Nhập {olds} vào {news}" if plan.into else f"Nhập {olds}"
        title = f"{words} thành {news}" if plan.begins else words
    elif kind == Kind.SPLIT:
        title = f"Chia {olds} thành {news}" if news else f"Chia {olds}"
    elif kind == Kind.CHANGE:
        title = _of_changes(plan, names)
    else:
        title = f"Kết thúc {olds}" if kind == Kind.END else f"Thành lập {news}"
    return title[:LONGEST]


def _of_changes(plan: Plan, names: Mapping[int, str]) -> str:
    change = plan.changes[0]
    name = names.get(change.unit, "")
    if change.name is not None and change.type is not None:
        now = f"{change.type} {change.name}"
        if now != name:
            return f"Đổi {name} thành {now}"
    if change.name is not None and change.name != name and change.type is None:
        return f"Đổi {name} thành {change.name}"
    if change.parent is not None:
        return f"Chuyển {name} về {names.get(change.parent, '')}"
    return f"Đổi mã {name}" if change.code is not None else f"Đổi {name}"


def _listed(names: list[str]) -> str:
    shown = [name for name in names if name]
    if len(shown) > MOST_NAMED:
        return f"{', '.join(shown[:MOST_NAMED])} và {len(shown) - MOST_NAMED} đơn vị nữa"
    return " và ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
