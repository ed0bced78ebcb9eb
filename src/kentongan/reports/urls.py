"""The addresses of reports; imports bring their own."""

from django.urls import include, path

from kentongan.reports.views import reports

app_name = "reports"

urlpatterns = [
    path("", reports.listing, name="list"),
    path("baru/", reports.new, name="new"),
    path("impor/", include("kentongan.reports.import_urls")),
    path("<uuid:uuid>/", reports.detail, name="detail"),
    path("<uuid:uuid>/diterima/", reports.received, name="received"),
    path("<uuid:uuid>/ubah/", reports.revise, name="revise"),
]
