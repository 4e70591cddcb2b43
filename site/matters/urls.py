"""The applicant's pages, all for members; each view scopes its queries to the person."""

from django.urls import path

from accounts.access import member
from matters.views import answering, choosing, following
from recruitment.urls import mine

app_name = "matters"
urlpatterns = [
    path("my/requests/", mine(choosing.home), name="home"),
    path("my/requests/new/<slug:code>/", mine(choosing.begin), name="begin"),
    path("my/requests/<int:pk>/", mine(following.request_page), name="request"),
    path("my/requests/<int:pk>/form/", mine(answering.form_page), name="form"),
    path("my/requests/<int:pk>/save/", mine(answering.autosave), name="autosave"),
    path("my/requests/<int:pk>/files/<slug:code>/", mine(answering.add), name="file_add"),
    path("my/requests/files/<int:pk>/remove/", mine(answering.remove), name="file_remove"),
    path("my/requests/<int:pk>/submit/", mine(following.submit), name="submit"),
    path("my/requests/<int:pk>/receipt/", mine(following.receipt), name="receipt"),
    path("my/requests/<int:pk>/retract/", mine(following.retract), name="retract"),
    path("files/requests/<int:pk>/", member(answering.read), name="file"),
]
