"""The web application for a WSGI server. It does not start while a check finds an error."""

import os

from django.core.checks import ERROR, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from kentongan.access.apps import TAG

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.website.settings")
application = get_wsgi_application()
if errors := [found for found in run_checks(tags=[TAG]) if found.level >= ERROR]:
    raise ImproperlyConfigured("\n".join(str(found) for found in errors))
