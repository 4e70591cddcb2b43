"""Who is asking: behind `@member` it is always a signed-in user."""

from typing import cast

from django.http import HttpRequest

from accounts.models import User


def me(request: HttpRequest) -> User:
    return cast("User", request.user)
