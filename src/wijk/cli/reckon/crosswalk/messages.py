"""What `wijk crosswalk` says."""

from collections.abc import Mapping

from wijk.methods.saying import speaker

SENTENCES: Mapping[str, str] = {
    "title": "Figures carried from {source} to {target}",
    "values": "Figures",
    "coherence": "Coherence",
    "moves": "Areas to move",
    "moves_lead": "If these areas, or parts of areas, moved, every perimeter would consist of whole areas.",
    "more_rows": "And {count} more; all are in {file}.",
    "column_target": "area",
    "column_mass": "mass",
    "column_within": "in whole areas",
    "column_cut": "areas cut",
    "column_entropy": "entropy (bits)",
    "column_unit": "area to move",
    "column_from": "from",
    "column_to": "to",
    "column_error": "± {column}",
    "nowhere": "(nowhere)",
    "id_none": "No column of “{file}” names each area once. Name one with {option}; there are: {present}.",
    "pair_wrong": "“{text}” is not a pair. Write RATE=DENOMINATOR, for example income=people.",
    "column_unknown": "There is no column “{column}”. There are: {present}.",
    "values_none": "Nothing says which figures to carry. Give --columns with columns of {file}, or --values with a file.",
    "unit_unknown": "“{file}” has figures for “{unit}”, which is not in “{source}”. Correct the names, or leave the row out.",
    "unit_missing": "“{file}” has no figures for “{unit}”. Add a row, with 0 when there is nothing.",
    "weight_missing": "The places are areas; name the column that says what each weighs with --weight.",
    "places_mixed": "The places must be all points or all areas. Split the file.",
    "slivers_wrong": "A sliver is a share between 0 and 0.5.",
}
say = speaker(SENTENCES)
