"""The pages of an incident: its clock, its list, who was affected, the letters."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kentongan.accounts.models import User
from kentongan.audit.actions import record
from kentongan.audit.models import EntryKind, Incident
from kentongan.website.privacy import letters
from kentongan.website.privacy.actions import incidents as deeds
from kentongan.website.privacy.clocks import breach_on, hours_left
from kentongan.website.privacy.forms import IncidentForm, NoteForm, ScopeForm
from kentongan.website.privacy.pages import pdf, posted, reader, said, tried
from kentongan.website.privacy.scope import Window

LETTERS = {"lembaga": letters.to_authority, "orang": letters.to_person}
MOST = 100
LONGEST_NOTE = 500


@require_http_methods(["GET", "POST"])
def incidents(request: HttpRequest) -> HttpResponse:
    """All incidents, and the form that begins one."""
    viewer = reader(request)
    form, status = IncidentForm(posted(request)), 200
    if request.method == "POST":
        begun: list[Incident] = []
        status = tried(form, lambda: begun.append(begin(viewer, form.cleaned_data)))
        if status == 0:
            return redirect("privacy:incident", pk=begun[0].pk)
    rows = [(one, clock(one, timezone.now())) for one in Incident.objects.all()[:MOST]]
    context = {"form": form, "rows": rows}
    return render(request, "website/privacy/incidents.html", context, status=status)


def begin(by: User, told: dict[str, Any]) -> Incident:
    return deeds.begin(by=by, known_at=told["diketahui"], what=told["apa"], now=timezone.now())


def found(pk: int) -> Incident:
    incident = Incident.objects.filter(pk=pk).first()
    if incident is None:
        raise Http404
    return incident


def clock(incident: Incident, now: datetime) -> dict[str, object]:
    """How much of the time is left; nothing runs once the authority was told."""
    due = incident.known_at + timedelta(hours=breach_on(incident.known_at.date()).hours)
    kinds = set(incident.entries.values_list("kind", "item"))
    return {
        "due": due,
        "hours": hours_left(due, now),
        "told": (EntryKind.CHECK.value, "authority") in kinds,
        "closed": any(kind == EntryKind.CLOSED for kind, _item in kinds),
    }


def steps(incident: Incident) -> list[dict[str, object]]:
    """The list, each with who ticked it off."""
    done = {one.item: one for one in incident.entries.filter(kind=EntryKind.CHECK)}
    edition = breach_on(incident.known_at.date())
    return [
        {
            "step": step,
            "due": incident.known_at + timedelta(hours=step.by_hour),
            "done": done.get(step.id),
        }
        for step in edition.steps
    ]


def page(
    request: HttpRequest, incident: Incident, status: int = 200, **forms_shown: forms.Form
) -> HttpResponse:
    """One incident with its forms."""
    context = {
        "incident": incident,
        "clock": clock(incident, timezone.now()),
        "edition": breach_on(incident.known_at.date()),
        "steps": steps(incident),
        "scope": letters.scope_of(incident),
        "entries": incident.entries.all(),
        "scope_form": ScopeForm(),
        "note_form": NoteForm(),
        "now": timezone.now(),
        **forms_shown,
    }
    return render(request, "website/privacy/incident.html", context, status=status)


@require_GET
def incident(request: HttpRequest, pk: int) -> HttpResponse:
    """One incident."""
    reader(request)
    return page(request, found(pk))


def done(
    request: HttpRequest, one: Incident, name: str, form: forms.Form, deed: Callable[[], object]
) -> HttpResponse:
    """Try the deed; back to the incident, or its page with what was wrong."""
    if status := tried(form, deed):
        return page(request, one, status, **{name: form})
    messages.success(request, _("Tercatat."))
    return redirect("privacy:incident", pk=one.pk)


@require_POST
def scope(request: HttpRequest, pk: int) -> HttpResponse:
    """Reckon who was affected."""
    viewer, one, form = reader(request), found(pk), ScopeForm(request.POST)

    def deed() -> None:
        told = form.cleaned_data
        window = Window(told["akun"], told["mulai"], told["sampai"])
        deeds.reckon_scope(by=viewer, incident=one, window=window, now=timezone.now())

    return done(request, one, "scope_form", form, deed)


@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a note, or close with one."""
    viewer, one, form = reader(request), found(pk), NoteForm(request.POST)
    deed = deeds.close if "tutup" in request.POST else deeds.add_note
    return done(
        request,
        one,
        "note_form",
        form,
        lambda: deed(
            by=viewer, incident=one, note=form.cleaned_data["catatan"], now=timezone.now()
        ),
    )


@require_POST
def tick_off(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """A step is done."""
    viewer, one = reader(request), found(pk)
    note = said(request, "catatan", LONGEST_NOTE)
    deeds.tick_off(by=viewer, incident=one, step=step, note=note, now=timezone.now())
    messages.success(request, _("Langkah ditandai selesai."))
    return redirect("privacy:incident", pk=pk)


@require_GET
def letter(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A notice as PDF; printing it is logged."""
    viewer, one = reader(request), found(pk)
    if name not in LETTERS:
        raise Http404
    with transaction.atomic():
        record(viewer, "incident.letter_printed", f"incident:{one.pk}")
    return pdf(LETTERS[name](one), f"insiden-{one.pk}-{name}", timezone.now())
