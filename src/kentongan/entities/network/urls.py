"""Addresses under /hal/jaringan/."""

from django.urls import path

from kentongan.entities.network import views

urlpatterns = [
    path("", views.network, name="network"),
    path("cetak/", views.printed, name="network_print"),
    path("angka/", views.numbers, name="network_numbers"),
    path("nama/", views.names, name="network_names"),
]
