"""The letters of a morning for 1,000, 10,000 and 100,000 followers: processor seconds, and memory that must not grow. No peer."""

from bench.race import Field, Goal, Outcome, Run

TITLE = "Digest"
REMARKS = (
    "Writing the letters into the outbox; sending them is the mail server’s time.",
    "Memory of the whole process, made-up followers included, without the pages of the database file that SQLite maps.",
)
SIZES = (1_000, 10_000, 100_000)
#: Processor seconds for the largest, and how much more memory it may take than the smallest.
LIMIT, GROWTH = 600.0, 1.5


def run(field: Field) -> Outcome:
    """Everybody is due at once, follows three of two hundred things, and forty things happened."""
    runs = [
        field.ours(f"{size:,} followers", "digest_ours.py", str(size), str(field.scratch), limit=1_800)
        for size in SIZES
    ]
    goals = [_all_told(one, size) for one, size in zip(runs, SIZES, strict=True)]
    largest, smallest = runs[-1], runs[0]
    if largest.cpu is not None:
        goals.append(Goal(f"at most {LIMIT:.0f} CPU s for {SIZES[-1]:,}", f"{largest.cpu:.1f}", largest.cpu <= LIMIT))
    if largest.peak_mb and smallest.peak_mb:
        ratio = largest.peak_mb / smallest.peak_mb
        found = f"{smallest.peak_mb:.0f} MB for {SIZES[0]:,}, {largest.peak_mb:.0f} MB for {SIZES[-1]:,}"
        goals.append(Goal(f"memory at most × {GROWTH}", found, ratio <= GROWTH))
    return Outcome(
        TITLE,
        tuple(runs),
        tuple(goals),
        REMARKS,
    )


def _all_told(one: Run, size: int) -> Goal:
    if one.cpu is None:
        return Goal(f"{one.case}: finishes", one.note, False)
    letters, twice = one.facts["letters"], one.facts["twice"]
    return Goal(
        f"{one.case}: one letter each, none twice", f"{letters:,} letters, {twice} twice", letters == size and not twice
    )
