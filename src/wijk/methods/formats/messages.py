"""Every sentence that a file can earn: code → plain English template with `{name}` fields.

A room above translates the same templates with gettext before they are filled in, so a template is
never built up from pieces. Each says what is wrong and, unless it is only worth knowing, what to do.
"""

# ruff: noqa: E501 - one sentence per line, so that they can be compared

from collections.abc import Callable, Mapping

SENTENCES: Mapping[str, str] = {
    # where
    "place_sheet": "sheet {sheet}",
    "place_line": "line {line}",
    "place_feature": "feature {feature}",
    "place_column": "column {column}",
    "place_field": "field {field}",
    # whole files
    "and_more": "And {count} more of this kind. Correct those above first and try again.",
    "file_missing": "The file is not there. Check its name and its folder.",
    "not_a_file": "This is a folder, not a file. Give the file itself.",
    "no_permission": "The file may not be read. Give read permission and try again.",
    "file_empty": "The file is empty. Export it again.",
    "file_too_large": "The file is {size} and at most {limit} is read at once. Split it into parts.",
    "unknown_format": "This kind of file is not known here. Give CSV, Excel (.xlsx), Parquet, GeoPackage, GeoJSON or Shapefile.",
    "html_page": "This is a web page, not data: probably an error or login page that was saved. Download the data again.",
    "old_excel": "This is an old Excel file (.xls). Open it in Excel or LibreOffice and save it as .xlsx or CSV.",
    "open_document": "This is an OpenDocument spreadsheet. Save it as .xlsx or CSV.",
    "encrypted": "The file is protected by a password. Save it without a password.",
    "pdf_file": "This is a PDF, not a table. Ask the source for the data behind it as CSV or Excel.",
    "compressed": "This is a compressed file. Unpack it and give the file that is inside.",
    "archive_broken": "The file is damaged or was cut off: its container cannot be opened. Copy or download it again.",
    "archive_entries": "The container holds {count} entries and at most {limit} are opened. Save the data in a fresh file.",
    "archive_bomb": "Unpacked, this file would take {size}, which is more than is opened ({limit}). Save the data in a fresh, smaller file.",
    "archive_paths": "The container holds an entry with an unsafe name ({name}). Make it again from the files themselves.",
    "wrong_extension": "The name ends in {extension} but the content is {format}; it was read as {format}.",
    "damaged": "The file is damaged and cannot be read ({detail}). Copy or download it again.",
    # text and CSV
    "encoding_used": "The text is written as {encoding}, not UTF-8; it was read that way. Check names with accents.",
    "encoding_wrong": "The text cannot be read as {encoding} (byte {position}). Save it as UTF-8.",
    "encoding_doubled": "Accents look as if the text was converted twice (such as Ã© for é). Export it again as UTF-8.",
    "nul_bytes": "The text holds empty bytes (NUL), so it is damaged or not a text file. Export it again.",
    "header_missing": "There is no line {header_row}, where the column names should be. Check the number of the header line.",
    "header_only": "The file holds a header and no rows. Export it again, with its rows.",
    "column_unnamed": "A column with values has no name; it is called “{name}” here. Give it a name.",
    "column_twice": "The column name “{name}” stands {count} times; the later ones are called “{name} (2)” and so on. Give each its own name.",
    "cell_empty": "This cell is empty and must not be. Fill it in, or leave the row out.",
    "id_twice": "“{id}” stands in lines {lines}, and each may stand once only. Remove the doubles, or give each a name of its own.",
    "not_a_count": "“{value}” is not a whole number of zero or more. Correct it.",
    "column_missing": "The column “{name}” is not in the file. It has: {present}.",
    "too_many_columns": "The table has {count} columns and at most {limit} are read. Leave out what is not needed.",
    "ragged_row": "This line has {found} values where {expected} are expected. Look for a missing or surplus separator or quotation mark.",
    "cut_short": "The file stops in the middle of this line ({found} values of {expected}), so it was probably cut off. Copy or download it again.",
    "cut_in_character": "The file stops in the middle of a character (byte {position}), so it was cut off. Copy or download it again.",
    "quote_open": "A quotation mark is opened and never closed. Close it, or double it when it belongs to the text.",
    "quote_wrong": "A quotation mark stands in the middle of a value. Put the whole value in quotation marks and double the ones inside.",
    "cell_too_long": "A value is longer than {limit} characters; probably a quotation mark is missing. Check this line.",
    # Excel
    "sheet_missing": "There is no sheet “{name}”. The workbook has: {present}.",
    "sheet_hidden": "The sheet “{name}” is hidden and was not read. Unhide it, or name it, if it holds data.",
    "sheet_chosen": "The workbook has several sheets with data; “{name}” was read. Others: {others}. Name the sheet that you mean.",
    "sheet_hidden_asked": "The sheet “{name}” that was asked for is hidden. Check that it is the right one.",
    "no_visible_sheet": "Every sheet of this workbook is hidden or empty. Unhide the sheet with the data.",
    "formula": "This cell holds a formula; the value that Excel last stored was read ({value}).",
    "formulas": "{count} cells hold formulas; the values that Excel last stored were read. Better paste them as values.",
    "formula_without_value": "This cell holds a formula without a stored value. Open the file in Excel, save it, or paste the cell as a value.",
    "error_cell": "This cell holds the Excel error {value}. Correct it or leave it empty.",
    "merged_cells": "{count} groups of cells are merged; only the first cell of each holds the value. Split them.",
    "hidden_rows": "The sheet has hidden rows or columns; they were read too. Remove them if they should not count.",
    "percent_cells": "{count} cells are shown as a percentage: five percent is stored, and read, as 0.05. Check the unit.",
    "shown_zeros": "{count} cells show leading zeros through their format; they were read as shown (such as {example}).",
    "macros": "The workbook holds macros; they were not run. Better save it as .xlsx.",
    # Parquet and geodata attributes
    "column_kind": "The column “{name}” holds {kind}, which is not read as a value; it was left out.",
    "layer_missing": "There is no layer “{name}”. The file has: {present}.",
    "layer_chosen": "The file has several layers; “{name}” was read. Others: {others}. Name the layer that you mean.",
    "no_layer": "The file holds no layer with features. Export it again.",
    # numbers
    "not_a_number": "“{value}” is not a number. Write digits only, or leave it empty.",
    "number_too_large": "“{value}” is too large to be reckoned with. Check it.",
    "not_finite": "“{value}” is not a number that can be reckoned with. Leave the cell empty when the value is unknown.",
    "wrong_decimal_sign": "“{value}” does not fit the decimal sign “{decimal}” declared for this column. Correct the declaration or the values.",
    "mixed_decimal_signs": "The column writes decimals both with a point (“{point}”) and with a comma (“{comma}”). Use one of the two.",
    "ambiguous_number": "“{value}” can be read in two ways: with decimals or with thousands. Declare the decimal sign of this column.",
    "decimal_guessed": "The decimal sign of this column cannot be told from its values (such as “{value}”); a point was taken. Declare it to be sure.",
    "percent_signs": "{count} values carry a percent sign; the number before it was read.",
    # codes
    "code_lost_zeros": "The code “{given}” seems to have lost its leading zeros; “{proposed}” exists. Store codes as text.",
    "code_excel_float": "The code “{given}” was turned into a number; “{proposed}” exists. Store codes as text.",
    "code_scientific": "The code “{given}” was turned into a power of ten by a spreadsheet; “{proposed}” exists. Store codes as text.",
    "code_lost_hyphen": "The code “{given}” seems to have lost a hyphen; “{proposed}” exists. Store codes as text.",
    "code_spaces": "The code “{given}” has spaces too many; “{proposed}” exists. Remove them.",
    "code_case": "The code “{given}” differs only in capitals from “{proposed}”. Write it the same way.",
    # periods
    "not_a_period": "“{value}” is not a period. Write 2020, 2020-Q1, 2020-03, 2020-01-31 or 2018/2019.",
    "period_ambiguous": "“{value}” can be read in two ways. Write the date as 2020-12-31.",
    # geodata
    "shapefile_part_missing": "The Shapefile lacks its {extension} file. Give all its files together, or one zip with all of them.",
    "geojson_cut": "The file stops at byte {position} before its brackets are closed, so it was cut off. Copy or download it again.",
    "json_syntax": "The JSON is broken at byte {position} ({detail}). Export it again.",
    "json_too_deep": "The JSON is nested more than {limit} levels deep. This is not map data; check the file.",
    "not_geojson": "This JSON holds no map features. Give a GeoJSON FeatureCollection or TopoJSON.",
    "json_twice": "Something follows after the end of the JSON at byte {position}. Export it again.",
    "crs_missing": "The file does not say its coordinate system and none is declared. Declare it, for example crs = “EPSG:31370”.",
    "crs_not_metres": "The coordinate system {crs} does not count in metres. Projected coordinates only: convert the file first, or name the system to use, for example “EPSG:31370”.",
    "crs_unknown": "The coordinate system “{crs}” is not known. Write it as an EPSG code, for example “EPSG:31370”.",
    "crs_declared": "The file does not say its coordinate system; the declared {crs} was used.",
    "crs_overruled": "The file says its coordinate system is {found}; the declared {declared} was used instead.",
    "crs_metres_as_degrees": "The file says degrees ({crs}) but its coordinates, such as {x} {y}, are metres. {hint}Declare the right coordinate system.",
    "crs_degrees_as_metres": "The coordinate system {crs} counts in metres, but the coordinates, such as {x} {y}, look like degrees. Declare “EPSG:4326” if they are.",
    "crs_swapped": "Longitude and latitude are swapped: {x} {y} should be {y} {x}. Export the file again with longitude first.",
    "crs_outside": "The coordinates, such as {x} {y}, lie far outside the region where {crs} is used. Check the coordinate system.",
    "far_away": "The map lies far from where it is expected: around {x} {y} (longitude, latitude). Check the coordinate system.",
    "no_geometry": "This file ({format}) holds no map. Give GeoJSON, GeoPackage, Shapefile, FlatGeobuf or GeoParquet.",
    "geometry_missing": "This feature has no geometry. Draw it or remove it.",
    "geometry_kind": "This feature is {found} where {expected} is expected. Correct or remove it.",
    "geometry_numbers": "The geometry of this feature holds coordinates that are not numbers. Draw it again.",
    "geometry_repaired": "The geometry was broken ({detail}) and was repaired.",
    "geometry_collapsed": "The geometry is broken ({detail}) and nothing remains after repair. Draw it again.",
    "geometry_changed": "The geometry is broken ({detail}); repairing it would change its area by {percent} %. Draw it again.",
    "geometry_part_kept": "The geometry mixes {found}; only {kept} was kept.",
    "geometry_flattened": "Heights (a third coordinate) were left out.",
    # walking networks
    "network_kind": "This kind of file holds no street network. Give GraphML, GeoPackage or GeoJSON with lines, or OSM PBF.",
    "network_empty": "The file holds no street that can be walked. Check the layer, and that lines were exported.",
    "network_twice": "The node “{id}” stands more than once. Give each node an id of its own.",
    "network_position": "The node “{id}” has no position, or one that is not two finite numbers. Each node needs x and y.",
    "network_end": "Edge {number} leads to the node “{id}”, which is not in the file. Export the network again.",
    "network_length": "Edge {number} is “{value}” long, which is not a number of zero or more. Correct it.",
    "network_shape": "Edge {number} has a geometry that is not a line. Correct it or leave it out.",
    "network_loose": "{count} ends of streets lie within {metres} m of another street without sharing a point with it; they were not joined. Join them on the map if people can walk there.",
    "network_left_out": "{count} streets were left out because nobody may walk there (motorways, private or closed ways).",
    "xml_syntax": "The XML is broken at line {row}, position {at}. Export it again.",
    "xml_forbidden": "The XML brings its own document type or entities, which may hide an attack; it was not opened. Export it without them.",
    "xml_other": "This XML is not GraphML. Give a file that begins with a graphml element.",
    # ballots of a neighbourhood budget (Pabulib)
    "ballots_section": "There is no section {section}. A Pabulib file has META, PROJECTS and VOTES, each on a line of its own.",
    "ballots_section_twice": "The section {section} stands twice. Keep one.",
    "ballots_before": "Something stands before the first section. A Pabulib file begins with a line that says META.",
    "ballots_key_missing": "META does not say {key}. Add the line “{key};…”.",
    "ballots_amount": "“{value}” is not an amount of more than zero. Write it with digits, with two decimals at most.",
    "ballots_project_twice": "The project “{id}” stands in lines {lines}, and each may stand once only. Remove the double, or give it an id of its own.",
    "ballots_voter_twice": "The voter “{id}” stands in lines {lines}, and each votes once only. Remove the doubles, or give each voter an id.",
    "ballots_unknown": "This ballot names project “{id}”, which is not under PROJECTS. Correct the ballot or add the project.",
    "ballots_gap": "This ballot has a comma with no project before or after it. Remove it, or fill in the project.",
    "ballots_repeated": "This ballot names project “{id}” twice. Keep one of the two.",
    "ballots_points_count": "This ballot names {projects} projects and gives {points} numbers of points. Give each project one.",
    "ballots_points": "“{value}” is not a number of points of zero or more. Correct it.",
    "ballots_points_missing": "Ballots of the kind “{kind}” need a column “points” next to “vote”. Add it.",
    "ballots_kind": "The kind of ballot “{kind}” is not known. Known are: {known}.",
    "ballots_one_only": "This ballot names {count} projects, and the kind “choose-1” allows one. Correct the ballot or the kind.",
    "ballots_shares": "META lists {names} names under {key} and {amounts} amounts under {budgets}. Give each name one amount.",
    "ballots_quote": "A quotation mark is not closed, or something follows after it. Put the whole value in quotation marks and double the ones inside.",
    "ballots_declared": "META says {key} is {declared}, and {found} were found; what was found counts.",
    "ballots_tally": "The column {key} says {declared} for project “{id}”, and the ballots give {found}; the ballots count.",
    "ballots_outside": "{count} ballots break the rule {key} = {limit} of META (the first in line {row}); they were counted as they are.",
    "ballots_empty": "{count} ballots are empty. Their voters count when the budget is shared.",
    "ballots_default": "META gives {value} points to each project that a ballot does not name. They were left out: only what a ballot names counts.",
    # areas of one set
    "areas_overlap": "The areas {first} and {second} overlap by {square_metres} m². Correct one of the two borders.",
    "areas_overlap_sliver": "The areas {first} and {second} overlap by a sliver of {square_metres} m².",
    "areas_gap": "Between the areas {codes} lie {square_metres} m² that belong to none. Correct a border, or add the area.",
    "areas_gap_sliver": "Between the areas {codes} lies a sliver of {square_metres} m² that belongs to none.",
    # Polis
    "polis_no_votes": "This folder holds no votes.csv and no participants-votes.csv. Give the folder of a Polis export, or one file of votes.",
    "polis_two_files": "Both {first} and {second} could be meant. Leave one of them in the folder.",
    "polis_empty": "There is not one vote in this file. Export the conversation again.",
    "polis_column": "None of the columns {names} is there. Name the columns of participant, statement and vote as Polis does.",
    "polis_vote": "“{value}” is not a vote. Write 1 (agree), 0 (pass) or -1 (disagree).",
    "polis_moderation": "“{value}” is not a moderation. Write 1 (in), 0 (not moderated) or -1 (out).",
    "polis_statement_twice": "The statement “{id}” stands in the list twice. Leave one of them out.",
    "polis_person_twice": "This participant stands in the table twice. Join the two rows.",
    "polis_json": "This JSON does not hold a list of votes. Give one record a vote, with participant, statement and vote.",
    "polis_record": "Record {number} does not say which participant voted on which statement. Complete it.",
    "polis_record_vote": "Record {number} holds “{value}” as its vote. Write 1, 0 or -1.",
    "polis_unknown_statements": "{count} statements have votes but do not stand in comments.csv ({some}); their votes count and their words are unknown.",
}

