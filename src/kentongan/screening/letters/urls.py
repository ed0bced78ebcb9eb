"""The addresses of letters, referrals and outcomes; part of those of the desk."""

from django.urls import path

from kentongan.screening.follow_up import views as follow_up_views
from kentongan.screening.letters import views as letter_views

urlpatterns = [
    path("rujukan/", follow_up_views.referrals, name="referrals"),
    path("rujukan/<int:pk>/", follow_up_views.read_referral, name="referral"),
    path("rujukan/<int:pk>/jawab/", follow_up_views.answer_referral, name="answer_referral"),
    path("<uuid:uuid>/surat/", letter_views.compose, name="compose_letter"),
    path("<uuid:uuid>/surat/jawaban/", letter_views.print_answer, name="print_answer"),
    path("<uuid:uuid>/surat/<int:pk>/", letter_views.read, name="letter"),
    path("<uuid:uuid>/surat/<int:pk>/serah/", letter_views.hand_over, name="hand_over"),
    path("<uuid:uuid>/surat/<int:pk>/<slug:size>.pdf", letter_views.download, name="letter_pdf"),
    path("<uuid:uuid>/lampiran-bap.pdf", letter_views.examination_annex, name="annex"),
    path("<uuid:uuid>/rujuk/", follow_up_views.refer, name="refer"),
    path("<uuid:uuid>/rujuk/<int:pk>.pdf", follow_up_views.referral_pdf, name="referral_pdf"),
    path("<uuid:uuid>/kelanjutan/", follow_up_views.follow_up, name="follow_up"),
]
