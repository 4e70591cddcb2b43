"""Questions of rounds and request types, behind the pages that own them."""

from typing import Any

from django.urls import include, path
from wagtail import hooks

from console.questions.views import urlpatterns


@hooks.register("register_admin_urls")
def register_question_urls() -> list[Any]:
    return [
        path("questions/", include((urlpatterns, "desk_questions"), namespace="desk_questions")),
    ]
