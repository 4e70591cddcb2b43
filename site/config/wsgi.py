"""The WSGI entry point: `gunicorn --pythonpath site config.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

from console.memory import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
application = get_wsgi_application()
settle()
