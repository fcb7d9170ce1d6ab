"""What can be done with processes, and by whom? Every verb of the room."""

from wijk.processes.actions.ending import close_process, evaluate, stop_process
from wijk.processes.actions.endorsing import endorse
from wijk.processes.actions.framework import publish_framework, take_over, write_framework
from wijk.processes.actions.participants import keep_participant, remove_participant
from wijk.processes.actions.phases import close_phase, keep_phase, open_phase, remove_phase
from wijk.processes.actions.planning import start_from_plan
from wijk.processes.actions.process import announce_process, change_process, create_process
from wijk.processes.actions.promises import excuse_promise, keep_promise, promise, remove_promise
from wijk.processes.actions.reviewing import put_under_review, take_review
from wijk.processes.actions.tasks import keep_task
from wijk.processes.framing import Contact, Content, Decider, Expert, Means, Share, Topic, Training

#: The parts of a framework are here because other rooms write one through this door.
__all__ = [
    "Contact",
    "Content",
    "Decider",
    "Expert",
    "Means",
    "Share",
    "Topic",
    "Training",
    "announce_process",
    "change_process",
    "close_phase",
    "close_process",
    "create_process",
    "endorse",
    "evaluate",
    "excuse_promise",
    "keep_participant",
    "keep_phase",
    "keep_promise",
    "keep_task",
    "open_phase",
    "promise",
    "publish_framework",
    "put_under_review",
    "remove_participant",
    "remove_phase",
    "remove_promise",
    "start_from_plan",
    "stop_process",
    "take_over",
    "take_review",
    "write_framework",
]
