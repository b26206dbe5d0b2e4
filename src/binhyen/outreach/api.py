"""The book of channels, over HTTP."""

from binhyen.outreach.rules import ChannelContent
from binhyen.records.http.resource import book_router

router = book_router("CHANNEL", "channels", ChannelContent)
