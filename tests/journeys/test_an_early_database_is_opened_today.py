"""What was written with the first version that had data reads the same today, and stays whole."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders.past import SET_UP_NOW, is_in_history, site_of_then
from tests.builders.site import Site

pytestmark = [
    pytest.mark.xdist_group("early database"),
    pytest.mark.timeout(600),
    pytest.mark.skipif(not is_in_history(), reason="needs the history: git fetch --unshallow"),
]

# Sums of lines by indicator and unit, and every balance of a third of a month: as they stood.
ASKED = """
import django, json
django.setup()
from django.db import connection
cursor = connection.cursor()
def rows(sql):
    cursor.execute(sql)
    return [list(map(str, row)) for row in cursor.fetchall()]
print(json.dumps({
    "records": rows("SELECT id, title, state, revision FROM records_record ORDER BY 1"),
    "lines": rows("SELECT u.uid, i.code, SUM(l.amount), SUM(l.sign) FROM ledger_line l "
                  "JOIN units_unit u ON u.id = l.unit_id "
                  "JOIN ledger_indicator i ON i.id = l.indicator_id "
                  "GROUP BY u.uid, i.code ORDER BY 1, 2"),
    "balances": rows("SELECT unit_id, indicator_id, bucket, amount, n FROM ledger_balance "
                     "WHERE bucket >= -22768 AND NOT own ORDER BY 1, 2, 3"),
    "log": rows("SELECT id, action FROM audit_auditentry ORDER BY 1"),
    "officers": rows("SELECT username, password FROM accounts_officer ORDER BY 1"),
}))
"""
FIGURES = """
import django
from django.conf import settings
django.setup()
from datetime import date
from django.test import Client
from binhyen.accounts.models import Officer
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage")
reader = Client(HTTP_HOST="localhost")
reader.force_login(Officer.objects.get(username="nation.leader"),
                   "allauth.account.auth_backends.AuthenticationBackend")
for path in ("TT02/D453b/?period=2016", "MH02/D453b/?period=2016",
             "KT02/C16228n/?period=2022&map=today"):
    print(" ".join(reader.get(f"/so-lieu/{path}").content.decode().split()))
"""


@pytest.fixture(scope="module")
def early(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_of_then(tmp_path_factory.mktemp("early"))


def asked(site: Site) -> Any:
    return json.loads(site.program(ASKED))


class TestEarlyDatabase:
    def test_is_carried_over_with_every_record_and_figure(
        self, early: Site, tmp_path: Path
    ) -> None:
        before = asked(early)
        assert len(before["records"]) == 29
        assert before["lines"]
        assert before["balances"]

        early.program(SET_UP_NOW)

        after = asked(early)
        for facts in ("records", "lines", "balances"):
            assert after[facts] == before[facts]
        for grown in ("log", "officers"):  # today's demonstration has accounts more
            assert [row for row in after[grown] if row in before[grown]] == before[grown]
        assert early.run("ledger", "check").startswith("The ledger is whole.")
        pages = early.program(FIGURES).splitlines()
        for page, words in zip(pages, ("gần 26.000", "70", "4"), strict=True):
            assert words in page
