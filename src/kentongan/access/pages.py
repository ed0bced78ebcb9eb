"""Who looks at a page."""

from django.http import Http404, HttpRequest

from kentongan.access.policy import Kind, Reach, cell
from kentongan.accounts.models import User


def viewer_of(request: HttpRequest, kind: Kind) -> User:
    """The person looking; whose role sees nothing of this kind finds no such page."""
    viewer = request.user
    if not isinstance(viewer, User) or cell(viewer, kind).reach is Reach.NONE:
        raise Http404
    return viewer
