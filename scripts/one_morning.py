"""Settings of a site on which it is always the same morning: pictures taken again are alike."""

import secrets

from django.utils import timezone

from binhyen.settings.embedded import *  # noqa: F403 -- a leaf is base plus its own facts
from scripts.guide import MORNING

timezone.now = lambda: MORNING
# what the sign-in library draws for a second factor, and what a page then shows of it
secrets.token_bytes = lambda nbytes=None: bytes(range(nbytes or 32))
secrets.token_hex = lambda nbytes=None: secrets.token_bytes(nbytes).hex()
