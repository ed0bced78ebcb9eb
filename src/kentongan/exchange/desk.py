"""What the pages show of shares: the lines of the two lists, and one share with its buttons."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils import timezone

from kentongan.access.actions.grants import open_copy
from kentongan.access.grant_permissions import parties
from kentongan.access.grant_queries import (
    colleagues_for,
    facts_of,
    may_read_copies,
    sent_by_office_of,
    shared_with,
    standing_of,
)
from kentongan.access.grant_rules import NEXT, WHO, Deed, Standing
from kentongan.access.models import Grant, GrantState, SharedCopy
from kentongan.access.policy import Kind, may
from kentongan.access.share_profiles import rule_of
from kentongan.accounts.models import User
from kentongan.exchange.forms import AnswerForm, TransferForm
from kentongan.exchange.wording import grant_words, place_words, title_of

PAGE_SIZE = 20
BEFORE_SENDING = (GrantState.PROPOSED, GrantState.APPROVED)


@dataclass(frozen=True)
class Line:
    """One share in a list."""

    grant: Grant
    title: str
    about: str  # "" for the receiver, who learns it from the document alone
    standing: Standing


@dataclass
class Desk:
    """One share as the viewer sees it."""

    grant: Grant
    title: str
    about: str
    standing: Standing
    is_receiver: bool
    copies: list[SharedCopy] = field(default_factory=list)
    preview: dict[str, Any] | None = None
    digest: str = ""
    deeds: set[str] = field(default_factory=set)
    transfer: TransferForm | None = None
    answer: AnswerForm | None = None


def lists_of(viewer: User, page: str | None) -> dict[str, Any]:
    """Received shares, all that stand first; and a page of those the viewer's office made."""
    now = timezone.now()
    received = lines_of(list(shared_with(viewer)[:PAGE_SIZE]), now, is_receiver=True)
    sent: Page[Grant] = Paginator(sent_by_office_of(viewer), PAGE_SIZE).get_page(page)
    return {
        "received": received,
        "sent": lines_of(list(sent.object_list), now, is_receiver=False),
        "page": sent,
        "may_receive": may(viewer, Kind.SHARE, "accept"),
        "may_create": may(viewer, Kind.SHARE, "create"),
    }


def lines_of(grants: list[Grant], now: datetime, *, is_receiver: bool) -> list[Line]:
    """Lines with the names of all their areas in one query."""
    places = {} if is_receiver else place_words(grants)
    return [
        Line(
            grant,
            title_of(grant),
            "" if is_receiver else grant_words(grant, places),
            standing_of(grant, now),
        )
        for grant in grants
    ]


def desk_of(viewer: User, grant: Grant) -> Desk:
    """The page of one share; showing the preview is a reading and is written down as one."""
    is_receiver = grant.recipient_id == viewer.pk
    now = timezone.now()
    desk = Desk(
        grant=grant,
        title=title_of(grant),
        about="" if is_receiver else grant_words(grant, place_words([grant])),
        standing=standing_of(grant, now),
        is_receiver=is_receiver,
        deeds=open_deeds(viewer, grant, now),
    )
    if may_read_copies(viewer, grant, now):
        desk.copies = list(grant.copies.order_by("-number").defer("page", "data"))
        add_preview(desk, viewer)
    add_forms(desk, viewer)
    return desk


def add_preview(desk: Desk, viewer: User) -> None:
    """The exact content, for who prepares or approves."""
    if desk.standing.state in BEFORE_SENDING:
        copy = open_copy(by=viewer, uuid=desk.grant.uuid, number=1)
        desk.preview = json.loads(bytes(copy.data))
        desk.digest = copy.page_sha256


def add_forms(desk: Desk, viewer: User) -> None:
    """The forms behind two of the deeds."""
    if Deed.TRANSFER in desk.deeds and colleagues_for(viewer, desk.grant).exists():
        desk.transfer = TransferForm(viewer=viewer, grant=desk.grant)
    if Deed.ANSWER in desk.deeds:
        desk.answer = AnswerForm()


def open_deeds(viewer: User, grant: Grant, now: datetime) -> set[str]:
    """The deeds whose button works for the viewer now."""
    mine = parties(viewer, grant)
    state = standing_of(grant, now).state
    possible = {deed for deed in NEXT[state] if mine & WHO[deed]}
    if Deed.REVOKE in NEXT[facts_of(grant, now).state] and mine & WHO[Deed.REVOKE]:
        possible.add(Deed.REVOKE)
    return {str(deed) for deed in possible if is_sensible(deed, viewer, grant)}


def is_sensible(deed: Deed, viewer: User, grant: Grant) -> bool:
    """Whether a deed of the table fits this grant and this person."""
    waits = grant.needs_approval and grant.state == GrantState.PROPOSED
    if deed is Deed.OFFER:
        return not waits
    if deed is Deed.APPROVE:
        return waits and viewer.pk not in {grant.proposed_by_id, grant.owner_id}
    if deed is Deed.REFUSE:
        return grant.needs_approval and viewer.pk != grant.owner_id
    if deed is Deed.DELIVER:
        return bool(grant.list_kind)
    if deed is Deed.ANSWER:
        return rule_of(grant.profile).asks and not grant.answer
    return True
