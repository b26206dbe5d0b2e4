"""The day the served site lives on: the stories are told on the real calendar of Vietnam."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

TODAY = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def vietnamese(day: date) -> str:
    return f"{day:%d/%m/%Y}"
