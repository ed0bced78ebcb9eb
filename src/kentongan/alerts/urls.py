"""Addresses under /peringatan/."""

from django.urls import path

from kentongan.alerts import views

app_name = "alerts"

urlpatterns = [
    path("", views.inbox, name="list"),
    path("sejak/", views.since, name="since"),
    path("peta/", views.office_map, name="map"),
    path("aturan/", views.rules_in_use, name="rules"),
    path("dulu/", views.then, name="then"),
    path("lembar/", views.week, name="week"),
    path("lembar.pdf", views.weekly_sheet, name="weekly_sheet"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/kartu/", views.card, name="card"),
    path("<int:pk>/ambil/", views.take_up, name="take_up"),
    path("<int:pk>/ke/<slug:to>/", views.move, name="move"),
    path("<int:pk>/serahkan/", views.assign, name="assign"),
    path("<int:pk>/catatan/", views.add_note, name="note"),
]
