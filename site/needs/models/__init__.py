"""Nouns of needs."""

from needs.models.need import Need, NeedCounter
from needs.models.offer import Offer

__all__ = ["Need", "NeedCounter", "Offer"]
