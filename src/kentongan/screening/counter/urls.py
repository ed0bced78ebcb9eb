"""Addresses under /loket/."""

from django.urls import path

from kentongan.screening.counter import views

app_name = "counter"
urlpatterns = [
    path("fakta/", views.facts_typed, name="facts_typed"),
    path("<uuid:uuid>/wawancara/", views.interview, name="interview"),
    path("<uuid:uuid>/jawab/", views.answer, name="answer"),
    path("<uuid:uuid>/fakta/", views.facts, name="facts"),
    path("<uuid:uuid>/catatan/", views.words, name="words"),
    path("<uuid:uuid>/dokumen/", views.paper, name="paper"),
    path("<uuid:uuid>/kesan/", views.impression, name="impression"),
    path("<uuid:uuid>/bukan-sama/", views.deny, name="deny"),
]
