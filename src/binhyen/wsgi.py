"""The WSGI door; BINHYEN_SETTINGS names the settings leaf."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.settings.embedded")
application = get_wsgi_application()
