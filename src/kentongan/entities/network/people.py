"""Confirmed people as nodes: suspected parties whom somebody judged to be one person.

Of two mentions that were judged the same, whoever sees one alone does not learn of the judgement:
his picture holds no such person, as the page of that mention says that nobody confirmed any.
"""

from collections.abc import Collection
from itertools import batched
from typing import Any

from django.db.models import Count, Min, QuerySet

from kentongan.access.visibility import exportable
from kentongan.accounts.models import User
from kentongan.entities.models import AnyPersonMention
from kentongan.entities.person_queries import people_ever_in_sight
from kentongan.entities.sides import SUSPECTED

type People = QuerySet[Any]  # of AnyPersonMention
AT_ONCE = 500  # SQLite takes 32,766 values in one statement


def confirmed_for(viewer: User) -> People:
    """The standing mentions of people of whom ``viewer`` sees two mentions that were judged one."""
    return confirmed(people_ever_in_sight(viewer, SUSPECTED))


def confirmed_on_paper(viewer: User) -> People:
    """``confirmed_for`` for paper."""
    return confirmed(exportable(SUSPECTED.told, viewer, SUSPECTED.sight))


def confirmed(seen: People) -> People:
    """Of mentions in sight those that stand and whose person has two; one question.

    A withdrawn mention is counted: what was judged of it stays in sight.
    """
    judged = seen.order_by().filter(identity__isnull=False).values("identity")
    several = judged.annotate(mentions=Count("pk")).filter(mentions__gt=1)
    return seen.filter(identity__in=several.values("identity"), withdrawn=False)


def faces(people: People, identities: Collection[int]) -> dict[int, AnyPersonMention]:
    """Identity → the earliest mention in sight, which gives a person his name and his page."""
    found: dict[int, AnyPersonMention] = {}
    for some in batched(sorted(identities), AT_ONCE, strict=False):
        told = people.filter(identity__in=some).order_by().values("identity")
        first = told.annotate(first=Min("pk")).values("first")
        found |= {one.identity_id: one for one in SUSPECTED.told.filter(pk__in=first)}
    return found
