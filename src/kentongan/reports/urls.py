"""The addresses of reports; imports bring their own."""

from django.urls import include, path

from kentongan.reports.views import protecting, reports

app_name = "reports"

urlpatterns = [
    path("", reports.listing, name="list"),
    path("baru/", reports.new, name="new"),
    path("impor/", include("kentongan.reports.import_urls")),
    path("<uuid:uuid>/", reports.detail, name="detail"),
    path("<uuid:uuid>/diterima/", reports.received, name="received"),
    path("<uuid:uuid>/ubah/", reports.revise, name="revise"),
    path("<uuid:uuid>/lindungi/", protecting.protect, name="protect"),
    path(
        "<uuid:uuid>/lindungi/<int:pk>/tarik/",
        protecting.no_longer_protect,
        name="no_longer_protect",
    ),
]
