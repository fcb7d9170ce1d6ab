"""Every sentence of indices, types and centres: code → plain English template."""

# ruff: noqa: E501 - one sentence per line, so that they can be compared

from collections.abc import Mapping

from wijk.methods.saying import speaker

SENTENCES: Mapping[str, str] = {
    # refusals
    "no_areas": "There are no areas. Give a table with one row for each.",
    "no_indicators": "There are no indicators. Name at least one column.",
    "shape_wrong": "{what} has {found} entries where {expected} are expected. Give one for each.",
    "not_finite": "The value of {indicator} for {area} is not a finite number. Correct it, or leave the cell empty when it is unknown.",
    "missing_refused": "{indicator} has no value for {area}. Fill it in, or choose how missing values are to be treated: leave the area out, or take the mean of the indicator.",
    "all_missing": "{indicator} has no value at all. Leave it out.",
    "nothing_left": "Every area lacks a value somewhere, so none is left. Choose other indicators, or let missing values take the mean.",
    "weight_wrong": "The weight of {indicator} ({value}) is not a number of zero or more. Correct it.",
    "weights_zero": "All weights are zero. Give at least one indicator a weight.",
    "indicator_unknown": "“{name}” is not among the indicators. There are: {known}.",
    "option_unknown": "“{value}” is not known for {what}. Choose one of {known}.",
    "geometric_range": "The geometric mean needs values above zero. Standardise with minmax, rank or percentile.",
    "runs_wrong": "{value} runs are not possible. Give a number from 1 to 100,000.",
    "count_wrong": "The count of {area} ({value}) is not a number of zero or more. Correct it.",
    "count_over": "The count of {area} ({count}) is larger than its population ({population}). Check both columns.",
    "population_wrong": "The population of {area} ({value}) is not a number of zero or more. Correct it or leave the area out.",
    "level_wrong": "A confidence of {value} is not possible. Give a share between 0 and 1, such as 0.95.",
    "types_range": "{value} types are not possible for {areas} areas. Give from 2 to {most}.",
    "threshold_wrong": "The threshold {name} ({value}) is not a share from 0 to 1. Correct it.",
    "negative": "The value of {what} for {area} ({value}) is negative. Correct it.",
    # the composite index
    "index_of": "The index of {areas} areas was made of {indicators} indicators.",
    "oriented": "{indicator} counts the other way round: low values raise the index.",
    "constant": "{indicator} is the same everywhere and tells areas apart in nothing; it was left out.",
    "standard_z": "Each indicator was set to mean 0 and standard deviation 1 (z-score, of all areas).",
    "standard_minmax": "Each indicator was set from 0, the lowest of all areas, to 1, the highest.",
    "standard_rank": "Each indicator was replaced by its rank, from 1 for the lowest; equals share the mean of their ranks.",
    "standard_percentile": "Each indicator was replaced by the share of areas below it, equals counted half.",
    "weights_equal": "All indicators weigh the same.",
    "weights_given": "The weights were given: {weights}.",
    "weights_pca": "The weights are the squared loadings on the first principal component of the correlations, which holds {share} of the variance: {weights}.",
    "pca_sign": "On the first component {indicator} points against the others, so these indicators do not measure one thing; weights by component are doubtful here.",
    "aggregate_mean": "The index is the weighted mean: a low value can be made good by a high one.",
    "aggregate_geometric": "The index is the weighted geometric mean: a very low value can hardly be made good.",
    "aggregate_rank": "The index is the weighted mean of ranks.",
    "missing_dropped": "{count} areas lack a value and have no index: {areas}.",
    "missing_mean": "{count} missing values took the mean of their indicator, which draws these areas to the middle: {areas}.",
    "sensitivity_told": "{runs} times, weights were drawn at random around those chosen and the way of standardising and aggregating as well. In half of the runs an area moved at most {half} places; {firm} of {areas} areas stayed within {few} places in nine runs of ten.",
    "leave_one": "Without {indicator}, {area} moves most: from place {old} to {new}.",
    # small numbers
    "wilson_told": "The interval of each rate is Wilson's, at {level}.",
    "shrunk": "Rates were drawn towards the common rate {rate} by empirical Bayes: the fewer people, the more. {area} moves most, from {old} to {new}.",
    "no_spread": "The rates differ no more than chance makes them differ, so every area is given the common rate {rate}.",
    # types
    "types_found": "{types} types of areas, by {method}; silhouette {silhouette}.",
    "types_none": "There are no stable types: from one sample of areas to the next the groups change too much (the least stable has a Jaccard mean of {stability}; at least {needed} is asked). The values form a continuum.",
    "types_cloud": "There are no stable types: cut into {types}, the areas stand no farther apart (silhouette {silhouette}) than values without any groups do (up to {reference}). The values form a continuum.",
    "types_alike": "All areas are alike in these indicators, so there are no types.",
    "type_told": "Type {type}: {size} areas, stability {stability}. Higher than usual: {high}. Lower than usual: {low}.",
    # centres
    "centre_residential": "{area} is residential: residents are {weight} of all who are there, at or above {threshold}.",
    "centre_local": "{area} is a local centre: residents are {weight} of all who are there, below {threshold}, and {reach} of its functions reach beyond its surroundings, below {wide}.",
    "centre_metropolitan": "{area} is a regional or metropolitan centre: residents are {weight} of all who are there, below {threshold}, and {reach} of its functions reach beyond its surroundings, at or above {wide}.",
    "centre_unknown": "{area} has neither residents nor users, so it has no type.",
    "centre_no_functions": "{area} is a local centre: residents are {weight} of all who are there, below {threshold}, and no functions with their reach are known.",
    "centre_close": "{area} lies within {margin} of a threshold, so its type is not firm.",
    "centre_counts": "Residential: {residential}; local centre: {local}; regional or metropolitan centre: {metropolitan}; without type: {unknown}.",
    "template_residential": "A light, generic instrument: co-production and participation of residents with the municipality.",
    "template_local": "The full neighbourhood project, first of all.",
    "template_metropolitan": "Protect the interests and needs of residents and give them a place in the large projects.",
}
say = speaker(SENTENCES)
