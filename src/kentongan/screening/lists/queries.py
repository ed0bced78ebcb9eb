"""Looking up names in the dated lists of an office; they are public."""

from collections.abc import Mapping
from types import MappingProxyType

from django.db.models import Count, QuerySet

from kentongan.accounts.models import Office, User
from kentongan.entities.queries import normalise
from kentongan.screening.facts.evidence import Lookup
from kentongan.screening.models import LicenceEntry, LicenceList, ListKind

ORGANISATION = "organisation"
LONGEST_NAME = 200
# Purpose → which list its agency, its pilgrimage operator stands on.
AGENCY_LISTS = MappingProxyType(
    {"work": ListKind.AGENCY, "seafarer": ListKind.CREW, "study": ListKind.TRAINING}
)
OPERATOR_LISTS = MappingProxyType({"umrah": ListKind.UMRAH, "haj": ListKind.HAJ})
MOST_FOUND = 20


def name_key(name: str) -> str:
    """The form in which names are compared: legal form, capitals and signs do not count."""
    normal = normalise(ORGANISATION, name)
    return normal.key[:LONGEST_NAME] if normal else ""


def latest_list(office: Office, kind: str) -> LicenceList | None:
    """The newest list of a kind; None where the office has none yet."""
    return LicenceList.objects.filter(office=office, kind=kind).first()


def looked_up(
    office: Office, lists: Mapping[str, ListKind], purpose: str, name: str
) -> list[Lookup]:
    """Whether a name stands on the newest list for a purpose; nothing without such a list."""
    key = name_key(name)
    chosen = latest_list(office, lists[purpose]) if key and purpose in lists else None
    if chosen is None:
        return []
    listed = chosen.entries.filter(key__in=same_firm(key)).exists()
    name_of_list = str(chosen.get_kind_display())
    return [Lookup(chosen.source, chosen.listed_on, name, name_of_list, listed)]


def same_firm(key: str) -> set[str]:
    """A name that somebody told without its legal form is looked for with "PT" and "CV" too."""
    form, space, rest = key.partition(" ")
    has_form = bool(space) and form in {"pt", "cv"}
    return {key, rest} if has_form else {key, f"pt {key}", f"cv {key}"}


def lists_of(viewer: User) -> QuerySet[LicenceList]:
    """The lists of the viewer's office, the newest first, with how many names each holds."""
    rows = LicenceList.objects.filter(office=viewer.office_id).select_related("loaded_by")
    return rows.annotate(names=Count("entries"))


def names_on(chosen: LicenceList, words: str) -> QuerySet[LicenceEntry]:
    """The names of a list that hold some words."""
    found = chosen.entries.all()
    return found.filter(name__icontains=words) if words else found
