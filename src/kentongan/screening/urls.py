"""The addresses of the desk, under ``/permohonan/``."""

from django.urls import include, path

from kentongan.screening import views

app_name = "screening"
urlpatterns = [
    path("", views.day_queue, name="list"),
    path("baru/", views.new, name="new"),
    path("ambil-alih/", views.take_over, name="take_over"),
    path("<uuid:uuid>/", views.detail, name="detail"),
    path("<uuid:uuid>/data/", views.amend, name="amend"),
    path("<uuid:uuid>/usul/", views.propose, name="propose"),
    path("<uuid:uuid>/putuskan/", views.decide, name="decide"),
    path("<uuid:uuid>/kembalikan/", views.give_back, name="give_back"),
    path("<uuid:uuid>/buka-lagi/", views.resume, name="resume"),
    path("<uuid:uuid>/keberatan/", views.object_to, name="object"),
    path("<uuid:uuid>/jawaban/", views.review, name="review"),
    path("<uuid:uuid>/bap/", views.examine, name="examine"),
    path("", include("kentongan.screening.letters.urls")),
]
