"""What the protection of a table says."""

# ruff: noqa: E501 - one sentence per line, so that they can be compared

from collections.abc import Mapping

from wijk.methods.saying import speaker

SENTENCES: Mapping[str, str] = {
    # refused tables
    "table_empty": "The table holds no cells. Give a table with at least one.",
    "columns_differ": "There are {keys} cells and {values} values. Give each cell one value.",
    "cell_twice": "The cell “{cell}” stands twice in the table. Keep one of the two.",
    "cell_differs": "The cell “{cell}” is {first} in one table and {second} in another. Correct one of the two.",
    "value_missing": "The cell “{cell}” has no usable value. Fill in a number, 0 when there is nobody.",
    "value_negative": "The cell “{cell}” is {value}. Tables with negative values cannot be protected; give the counts.",
    "dimension_unknown": "The table has no column “{dimension}”, to which the hierarchy “{hierarchy}” belongs. It has: {present}.",
    "child_twice": "The hierarchy “{hierarchy}” puts “{child}” under “{parent}” twice. Keep one line.",
    "cycle": "The hierarchy “{hierarchy}” goes round in a circle: {path}. Correct it.",
    "parent_unknown": "The hierarchy “{hierarchy}” names “{parent}”, which is nowhere in the column “{dimension}”. Add its total to the table, or leave it out of the hierarchy.",
    "child_unknown": "The hierarchy “{hierarchy}” puts “{child}” under “{parent}”, but “{child}” is nowhere in the column “{dimension}”. Add it to the table, with 0 when there is nobody.",
    "part_missing": "The cell “{cell}” is published in parts, but the part “{part}” is missing. Add it, with 0 when there is nobody.",
    "sum_wrong": "“{cell}” is {value}, but its parts by “{hierarchy}” add up to {total}. Correct the table.",
    # refused rules
    "rule_none": "No rule says what is sensitive. Give a threshold, a dominance rule or a column with marks.",
    "threshold_wrong": "A threshold of {threshold} hides nothing. Give a whole number of 2 or more.",
    "threshold_fractions": "The threshold counts people, but “{cell}” is {value}. Give the number of contributors in a column of its own.",
    "dominance_wrong": "A dominance rule needs a number of contributors of 1 or more and a share between 0 and 100, such as 1,85.",
    "percent_wrong": "The percentage of the p-percent rule lies between 0 and 100.",
    "margin_wrong": "The margin lies above 0 and is at most 1.",
    "largest_missing": "A dominance rule needs the largest contributions of each cell. Give them in a column.",
    "largest_wrong": "The largest contributions of “{cell}” add up to {total}, which is more than its value {value}. Correct them.",
    "weight_wrong": "The cell “{cell}” weighs {weight}. A weight is above zero.",
    "round_base": "A table cannot be rounded to multiples of {base}. Give a whole number of 2 or more.",
    "round_fractions": "“{cell}” is {value}; only whole numbers are rounded.",
    "round_impossible": "No rounding to multiples of {base} keeps every total and moves each cell by less than {reach}. Hide cells instead.",
    # refused published tables
    "status_unknown": "The cell “{cell}” has the status “{status}”. Write published or hidden.",
    "hidden_value": "The cell “{cell}” is hidden but shows a value. Leave it empty.",
    "published_impossible": "What is published of “{cell}” and the cells around it contradicts itself: no table has these numbers. Correct the table.",
    "audit_undecided": "The audit could not be finished ({status}). Publish nothing; report this table as a fault of the programme.",
    # results
    "nothing_sensitive": "No cell is sensitive: everything may be published.",
    "hidden": "{primary} of {cells} cells are sensitive; {more} more are hidden, so that none of them can be recomputed.",
    "by_threshold": "{count} cells are hidden because they count fewer than {threshold}.",
    "by_dominance": "{count} cells are hidden because a few contributors make up nearly all of them.",
    "by_mark": "{count} cells are hidden because they are marked as sensitive.",
    "by_complement": "{count} cells are hidden because a total would give away a sensitive cell.",
    "by_overlap": "{count} cells are hidden because perimeters that overlap would give away a sensitive cell by subtraction.",
    "totals_hidden": "{count} totals had to be hidden, too, because nothing smaller protects.",
    "optimal": "No lighter hiding protects: this one is proven to be the least.",
    "bounded": "A lighter hiding might exist: at most {gap} of the weight hidden could be saved.",
    "base_zero": "Cells of 0 are published, so everybody knows that a hidden cell counts at least 1.",
    "reasons_told": "The reason is published with each hidden cell; what it tells was reckoned with.",
    "rounded": "{cells} cells are rounded to multiples of {base}; every total is the sum of its parts, and no cell moves by {reach} or more.",
    # audit
    "audit_safe": "The audit tried to recompute {hidden} hidden cells from what is published: none can be recomputed, and none is pinned down closer than it may be.",
    "audit_found": "The audit found {found} of {hidden} hidden cells that are not safe. Do not publish this table.",
    "audit_nothing": "No cell is hidden, so there is nothing to recompute.",
    "finding_exact": "“{cell}” can be recomputed: it is {low}.",
    "finding_small": "“{cell}” must lie between {low} and {high}, so everybody knows that it is below {threshold}.",
    "finding_narrow": "“{cell}” must lie between {low} and {high}, inside the interval from {wanted_low} to {wanted_high} that is to stay open.",
    "finding_known": "“{cell}” can be recomputed: it is {low}. That gives nobody away, but hiding it serves nothing.",
    "safe": "“{cell}” lies between {low} and {high} for all that anybody can tell.",
    "safe_above": "“{cell}” is {low} or more for all that anybody can tell.",
}
say = speaker(SENTENCES)
