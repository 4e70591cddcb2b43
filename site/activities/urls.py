"""The public list of activities, and the member's pages: what one goes to, and what one's station organises."""

from django.urls import path

from activities.views import going, listing, organising
from recruitment.urls import mine

app_name = "activities"
urlpatterns = [
    path("activities/", listing.listing, name="list"),
    path("activities/<int:pk>/", listing.activity, name="activity"),
    path("activities/<int:pk>/sign-up/", mine(going.join), name="sign_up"),
    path("my/activities/", mine(going.home), name="home"),
    path("my/activities/new/", mine(organising.new), name="new"),
    path("my/activities/<int:pk>/", mine(organising.organised), name="organised"),
    path("my/activities/<int:pk>/edit/", mine(organising.edit), name="edit"),
    path("my/activities/<int:pk>/submit/", mine(organising.submit), name="submit"),
    path("my/activities/<int:pk>/cancel/", mine(organising.cancel), name="cancel"),
    path("my/activities/<int:pk>/give-up/", mine(going.leave), name="give_up"),
]
