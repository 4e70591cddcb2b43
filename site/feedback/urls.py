"""The public door to complaints, the pages of whoever complains, of the holder who is asked, and of holders who write."""

from django.urls import path

from accounts.access import member
from feedback.views import following, lodging, suggesting
from recruitment.urls import mine

app_name = "feedback"
urlpatterns = [
    path("complaints/", lodging.choose, name="choose"),
    path("my/complaints/", mine(following.home), name="home"),
    path("my/complaints/new/<slug:number>/", mine(lodging.lodge), name="lodge"),
    path("my/complaints/<int:pk>/", mine(following.complaint), name="complaint"),
    path("my/complaints/<int:pk>/receipt/", mine(lodging.receipt), name="receipt"),
    path("my/complaints/inquiries/<int:pk>/", mine(following.inquiry), name="inquiry"),
    path("my/suggestions/", mine(suggesting.home), name="suggestions"),
    path("my/suggestions/new/<slug:kind>/", mine(suggesting.write), name="suggest"),
    path("files/complaints/<int:pk>/", member(following.read), name="file"),
]
