"""What every page knows: the office, whether this is a demo, and what the viewer may do."""

from django.conf import settings
from django.http import HttpRequest

from kentongan.access.policy import abilities


def office(request: HttpRequest) -> dict[str, object]:
    """The names in the header, and the viewer's abilities for the menu."""
    user = getattr(request, "user", None)
    return {
        "office_name": settings.OFFICE_NAME,
        "is_demo": settings.DEMO,
        "real_people": settings.MODE == "live",
        "abilities": abilities(user) if user is not None and user.is_authenticated else frozenset(),
    }
