"""`/accounts/`: our mobile door, and of allauth only what staff need."""

from allauth.account import views as allauth_views
from django.urls import include, path

from accounts import views
from accounts.access import public

urlpatterns = [
    path("login/", views.front_door, name="account_login"),
    path("login/code/", views.confirm_code, name="account_confirm_code"),
    path("login/code/resend/", views.resend_code, name="account_resend_code"),
    path("staff/", views.staff_door, name="account_staff_login"),
    path("privacy/", views.privacy, name="account_privacy"),
    path("logout/", public(allauth_views.logout), name="account_logout"),
    path("inactive/", public(allauth_views.account_inactive), name="account_inactive"),
    path("reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth_views.password_change, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
]
