"""Addresses under /mutu-loket/."""

from django.urls import path

from kentongan.screening.quality import views

app_name = "desk_quality"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("<int:pk>/", views.overview, name="month"),
    path("<int:pk>/unduh/", views.export, name="export"),
    path("hitung/", views.count, name="count"),
    path("aturan/", views.rules, name="rules"),
    path("aturan/hentikan/", views.suspend, name="suspend"),
    path("aturan/berlakukan/", views.resume, name="resume"),
]
