"""The sentences of `wijk reach`."""

# ruff: noqa: E501 - one sentence per line, so that they can be compared

from wijk.methods.saying import speaker

SENTENCES = {
    "reach_title": "What can be reached on foot",
    "reach_how": "How it was reckoned",
    "reach_lacking": "Who lacks what",
    "reach_areas": "Area by area",
    "reach_gains": "What a new place would add",
    "reach_category": "Category",
    "reach_mean": "Minutes to the nearest, on average",
    "reach_unreached": "Residents who reach none",
    "reach_without": "Residents with none within {minutes} minutes",
    "reach_area": "Area",
    "reach_residents": "Residents",
    "reach_candidate": "Candidate",
    "reach_alone": "Newly within reach, by itself",
    "reach_spared": "Minutes of walking spared, all together",
    "reach_first_areas": "Here are the {count} areas with the most residents without; areas.csv holds all.",
    "reach_no_position": "The file {file} has no position: neither shapes, nor columns such as lon and lat or x and y. It has: {present}. Name the columns “lon” and “lat”, or “x” and “y” with --crs.",
    "reach_no_column": "The file {file} has no column “{name}”. It has: {present}.",
    "reach_crs_needed": "The positions in {file}, such as {x} {y}, are not longitude and latitude. Say with --crs in which coordinate system they are, such as EPSG:31370.",
    "reach_crs_unknown": "The coordinate system “{crs}” is not known. Write it as an EPSG code, for example EPSG:31370.",
    "reach_off_map": "The positions in {file} lie {kilometres} km from the network. Check the coordinate systems of both.",
    "reach_all_off": "Not one point of {file} lies within {metres} m of a street. Check the coordinate systems, or widen --snap.",
    "reach_minutes_wrong": "“{value}” is not a list of minutes. Write it as 5,10,15.",
    "reach_only_unknown": "No place is of the category “{name}” that --only asks for. There are: {known}.",
    "reach_kind_needed": "Say with --candidate-category what the candidates would be: {known}.",
    "reach_outside_areas": "{count} of {total} origins lie in no area; they are reckoned, and listed under “{name}”.",
    "reach_no_area": "no area",
    "reach_areas_overlap": "{count} origins lie in more than one area; each counts in the first by name.",
    "reach_surface": "{count} of the points in {file} are areas or lines; a point on each stands for it.",
}
say = speaker(SENTENCES)
