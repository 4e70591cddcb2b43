"""The holder's diary, all for members; each view scopes its queries to the person."""

from django.urls import path

from recruitment.urls import mine
from service.views import reading, writing

app_name = "service"
urlpatterns = [
    path("my/diary/", mine(reading.home), name="home"),
    path("my/diary/new/", mine(writing.new), name="new"),
    path("my/diary/<int:pk>/", mine(reading.entry_page), name="entry"),
    path("my/diary/<int:pk>/correct/", mine(writing.correct), name="correct"),
]
