"""The book of teams, over HTTP."""

from binhyen.forces.rules import TeamContent
from binhyen.records.http.resource import book_router

router = book_router("TEAM", "teams", TeamContent)
