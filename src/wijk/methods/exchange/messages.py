"""What the exchange says: code → plain English template with `{name}` fields."""

# ruff: noqa: E501 - one sentence per line, so that they can be compared

from collections.abc import Mapping

from wijk.methods.saying import speaker

SENTENCES: Mapping[str, str] = {
    # refusals
    "none": "There are no offers and no needs. Add rows.",
    "id_twice": "The id {id} stands on more than one row. Give each offer and each need an id of its own.",
    "quantity": "{id}: the quantity is {quantity}; give a whole number from 1 to {most}.",
    "period": "{id}: the period ends on {ends}, before it begins on {begins}. Exchange them.",
    "place": "{id}: give both x and y, as numbers in metres, or neither.",
    "reach": "{id}: the reach must be a number of metres, zero or more.",
    "degrees": "All places look like degrees (longitude and latitude). Give x and y in metres, for instance in Belgian Lambert (EPSG:31370).",
    "more": "And {count} more faults. Correct those above first and try again.",
    # matches
    "match": "{offerer} gives {taker} {quantity} × {what} ({offer} to {need}): {value}; {distance}; {period}.",
    "match_choice": "It is choice {need_choice} of {need_of} for the need, and {offer_choice} of {offer_of} for the offer.",
    "metres": "{metres} m apart",
    "same_area": "in the same area",
    "distance_unknown": "distance unknown",
    "days": "days together: {days}",
    "always": "no end to the time together",
    # what is left
    "left_need": "{actor} still lacks {left} of {quantity} × {what} ({id}, {value}).",
    "left_offer": "{actor} still has {left} of {quantity} × {what} to give ({id}, {value}).",
    "why_no_offer": "Nobody offers this value.",
    "why_no_need": "Nobody asks for this value.",
    "why_none_fits": "This value is named by {count} on the other side, and none of them fits. Nearest to fitting is {other} of {actor}: {reasons}.",
    "why_given_elsewhere": "What fits ({others}) is given to needs that lie nearer or last longer for the giver, or won the tie.",
    "why_needed_enough": "The needs that fit ({others}) are met already, by this offer or by others they would rather have.",
    "reason_actor": "it is the same actor",
    "reason_kind": "{own} is not {other}",
    "reason_far": "{metres} m apart, and at most {reach} m is accepted",
    "reason_unknown": "the distance is unknown, and at most {reach} m is accepted",
    "reason_period": "days between the two periods: {days}",
    "reason_demands": "not met: {demands}",
    # all together
    "stable": "{units} units are exchanged in {matches} matches. No giver and taker who fit would both rather have each other: checked for all {pairs} fitting pairs.",
    "best": "Matched centrally for the largest total, {best} units could be exchanged, over {best_metres} m on average; the stable matching exchanges {units}, over {metres} m.",
    "price_none": "Stability costs no unit.",
    "price": "Stability costs {units} units: to exchange these too, somebody would have to pass over a partner who fits better.",
    "ties_lot": "Equal fits are decided by lot: the order of SHA-256 over the seed {seed} and both ids.",
    "ties_id": "Equal fits are decided by the order of the ids.",
    "order_near": "An entry prefers what is nearer, in steps of {step} m; at the same step, what lasts longer together.",
    "order_long": "An entry prefers what lasts longer together; of the same length, what is nearer, in steps of {step} m.",
    "both_ways": "{one} and {other} each give the other something.",
    "lacks": "{area} lacks: {values}.",
    "has": "{area} has to spare: {values}.",
    # the seven values
    "value_process": "process",
    "value_material": "financial and material",
    "value_knowledge": "knowledge",
    "value_communication": "communication",
    "value_emotion": "emotions",
    "value_general interest": "general interest",
    "value_territory": "territory",
}
say = speaker(SENTENCES)
