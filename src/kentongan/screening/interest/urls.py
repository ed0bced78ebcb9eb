"""Addresses under /perhatian/."""

from django.urls import path

from kentongan.screening.interest import views

app_name = "interest"

urlpatterns = [
    path("", views.listing, name="list"),
    path("<uuid:uuid>/", views.enter, name="enter"),
    path("<uuid:uuid>/<int:pk>/perpanjang/", views.renew, name="renew"),
    path("<uuid:uuid>/<int:pk>/cabut/", views.lift, name="lift"),
]