# Parameters that are words themselves: the value of a parameter → what is said.
HINTS: Mapping[str, str] = {
    "EPSG:31370": "They look like Belgian Lambert 72 (EPSG:31370). ",
    "EPSG:3812": "They look like Belgian Lambert 2008 (EPSG:3812). ",
    "EPSG:28992": "They look like Amersfoort / RD New (EPSG:28992). ",
    "EPSG:2154": "They look like French Lambert 93 (EPSG:2154). ",
    "EPSG:3857": "They look like web Mercator (EPSG:3857). ",
    "area": "an area",
    "point": "a point",
    "line": "a line",
    "collection": "a collection",
    "Self-intersection": "a border crosses itself",
    "Ring Self-intersection": "a border touches itself",
    "Too few points in geometry component": "a border has too few points",
    "Hole lies outside shell": "a hole lies outside its area",
    "Holes are nested": "a hole lies in a hole",
    "Nested shells": "one part lies in another",
    "Interior is disconnected": "a hole divides the area",
    "Duplicate Rings": "a border stands twice",
}

_HINTED = {
    "crs_metres_as_degrees": ("hint",),
    "geometry_kind": ("found", "expected"),
    "geometry_part_kept": ("found", "kept"),
    "geometry_repaired": ("detail",),
    "geometry_collapsed": ("detail",),
    "geometry_changed": ("detail",),
}


