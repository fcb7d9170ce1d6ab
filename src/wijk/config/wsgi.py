"""The web server's way in."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijk.config.settings")
application = get_wsgi_application()

# Everything that a page needs is read before the processes part, so that they share it. What was read stays for ever: the
# collector need not look through it again, and need not look after every 700 things, since a page makes ten thousand that die
# by themselves when it is sent. That saves up to a tenth of a page.
assert get_resolver().url_patterns
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 10, 10)
