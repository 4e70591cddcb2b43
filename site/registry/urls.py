"""Directory, check page, own certificates, and whether one's name is public."""

from django.urls import path

from registry import directory_views, naming_views, views

app_name = "registry"
urlpatterns = [
    path("directory/", directory_views.directory, name="directory"),
    path("directory/<str:number>/", directory_views.holder, name="holder"),
    path("verify/", views.verify, name="verify"),
    path("verify/file/", views.verify_file, name="verify_file"),
    path("verify/<str:token>/", views.verify_token, name="verify_token"),
    path("my/certificates/naming/", naming_views.naming, name="naming"),
    path("my/certificates/", views.certificates, name="certificates"),
    path("my/certificates/<int:pk>/certificate.pdf", views.certificate_file, name="certificate_file"),
    path("my/applications/<int:pk>/application.pdf", views.printed_application, name="application_pdf"),
]
