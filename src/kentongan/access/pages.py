"""Who looks at a page."""

from django.http import Http404, HttpRequest
from django.utils import timezone

from kentongan.access.policy import Kind, Reach, cell
from kentongan.access.standing import standing_of
from kentongan.access.subjects import home_sight
from kentongan.accounts.models import User


def viewer_of(request: HttpRequest, kind: Kind) -> User:
    """The person looking; whose role sees nothing of this kind finds no such page."""
    viewer = request.user
    if not isinstance(viewer, User) or not reads(viewer, kind):
        raise Http404
    return viewer


def reads(viewer: User, kind: Kind) -> bool:
    """Whether the role reads this kind at all, or an emergency has opened one such record."""
    if cell(viewer, kind).reach is not Reach.NONE:
        return True
    if not viewer.is_active:
        return False
    opened = standing_of(viewer, timezone.now()).opened
    return any(home_sight(subject).kind is kind for subject in opened)
