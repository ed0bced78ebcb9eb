"""When each chore of the worker is due, and the tables of the privacy pages."""

from django.db import models

from kentongan.website.privacy.models import Decision, SubjectRequest, Wish

__all__ = ["Chore", "Decision", "SubjectRequest", "Wish"]


class Chore(models.Model):
    """One recurring piece of work. ``due_at`` moves on when a worker takes it."""

    name = models.SlugField(unique=True)
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)  # what went wrong the last time, for the log reader

    class Privacy:
        personal: dict[str, str] = {}
        plain = {"id", "name", "due_at", "done_at", "problem"}

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
