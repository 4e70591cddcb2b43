"""`/my/messages/`, and the sandbox of the demo."""

from django.urls import path

from messaging import views

app_name = "messaging"
urlpatterns = [
    path("my/messages/", views.inbox, name="inbox"),
    path("demo/outbox/", views.outbox, name="outbox"),
]
