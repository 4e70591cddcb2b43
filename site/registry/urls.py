"""Check page, own certificates."""

from django.urls import path

from registry import views

app_name = "registry"
urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("verify/<str:token>/", views.verify_token, name="verify_token"),
    path("my/certificates/", views.certificates, name="certificates"),
    path("my/certificates/<int:pk>/certificate.pdf", views.certificate_file, name="certificate_file"),
    path("my/applications/<int:pk>/application.pdf", views.printed_application, name="application_pdf"),
]
