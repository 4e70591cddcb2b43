"""Addresses of the forms; pages themselves are Wagtail's."""

from django.urls import path

from content import views

app_name = "content"
urlpatterns = [
    path("publicity/<int:pk>/list.<slug:ext>", views.publicity_list, name="publicity_list"),
    path("notices/forms/", views.forms, name="forms"),
    path("notices/forms/<slug:code>.<slug:ext>", views.form, name="form"),
]
