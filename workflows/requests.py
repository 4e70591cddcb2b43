"""What a desk view of a flow is handed."""

from django.http import HttpRequest
from viewflow.workflow.activation import Activation

from accounts.models import User


class DeskRequest(HttpRequest):
    """Behind `@desk` the user is signed in; the dispatcher adds the activation, as Viewflow does."""

    user: User
    activation: Activation
