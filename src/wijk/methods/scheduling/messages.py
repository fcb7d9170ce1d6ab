"""What the planner says: code → plain English template with `{name}` fields."""

from collections.abc import Mapping

from wijk.methods.saying import speaker

SENTENCES: Mapping[str, str] = {
    # refusals
    "empty": "There is nothing to plan. Choose at least one step.",
    "far": "A day of the plan would be {day}. Choose a day between {first} and {last}.",
    "never": "No day was found within {years} years after {day}. Take some closures away, or allow other weekdays.",
    "range": "{step}: {what} is {value}. Give a whole number from 0 to {most}.",
    "moments": "{step}: it has meetings, but for some of them no weekday on which they may take place. Name at least one.",
    "backwards": "{step} belongs to the phase {phase}, which was already closed by a later one. Put the steps of a phase together.",
    # the plan in words
    "phase": "Phase {phase}: from {start} to {end}.",
    "session": "{step}, meeting {number} of {of}: {day} at {at}, {minutes} minutes.",
    "opens": "{step} is open from {start} to {end}.",
    "task": "{task} for {step}: at the latest on {due}.",
    "total": "Together {hours} hours of work and {money}.",
    "spare": "Of the means, {hours} hours and {money} are left.",
    "short": "The means fall short by {hours} hours and {money}.",
    # what decides the end
    "critical_prepare": "{step}: preparing takes from {start} to {end}.",
    "critical_lead": "{step}: people hear of it in time, from {start} to {end}.",
    "critical_sessions": "{step}: the meetings themselves, from {start} to {end}.",
    "critical_follow": "{step}: working it out, from {start} to {end}.",
    "critical_before": "{step}: was not to begin before {start}.",
}
say = speaker(SENTENCES)
