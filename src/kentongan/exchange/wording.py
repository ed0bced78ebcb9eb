"""What the pages call a share and what it is about."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kentongan.access.models import Grant
from kentongan.access.share_profiles import LIST, rule_of
from kentongan.entities.queries import place_names

KINDS = {
    "alert": lambda: _("peringatan"),
    "thing": lambda: _("hal"),
    "report": lambda: _("laporan"),
}
SHORT = 8  # letters of a report's number that people read out


def about_words(about: str) -> str:
    """ "peringatan 12", "laporan 1f3a9c20", "daftar suatu wilayah"."""
    kind, _colon, key = about.partition(":")
    if kind == LIST or kind not in KINDS:
        return _("daftar suatu wilayah")
    return f"{KINDS[kind]()} {key[:SHORT]}"


def grant_words(grant: Grant, places: dict[str, str]) -> str:
    """What a grant is about, for the sender's side."""
    if not grant.list_kind:
        return about_words(grant.subject)
    return _("daftar %(place)s, %(since)s – %(until)s") % {
        "place": places.get(grant.area_code, grant.area_code),
        "since": date_format(grant.since, "j M Y") if grant.since else "",
        "until": date_format(grant.until, "j M Y") if grant.until else "",
    }


def place_words(grants: list[Grant]) -> dict[str, str]:
    """The names of the areas of some grants in one query."""
    return place_names({grant.area_code for grant in grants if grant.area_code})


def title_of(grant: Grant) -> str:
    """How the profile is called on the screens."""
    return rule_of(grant.profile).title
