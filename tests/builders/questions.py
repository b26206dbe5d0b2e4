"""How much a page asks the database."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def opened(client: Client, address: str) -> tuple[Any, int]:
    """Give a page and the number of its queries, once a process keeps what it keeps."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address)
    assert page.status_code == 200, page.status_code
    return page, len(queries)
