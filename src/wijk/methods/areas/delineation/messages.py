"""Every sentence of delineation: what it found, and what it refuses."""

# ruff: noqa: E501 - one sentence per line, so that they can be compared

from wijk.methods.saying import speaker

SENTENCES = {
    # units
    "no_units": "There are no units. Give at least one.",
    "lengths_differ": "{what} holds {found} values for {expected} units. Give one value a unit.",
    "unit_twice": "These units occur twice: {units}. Give each unit once.",
    "population_wrong": "The population of these units is missing, negative or infinite: {units}. Give a number of zero or more.",
    "attribute_wrong": "The attribute {attribute} is missing or infinite for these units: {units}. Fill it in, or leave these units out.",
    "surface_wrong": "These units have no surface or no outline: {units}. Correct their geometry, or leave them out.",
    "crs_not_metric": "Surfaces and lengths cannot be measured in {crs}. Give a projected coordinate system that counts in metres.",
    "border_wrong": "The border between {one} and {other} is faulty: it must join two different units, once, with a length of zero or more.",
    "border_unknown": "A border names the unit {unit}, which is not among the units. Correct the border, or add the unit.",
    "weight_wrong": "The weight {name} must be a number of zero or more, and at least one weight must be above zero.",
    "weight_unknown": "There is no weight called {name}. There are: {known}.",
    # rules
    "nothing_asked": "Say how many regions are wanted, or which population each needs at least (a floor above zero).",
    "regions_wrong": "The number of regions must be a whole number of one or more, not {regions}.",
    "bounds_wrong": "Floor and ceiling must be numbers of zero or more, and the floor may not be above the ceiling (floor {floor}, ceiling {ceiling}).",
    "too_many_regions": "{regions} regions were asked for and there are {units} units that can form them (units pinned together count as one). Ask for fewer regions.",
    "floor_above_total": "{regions} regions of at least {floor} need {needed} people and there are {total}. Lower the floor or the number of regions.",
    "ceiling_below_total": "{regions} regions of at most {ceiling} hold {room} people and there are {total}. Raise the ceiling or the number of regions.",
    "unit_above_ceiling": "These units have more people than the ceiling of {ceiling}: {units}. Raise the ceiling, divide them, or let them stand alone in the pin file.",
    "part_below_floor": "A part of the map that is cut off from the rest has {population} people, fewer than the floor of {floor}: {units}. Lower the floor, join it by a border, or let its units stand alone in the pin file.",
    "too_many_parts": "The map falls into {parts} parts that cannot be joined, and only {regions} regions were asked for. Ask for more regions, or loosen what keeps the parts separate. The parts hold: {units}.",
    "parts_hold_fewer": "The map falls into parts that cannot be joined; with a floor of {floor} they have room for {room} regions, and {regions} were asked for. Lower the floor or the number of regions.",
    "parts_need_more": "The map falls into parts that cannot be joined; with a ceiling of {ceiling} they need {needed} regions, and {regions} were asked for. Raise the ceiling or the number of regions.",
    "impossible": "No division into {regions} regions keeps all the rules: every one was tried. Loosen floor, ceiling, pins or barriers.",
    "not_found": "No division into {regions} regions that keeps all the rules was found; in the best one {missing} people are lacking or too many in these regions: {regions_missing}. There may be none: loosen the floor, the ceiling or the number of regions.",
    "not_joined": "What must stay apart leaves {found} regions that cannot be joined further, and {regions} were asked for. Ask for more regions, or loosen pins and barriers.",
    # pins
    "pin_unknown": "The pin file names units that are not there: {units}. Correct the names.",
    "pin_twice": "The unit {unit} is pinned to {one} and to {other}. Keep one of both.",
    "pin_apart_together": "{one} and {other} must be together and apart at once. Keep one of both.",
    "pin_alone_together": "The unit {unit} must stand alone and be with others at once. Keep one of both.",
    "pin_not_joined": "{one} and {other} must be together, but no chain of units joins them without crossing what may not be crossed. Loosen the pins, the barriers or the column within which regions must stay.",
    # results
    "made": "{units} units were joined into {regions} regions.",
    "made_contiguous": "Every region is in one piece.",
    "floor_held": "No region has fewer than {floor} people; the smallest has {least}.",
    "ceiling_held": "No region has more than {ceiling} people; the largest has {most}.",
    "scored_homogeneity": "The regions explain {share} of the differences in {attributes} between the units.",
    "scored_compactness": "On average a region fills {share} of a circle with an outline of the same length (Polsby–Popper).",
    "scored_cut": "{share} of the length of all borders lies inside regions.",
    "scored_balance": "On average the size of a region comes to {share} of an equal share, half by surface and half by people.",
    "scored_barriers": "{share} of the length of the barriers is respected.",
    "scored_start": "{share} of all neighbours are together or apart as they are today.",
    "stayed": "{share} of the people stay in the region where they are today; {changed} units change.",
    "certificate": "Checked anew: of {moves} moves of one unit and {exchanges} exchanges of two units between neighbouring regions none improves the score.",
    "certificate_pairs": "For {pairs} of {all} pairs of neighbouring regions every way to divide their units anew was tried.",
    "certificate_broken": "Checked anew: a move or an exchange still improves the score by {gain}.",
    "optimal": "Every possible division was compared: there is no better one.",
    "taken_along": "To join units that must be together, these units between them were taken along: {units}.",
    "agreement": "Compared with {name}: adjusted Rand {rand}, variation of information {information} bits.",
}  # fmt: skip
say = speaker(SENTENCES)


def some(names: list[str], most: int = 12) -> str:
    """Some names for a sentence, and how many there are when that is more.

    >>> some(["a", "b", "c"], most=2)
    'a, b … (3)'
    """
    shown = ", ".join(name[:60] for name in names[:most])
    return shown if len(names) <= most else f"{shown} … ({len(names)})"
