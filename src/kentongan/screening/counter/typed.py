"""An application as far as it is typed: a sheet for the rules, before anything is saved."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date

from kentongan.accounts.models import Office
from kentongan.entities.told import Person
from kentongan.screening.applicants import Applicant
from kentongan.screening.facts.gathering import Sheet

LONGEST = 240
EXTRA = tuple(one.name for one in fields(Applicant) if one.name != "person")


def typed_sheet(office: Office, posted: Mapping[str, str], today: date) -> Sheet:
    """What stands in the fields so far; whatever is no date or number yet is left out."""
    words = {name: str(value).strip()[:LONGEST] for name, value in posted.items()}
    person = Person(
        name=words.get("name", ""),
        national_id=words.get("national_id", ""),
        birth_date=typed_day(words.get("birth_date", "")),
        phones=tuple(filter(None, (words.get("phone", ""),))),
    )
    applicant = Applicant(person=person, **{name: words.get(name, "") for name in EXTRA})
    return Sheet(
        office=office,
        applicant=applicant,
        purpose=words.get("purpose", ""),
        region_code=words.get("region_code", ""),
        opened_on=today,
        is_child=applicant.is_child(today),
    )


def typed_day(words: str) -> date | None:
    """A whole date, or None."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
