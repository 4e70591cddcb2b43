"""The holder's diary, for members, each view scoped to the person; and what a served firm answers, for whoever has its code."""

from django.urls import path

from recruitment.urls import mine
from service.views import confirming, reading, writing

app_name = "service"
urlpatterns = [
    path("my/diary/", mine(reading.home), name="home"),
    path("my/diary/new/", mine(writing.new), name="new"),
    path("my/diary/<int:pk>/", mine(reading.entry_page), name="entry"),
    path("my/diary/confirmations/<int:pk>/", mine(reading.hand_over), name="hand_over"),
    path("confirm/", confirming.ask_code, name="confirm_code"),
    path("confirm/<str:code>/", confirming.confirm, name="confirm"),
    path("my/diary/<int:pk>/correct/", mine(writing.correct), name="correct"),
]
