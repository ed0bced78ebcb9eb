"""An understood row as JSON beside its cells, and back."""

from datetime import date
from typing import Any

from kentongan.entities.told import Written, WrittenPerson, read_person, write_person
from kentongan.reports.content import NAMES, Content
from kentongan.reports.line_list.rows import Understood


def packed(outcome: Understood) -> dict[str, Any]:
    """What the database keeps of an understood row; nothing for a row that makes no report."""
    if outcome.content is None or outcome.agency is None:
        return {}
    content: dict[str, Any] = {name: getattr(outcome.content, name) for name in NAMES}
    content["noticed_on"] = content["noticed_on"].isoformat() if content["noticed_on"] else None
    content["things"] = [[thing.kind, thing.raw] for thing in outcome.content.things]
    content["people"] = [[one.role, write_person(one.person)] for one in outcome.content.people]
    content["indicators"] = list(outcome.content.indicators)
    return {
        "content": content,
        "agency": outcome.agency.pk,
        "voice": outcome.voice,
        "identity": outcome.identity,
    }


def unpacked_content(parsed: dict[str, Any]) -> Content:
    """The content that ``packed`` put away; raises KeyError for a row that makes no report."""
    content = dict(parsed["content"])
    day = content["noticed_on"]
    content["noticed_on"] = date.fromisoformat(day) if day else None
    content["things"] = tuple(Written(kind, raw) for kind, raw in content["things"])
    # Rows that were read before reports named people have none.
    people = content.get("people", ())
    content["people"] = tuple(WrittenPerson(role, read_person(told)) for role, told in people)
    content["indicators"] = tuple(content["indicators"])
    return Content(**content)
