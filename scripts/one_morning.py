"""Settings of a site on which it is always the same morning: pictures taken again are alike."""

from django.utils import timezone

from binhyen.settings.embedded import *  # noqa: F403 -- a leaf is base plus its own facts
from scripts.guide import MORNING

timezone.now = lambda: MORNING
