"""Addresses under /loket/."""

from django.urls import path

from kentongan.screening.counter import list_views, views

app_name = "counter"
urlpatterns = [
    path("daftar/", list_views.lists, name="lists"),
    path("daftar/muat/", list_views.load, name="load_list"),
    path("daftar/<int:pk>/", list_views.list_page, name="list"),
    path("antrean/", list_views.queue, name="queue"),
    path("fakta/", views.facts_typed, name="facts_typed"),
    path("<uuid:uuid>/wawancara/", views.interview, name="interview"),
    path("<uuid:uuid>/jawab/", views.answer, name="answer"),
    path("<uuid:uuid>/fakta/", views.facts, name="facts"),
    path("<uuid:uuid>/catatan/", views.words, name="words"),
    path("<uuid:uuid>/dokumen/", views.paper, name="paper"),
    path("<uuid:uuid>/kesan/", views.impression, name="impression"),
    path("<uuid:uuid>/bukan-sama/", views.deny, name="deny"),
]
