"""What a log line may say: a closed list of facts, none of them about a person.

Never a name, a text somebody typed, a query, a body or the words of an error: they may quote
what was typed. An officer is a number, an error its class and the lines of code it came through.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final

FACTS: Final = ("route", "method", "status", "duration_ms", "unit", "officer", "request_id")
OURS: Final = "binhyen"
EVENT: Final = re.compile(r"^[a-z_]+(\.[a-z_]+)*$")
MOST_FRAMES: Final = 12
UNIT: Final = re.compile(r"^(?:VN|[A-Z]{1,2}\d{1,9}[a-z]?)$")
ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None]


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname,
            "event": event_of(record),
        }
        said |= {fact: vars(record)[fact] for fact in FACTS if vars(record).get(fact) is not None}
        request = vars(record).get("request")  # Django's own loggers carry it
        if "request_id" not in said and (known := getattr(request, "request_id", None)):
            said["request_id"] = known
        if record.exc_info and record.exc_info[0]:
            said["error"] = names_of(record.exc_info[1])
            said["at"] = frames_of(record.exc_info[2])
        elif not record.name.startswith(OURS):
            said["at"] = [f"{record.module}:{record.lineno}"]
        return json.dumps(said, ensure_ascii=False)


def event_of(record: logging.LogRecord) -> str:
    """Our own events are constants; of others only who speaks, for their words may quote."""
    if record.name.startswith(OURS) and EVENT.match(str(record.msg)):
        return str(record.msg)
    return record.name


def names_of(error: BaseException | None) -> list[str]:
    """The class of an error and of what caused it, outermost first."""
    names: list[str] = []
    while error is not None and len(names) < MOST_FRAMES:
        names.append(f"{type(error).__module__}.{type(error).__qualname__}")
        error = error.__cause__ or error.__context__
    return names


def frames_of(trace: TracebackType | None) -> list[str]:
    """The innermost lines of code, without what stood in their variables."""
    return [
        f"{_short(frame.filename)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)[-MOST_FRAMES:]
    ]


def _short(path: str) -> str:
    return re.split(r"/(?:site-packages|src)/", path)[-1]


def unit_of(uid: object) -> str | None:
    """The uid of a unit as it stands in an address; anything else is not told.

    >>> unit_of("C16228n"), unit_of("Nguyễn Văn An"), unit_of(None)
    ('C16228n', None, None)
    """
    return uid if isinstance(uid, str) and UNIT.match(uid) else None
