"""What the desk itself keeps; everything else it shows belongs to the nouns."""

from console.policies.whatif_models import Trial, TrialCase, TrialStatus

__all__ = ["Trial", "TrialCase", "TrialStatus"]
