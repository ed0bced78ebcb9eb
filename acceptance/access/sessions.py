"""``python -m acceptance.access.sessions``: a session of everybody in the database, as JSON.

For the measurement in a browser: ``{username: {cookie name: value}}``. It walks no login page,
since what is measured there are the pages behind it.
"""

import json
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.website.settings")
django.setup()

from acceptance.access.browser import browser_of  # noqa: E402
from kentongan.accounts.models import User  # noqa: E402


def everybody() -> dict[str, dict[str, str]]:
    """The cookies of a fresh login for each active person."""
    people = User.objects.filter(is_active=True).order_by("pk")
    return {
        user.username: {name: one.value for name, one in browser_of(user).cookies.items()}
        for user in people
    }


if __name__ == "__main__":
    print(json.dumps(everybody()))
