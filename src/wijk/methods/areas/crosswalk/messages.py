"""What a crosswalk says."""

# ruff: noqa: E501 - one sentence per line, so that they can be compared

from collections.abc import Mapping

from wijk.methods.saying import speaker

SENTENCES: Mapping[str, str] = {
    # refused
    "no_areas": "The division “{name}” holds no areas. Give a file with at least one.",
    "count_differs": "The division “{name}” has {ids} names for {shapes} areas. Give each area one name.",
    "id_twice": "The division “{name}” names “{id}” twice. Give each area a name of its own.",
    "shape_missing": "Area “{id}” of “{name}” has no geometry. Draw it, or leave the area out.",
    "shape_broken": "The geometry of area “{id}” of “{name}” is broken ({detail}). Repair it first.",
    "shape_flat": "Area “{id}” of “{name}” has no surface. Draw it, or leave the area out.",
    "not_metres": "The coordinate system “{crs}” of “{name}” does not count in metres. Projected coordinates only: convert the file first.",
    "crs_differ": "“{first}” is in {first_crs} and “{second}” in {second_crs}. Bring both into one projected coordinate system.",
    "targets_overlap": "“{first}” and “{second}” both claim {share} of “{unit}”, so totals could not be kept. Give areas that do not overlap, or carry the figures to each of them in turn.",
    "chain_breaks": "The second crosswalk does not know “{unit}”, to which the first one leads. Chain crosswalks that share a division.",
    "places_differ": "There are {places} places and {weights} weights. Give each place one weight.",
    "weight_wrong": "Place {number} weighs {weight}. A weight is zero or more.",
    "places_none": "No place with a weight lies in “{name}”. Check the coordinate system of the places.",
    "value_missing": "“{column}” has no usable value for “{unit}”. Fill it in, or leave the column out.",
    "values_differ": "There are {values} rows of values for {units} areas. Give one row an area.",
    "rate_alone": "“{column}” is a rate and needs the column that it is a rate of: what it is divided by, such as population.",
    "denominator_unknown": "“{denominator}”, of which “{column}” is a rate, is not among the columns. There are: {present}.",
    "denominator_negative": "“{denominator}” is negative for “{unit}”, so “{column}” cannot be a rate of it. Correct it.",
    "not_whole": "“{column}” is {value} for “{unit}”, so it cannot be carried as whole numbers. Carry it with decimals.",
    "groups_differ": "There are {groups} groups for {units} areas. Give each area one group.",
    # results
    "carried": "{sources} areas were carried to {targets}: {whole} lie whole in one of them, {cut} are cut by a border.",
    "by_surface": "Figures of a cut area are divided by surface.",
    "by_places": "Figures of a cut area are divided by the weight of the places in it.",
    "by_fallback": "{count} areas hold no place with a weight; they are divided by surface.",
    "nothing_lost": "{share} of the mass lies in none of the target areas; it is kept apart as “nowhere”, so every total stays what it was.",
    "all_covered": "Nothing lies outside the target areas: every total stays what it was.",
    "slivers": "{count} cut areas have a piece of less than {share}, probably from digitising. Leave such slivers out with a threshold.",
    "holdout": "Left out one by one, areas were predicted from the rest of their group with a typical error of {error}; the margins rest on that.",
    "holdout_none": "No group holds two areas, so no area can be left out and no error is known.",
    "fits": "“{target}” is made of whole areas only.",
    "fits_partly": "{share} of “{target}” lies in whole areas; {cut} areas are cut by its border.",
}
say = speaker(SENTENCES)
NOWHERE = ""
"""The name of "none of the target areas" in lists of moves and in files."""
