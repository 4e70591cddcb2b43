"""The public doorway to needs, the firm's and the station's pages, and the holder's who is offered one."""

from django.urls import path

from needs.views import answering, following, submitting
from recruitment.urls import mine

app_name = "needs"
urlpatterns = [
    path("needs/", submitting.door, name="door"),
    path("needs/new/", mine(submitting.new), name="new"),
    path("my/needs/", mine(following.home), name="home"),
    path("my/needs/gather/", mine(submitting.gather), name="gather"),
    path("my/needs/<int:pk>/", mine(following.need), name="need"),
    path("my/needs/<int:pk>/withdraw/", mine(following.withdraw), name="withdraw"),
    path("my/needs/<int:pk>/score/", mine(following.score), name="score"),
    path("my/needs/offers/<int:pk>/", mine(answering.offer), name="offer"),
    path("my/needs/offers/<int:pk>/accept/", mine(answering.accept), name="accept"),
    path("my/needs/offers/<int:pk>/decline/", mine(answering.decline), name="decline"),
    path("my/needs/offers/<int:pk>/service/", mine(answering.service), name="service"),
]
