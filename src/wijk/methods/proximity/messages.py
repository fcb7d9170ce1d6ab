"""Every sentence of proximity: code → plain English template."""

# ruff: noqa: E501 - one sentence per line, so that they can be compared

from collections.abc import Mapping

from wijk.methods.saying import speaker

SENTENCES: Mapping[str, str] = {
    # refusals
    "lengths_differ": "{what} has {found} entries where {expected} are expected. Give one for each.",
    "no_streets": "The network holds no streets. Give a file with lines or edges.",
    "edge_length": "The length of edge {row} ({value}) is not a number of zero or more. Correct it.",
    "edge_end": "Edge {row} ends at node {value}, which does not exist. Correct it.",
    "node_position": "The position of node {row} is not a pair of finite numbers. Correct it.",
    "network_too_long": "The streets add up to {kilometres} km, more than can be added without rounding. Check the unit: lengths must be in metres.",
    "in_degrees": "The coordinates of the network look like degrees, not metres: positions span {span} while streets are {length} long. Convert them to a projected coordinate system first.",
    "point_position": "The position of {what} {row} is not a pair of finite numbers. Correct it or leave the row out.",
    "limit_wrong": "“{value}” cannot be a limit. Give minutes above zero, such as 5, 10, 15.",
    "speed_wrong": "{value} km/h cannot be a walking speed. Give a speed above 0 and at most 50 km/h, such as 4.5.",
    "snap_wrong": "{value} m cannot be the largest distance to the network. Give zero or more.",
    "population_wrong": "The population of origin {row} ({value}) is not a number of zero or more. Correct it.",
    "category_unknown": "The candidate {candidate} is of the category “{category}”, and no place is. Known: {known}. Correct the name.",
    "no_origins": "There are no origins. Give the addresses, blocks or areas from which people walk.",
    "tile_size": "A tile of {value} m is not possible. Give a size above zero.",
    # what was reckoned
    "network_told": "The network has {nodes} nodes and {edges} streets, {kilometres} km in all. Parts that do not touch: {parts}; the largest holds {share} of the nodes.",
    "both_ways": "One-way streets are walked both ways.",
    "one_way": "One-way streets are kept: they are walked in their direction only.",
    "snapped": "Each point walks straight to the nearest street, at most {maximum} m, and that way is counted.",
    "snapped_node": "Each point walks straight to the nearest node of the network, at most {maximum} m, and that way is counted.",
    "speed_told": "People walk {speed} km/h, so {minutes} minutes are {metres} m.",
    "off_origins": "{count} of {total} origins lie farther from any street; nothing is known of them, and they are left out of shares and means.",
    "off_places": "{count} of {total} places lie farther from any street and are left out.",
    "unreachable": "{category}: {count} of {total} origins cannot reach any, for none lies in their part of the network.",
    "no_places": "There are no places at all, so nothing can be reached.",
    "deficit": "{category}: {people} of {total} residents ({share}) have none within {minutes} minutes.",
    "deficit_origins": "{category}: {people} of {total} origins ({share}) have none within {minutes} minutes.",
    "gain": "{order}. {candidate} ({category}): {people} more residents would have one within {minutes} minutes.",
    "gain_none": "No further candidate brings anybody within reach.",
}
say = speaker(SENTENCES)
