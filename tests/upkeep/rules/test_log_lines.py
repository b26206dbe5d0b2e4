import json
import logging
import sys
from typing import Any

import pytest

from binhyen.upkeep.rules.log_lines import JsonLines, unit_of

NAME = "Nguyễn Văn An"


def said(logger: str, message: str, *args: object, **facts: Any) -> dict[str, Any]:
    """What one call of a logger becomes."""
    exc_info = facts.pop("exc_info", None)
    record = logging.getLogger(logger).makeRecord(
        logger, logging.ERROR, "somewhere.py", 7, message, args, exc_info, extra=facts
    )
    text = JsonLines().format(record)
    assert "\n" not in text
    found: dict[str, Any] = json.loads(text)
    return found


def raised() -> Any:
    try:
        try:
            int(NAME)
        except ValueError as error:
            raise LookupError(f"{NAME} đã có") from error
    except LookupError:
        return sys.exc_info()


class TestJsonLines:
    def test_tells_the_facts_it_knows_and_no_others(self) -> None:
        told = said("binhyen.requests", "request", route="units:unit", status=200, title=NAME)

        assert told.pop("time").endswith("+00:00")
        assert told == {
            "level": "ERROR", "event": "request", "route": "units:unit", "status": 200,
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("logger", "message", "args"),
        [
            ("django.request", "Not Found: %s", (f"/don-vi/{NAME}/",)),
            ("gunicorn.error", f"Error handling request /?q={NAME}", ()),
            ("binhyen.records", f"{NAME} đã ghi", ()),
            ("django.db.backends", "(0.001) INSERT … %s", (NAME,)),
        ],
    )
    def test_repeats_no_words_of_a_message(
        self, logger: str, message: str, args: tuple[str, ...]
    ) -> None:
        told = said(logger, message, *args)

        assert NAME not in json.dumps(told, ensure_ascii=False)
        assert told["event"] == logger

    def test_tells_an_error_by_its_classes_and_lines_of_code(self) -> None:
        told = said("django.request", "Internal Server Error: %s", "/", exc_info=raised())

        assert told["error"] == ["builtins.LookupError", "builtins.ValueError"]
        assert told["at"][-1].endswith(" raised")
        assert NAME not in json.dumps(told, ensure_ascii=False)


class TestUnitOf:
    @pytest.mark.parametrize("uid", ["VN", "C16228n", "D453b", "P44n"])
    def test_tells_a_uid(self, uid: str) -> None:
        assert unit_of(uid) == uid

    @pytest.mark.parametrize("typed", [NAME, "An", "", "C16228n; An", None, 7])
    def test_tells_nothing_else(self, typed: object) -> None:
        assert unit_of(typed) is None
