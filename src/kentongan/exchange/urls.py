"""Addresses under /berbagi/."""

from django.urls import path

from kentongan.exchange import views

app_name = "exchange"

urlpatterns = [
    path("", views.listing, name="list"),
    path("baru/", views.new, name="new"),
    path("persetujuan/", views.consent, name="consent"),
    path("persetujuan/<uuid:uuid>/tarik/", views.withdraw, name="withdraw"),
    path("<uuid:uuid>/", views.detail, name="detail"),
    path("<uuid:uuid>/salinan/<int:number>/", views.page, name="page"),
    path("<uuid:uuid>/salinan/<int:number>.json", views.data, name="data"),
    path("<uuid:uuid>/salinan/<int:number>/dikenal/", views.known, name="known"),
    path("<uuid:uuid>/setujui/", views.approve, name="approve"),
    path("<uuid:uuid>/tolak/", views.refuse, name="refuse"),
    path("<uuid:uuid>/kirim/", views.send, name="send"),
    path("<uuid:uuid>/terima/", views.accept, name="accept"),
    path("<uuid:uuid>/kembalikan/", views.decline, name="decline"),
    path("<uuid:uuid>/cabut/", views.revoke, name="revoke"),
    path("<uuid:uuid>/alihkan/", views.transfer, name="transfer"),
    path("<uuid:uuid>/ambil/", views.deliver, name="deliver"),
    path("<uuid:uuid>/jawab/", views.answer, name="answer"),
]
