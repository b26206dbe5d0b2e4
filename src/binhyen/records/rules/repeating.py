"""When a thing done every week is to be asked for. Days, no calendar of the law."""

from datetime import date, timedelta

WEEK = 7


def due_day(*, weekday: int, since: date, passed_on: date | None, today: date) -> date | None:
    """The latest day of that weekday up to today that was not answered yet, if any.

    Only the latest: a week nobody asked about is not asked about for ever. *weekday* counts
    from Monday, 0.

    >>> due_day(weekday=4, since=date(2026, 11, 13), passed_on=None, today=date(2026, 11, 26))
    datetime.date(2026, 11, 20)
    """
    latest = today - timedelta(days=(today.weekday() - weekday) % WEEK)
    answered = max(since, passed_on or since)
    return latest if latest > answered else None
