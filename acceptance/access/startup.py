"""An address or a table without a policy must keep the product from starting."""

import os
import subprocess
import sys

from acceptance.result import Part
from acceptance.site import ROOT

ADD_ADDRESS = """
from django.http import HttpResponse
from django.urls import path
from kentongan.alerts import urls
urls.urlpatterns.append(path("<int:pk>/baru/", lambda request, pk: HttpResponse("x"), name="baru"))
"""
ADD_TABLE = """
from django.db import models
class Tambahan(models.Model):
    note = models.TextField()
    class Meta:
        app_label = "reports"
"""
SETUP = """
import os, sys, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.website.settings")
django.setup()
{added}
from django.core.management import call_command
call_command("check")
"""


def parts(seed: int) -> list[Part]:
    """Start as it is, with one more address, with one more table."""
    return [
        started("as it is", "", wanted=0),
        started("one more address with a key", ADD_ADDRESS, wanted=1),
        started("one more table", ADD_TABLE, wanted=1),
    ]


def started(what: str, added: str, wanted: int) -> Part:
    """``check`` in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", SETUP.format(added=added)],
        cwd=ROOT, env=os.environ, capture_output=True, text=True,
    )  # fmt: skip
    said = (done.stderr.strip().splitlines() or [done.stdout.strip()])[-1][:120]
    names_it = wanted == 0 or "baru" in done.stderr or "ambahan" in done.stderr
    figure = f"exit {done.returncode}" + (f" ({said})" if done.returncode else "")
    target = "starts" if wanted == 0 else "does not start and names it"
    return (f"check, {what}", figure, target, bool(done.returncode) == bool(wanted) and names_it)
