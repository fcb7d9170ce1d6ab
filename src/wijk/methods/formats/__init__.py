"""Parsers and writers of the field's file formats.

One module per question, so that a room opens only what it needs:

- `problems`, `messages`, `limits`: what is wrong, said in a sentence; how much a file may ask of us;
- `tables`: rows of CSV, Excel, Parquet and geodata attributes, in batches;
- `numbers`, `codes`, `periods`: what a cell means;
- `sdmx`: which column plays which part in an SDMX-CSV file;
- `geodata`: areas, places and lines of any common geodata file, in longitude and latitude;
- `exports`, `geoexports`: the same formats written.
"""
