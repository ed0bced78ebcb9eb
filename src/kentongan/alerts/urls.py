"""Addresses under /peringatan/."""

from django.urls import path

from kentongan.alerts import rule_pages, views

app_name = "alerts"

urlpatterns = [
    path("", views.inbox, name="list"),
    path("sejak/", views.since, name="since"),
    path("peta/", views.office_map, name="map"),
    path("aturan/", views.rules_in_use, name="rules"),
    path("aturan/<str:rule_id>/<str:version>/", rule_pages.trial, name="trial"),
    path("aturan/<str:rule_id>/<str:version>/putuskan/", rule_pages.decide, name="decide_rule"),
    path("pantau/", rule_pages.watch_list, name="watch_list"),
    path("pantau/<int:pk>/", rule_pages.watched, name="watched"),
    path("pantau/<int:pk>/angkat/", rule_pages.promote, name="promote"),
    path("anggaran/", rule_pages.alert_budget, name="budget"),
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