def in_words(code: str, params: Mapping[str, str | int | float], translate: Callable[[str], str] = str) -> str:
    """The sentence for a code; `translate` (gettext) is applied to the template, then the fields are filled in.

    A code that has no sentence here, because a room above made it, is given as it is.

    >>> in_words("header_missing", {"header_row": 3})
    'There is no line 3, where the column names should be. Check the number of the header line.'
    """
    if code not in SENTENCES:
        known = ", ".join(f"{name} {value}" for name, value in params.items())
        return f"{code} ({known})" if known else code
    values = dict(params)
    for name in _HINTED.get(code, ()):
        parts = str(values.get(name, "")).split(", ")
        values[name] = ", ".join(translate(HINTS[part]) if part in HINTS else part for part in parts)
    return translate(SENTENCES[code]).format_map(values)


def place_in_words(
    file: str,
    sheet: str,
    line: int | None,
    column: str,
    field: str,
    translate: Callable[[str], str] = str,
    *,
    feature: bool = False,
) -> str:
    """Where a problem is: 'population.xlsx, sheet Data, line 12, column POP'; `feature` when lines are features."""
    parts = [file] if file else []
    number = "" if line is None else str(line)
    values = {"sheet": sheet, "feature" if feature else "line": number, "column": column, "field": field}
    parts += [translate(SENTENCES[f"place_{name}"]).format_map(values) for name, value in values.items() if value]
    return ", ".join(parts)
