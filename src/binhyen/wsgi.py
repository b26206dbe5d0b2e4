"""The WSGI door; BINHYEN_SETTINGS names the settings leaf."""

import os

from django.core.wsgi import get_wsgi_application

settings = os.environ.get("BINHYEN_SETTINGS", "binhyen.settings.embedded")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
application = get_wsgi_application()
