"""Who is helped by whom, where does the stand stop? Stands, counters, cases and words on behalf of somebody."""
