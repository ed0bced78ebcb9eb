"""Pages under /akun/orang/. The person is looked up before the proof is asked: strangers find
nothing, and learn nothing."""

from allauth.core.exceptions import ReauthenticationRequired
from django import forms
from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kentongan.access.pages import viewer_of
from kentongan.access.policy import Kind
from kentongan.access.staff import actions
from kentongan.access.staff.forms import InviteForm, PostingForm, ReasonForm, RoleForm
from kentongan.access.staff.queries import open_changes_for, people_managed_by
from kentongan.accounts.models import Posting, User
from kentongan.accounts.queries import postings_in_force, second_factors
from kentongan.accounts.step_up import is_fresh


def manager(request: HttpRequest) -> User:
    """Who looks; 404 for everybody who manages nobody."""
    return viewer_of(request, Kind.ACCOUNT)


def person_of(viewer: User, pk: int) -> User:
    """Somebody the viewer looks after; else 404."""
    return get_object_or_404(people_managed_by(viewer), pk=pk)


def must_be_fresh(request: HttpRequest) -> None:
    """Raises ReauthenticationRequired: the person proves who sits here and comes back."""
    if not is_fresh(request):
        raise ReauthenticationRequired


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Everybody the viewer looks after, and what waits for a second person."""
    viewer = manager(request)
    if request.GET:
        raise SuspiciousOperation("unknown parameter")
    context = {"people": people_managed_by(viewer), "changes": open_changes_for(viewer)}
    return render(request, "access/people.html", context)


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """A new account."""
    viewer = manager(request)
    must_be_fresh(request)
    form = InviteForm(request.POST or None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        person = actions.invite(by=viewer, **form.cleaned_data)
        messages.success(request, _("Undangan dicatat. Pengelola lain perlu menyetujui perannya."))
        return redirect("person", person.pk)
    return render(request, "access/invite.html", {"form": form})


@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One account and what may be done with it."""
    viewer = manager(request)
    found = person_of(viewer, pk)
    must_be_fresh(request)
    context = {
        "person": found,
        "changes": open_changes_for(viewer).filter(user=found),
        "postings": postings_in_force(found, timezone.localdate()),
        "factors": second_factors(found),
        "role_form": RoleForm(initial={"role": found.role}),
    }
    return render(request, "access/person.html", context)


@require_POST
def change_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Another role."""
    viewer, found = manager(request), person_of(manager(request), pk)
    must_be_fresh(request)
    form = RoleForm(request.POST)
    if is_right(request, form):
        change = actions.propose_role(by=viewer, person=found, **form.cleaned_data)
        done = change.decided_at is not None
        messages.success(request, _("Peran diganti.") if done else _("Usulan dicatat."))
    return redirect("person", pk)


@require_POST
def reset_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """The second factor is lost."""
    viewer, found = manager(request), person_of(manager(request), pk)
    must_be_fresh(request)
    form = ReasonForm(request.POST)
    if is_right(request, form):
        actions.propose_factor_reset(by=viewer, person=found, **form.cleaned_data)
        messages.success(request, _("Usulan dicatat."))
    return redirect("person", pk)


@require_POST
def disable(request: HttpRequest, pk: int) -> HttpResponse:
    """The account ends at once."""
    viewer, found = manager(request), person_of(manager(request), pk)
    must_be_fresh(request)
    actions.disable(by=viewer, person=found)
    messages.success(request, _("Akun dinonaktifkan dan semua sesinya diakhiri."))
    return redirect("person", pk)


@require_POST
def give_code(request: HttpRequest, pk: int) -> HttpResponse:
    """A one-time code on a page to print; it is not shown again."""
    viewer, found = manager(request), person_of(manager(request), pk)
    must_be_fresh(request)
    code = actions.give_code(by=viewer, person=found)
    groups = " ".join(code[start : start + 4] for start in range(0, len(code), 4))
    return render(request, "access/code.html", {"person": found, "code": groups})


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person's word."""
    viewer = manager(request)
    change = get_object_or_404(open_changes_for(viewer), pk=pk)
    must_be_fresh(request)
    actions.decide(by=viewer, change=change, accept="accept" in request.POST)
    messages.success(request, _("Keputusan dicatat."))
    return redirect("people")


@require_POST
def begin_posting(request: HttpRequest, pk: int) -> HttpResponse:
    """A village more."""
    viewer, found = manager(request), person_of(manager(request), pk)
    must_be_fresh(request)
    form = PostingForm(request.POST)
    if is_right(request, form):
        actions.post_to(by=viewer, person=found, on=timezone.localdate(), **form.cleaned_data)
        messages.success(request, _("Penempatan dicatat."))
    return redirect("person", pk)


@require_POST
def end_posting(request: HttpRequest, pk: int) -> HttpResponse:
    """A village less."""
    viewer = manager(request)
    mine = Posting.objects.filter(user__in=people_managed_by(viewer), valid_to=None)
    posting = get_object_or_404(mine, pk=pk)
    must_be_fresh(request)
    actions.end_posting(by=viewer, posting=posting, on=timezone.localdate())
    messages.success(request, _("Penempatan diakhiri."))
    return redirect("person", posting.user_id)


def is_right(request: HttpRequest, form: forms.Form) -> bool:
    """Whether the form is; its errors become messages on the page it came from."""
    for errors in form.errors.values():
        for text in errors:
            messages.error(request, str(text))
    return form.is_valid()
