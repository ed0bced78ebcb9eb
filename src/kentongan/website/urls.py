"""Every address of the site."""

from django.urls import include, path

from kentongan.website import views

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("bahasa/", views.choose_language, name="language"),
    path("akun/orang/", include("kentongan.access.staff.urls")),
    path("akun/", include("kentongan.accounts.urls")),
    path("akses/", include("kentongan.access.urls")),
    path("laporan/", include("kentongan.reports.urls")),
    path("peringatan/", include("kentongan.alerts.urls")),
    path("permohonan/", include("kentongan.screening.urls")),
    path("hal/", include("kentongan.entities.urls")),
    path("loket/", include("kentongan.screening.counter.urls")),
    path("perhatian/", include("kentongan.screening.interest.urls")),
    path("mutu-loket/", include("kentongan.screening.quality.urls")),
    path("jejak/", include("kentongan.website.audit_urls")),
    path("privasi/", include("kentongan.website.privacy.urls")),
    path("penyegelan/", include("kentongan.access.sealing.urls")),
    path("tanda-terima/", include("kentongan.access.sealing.receipt_urls")),
    path("berbagi/", include("kentongan.exchange.urls")),
]

handler400 = "kentongan.website.views.bad_request"
handler403 = "kentongan.website.views.forbidden"
handler404 = "kentongan.website.views.not_found"
handler500 = "kentongan.website.views.server_error"
