"""The only doors to a change of needs. The need is locked first, then its offer; every door returns the fresh row."""

from needs.actions.offering import (
    accept_offer,
    decline_offer,
    lapse_offer,
    offer_need,
    refuse_need,
    take_need,
)
from needs.actions.serving import link_service, score_need
from needs.actions.submitting import Said, submit_need, withdraw_need

__all__ = [
    "Said",
    "accept_offer",
    "decline_offer",
    "lapse_offer",
    "link_service",
    "offer_need",
    "refuse_need",
    "score_need",
    "submit_need",
    "take_need",
    "withdraw_need",
]
