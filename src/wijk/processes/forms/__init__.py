"""What people type about a process and its framework."""

from wijk.processes.forms.framing import SectionForm
from wijk.processes.forms.office import (
    AnswerForm,
    EndorseForm,
    EvaluateForm,
    ParticipantForm,
    PhaseForm,
    ProcessForm,
    PromiseForm,
    PublishForm,
    ReviewForm,
    StopForm,
    TaskForm,
)

__all__ = [
    "AnswerForm",
    "EndorseForm",
    "EvaluateForm",
    "ParticipantForm",
    "PhaseForm",
    "ProcessForm",
    "PromiseForm",
    "PublishForm",
    "ReviewForm",
    "SectionForm",
    "StopForm",
    "TaskForm",
]
