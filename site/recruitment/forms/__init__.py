"""Forms of an application: one for each step, each accepting an unfinished draft."""

from recruitment.forms.expert import ExpertConditionsForm, ExpertNarrativeForm, ExpertPledgeForm, PersonForm
from recruitment.forms.station import (
    StationConditionsForm,
    StationNarrativeForm,
    StationPledgeForm,
    UnitForm,
)
from recruitment.names import clean_name

__all__ = [
    "ExpertConditionsForm",
    "ExpertNarrativeForm",
    "ExpertPledgeForm",
    "PersonForm",
    "StationConditionsForm",
    "StationNarrativeForm",
    "StationPledgeForm",
    "UnitForm",
    "clean_name",
]
