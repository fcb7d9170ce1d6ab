"""Counting: equal shares with and without raising the shares, beside pabutools; and whether both elect the same."""

from bench.instances.ballots import ballots
from bench.race import Field, Goal, Outcome, Run

TITLE = "Neighbourhood budgets: counting exactly"
CITY, DISTINCT, TEN = "90,000 voters × 160", "100,000 distinct × 150", "1,000,000 distinct × 150"
PLAIN, RAISED = "equal shares", "equal shares with add1"
RANDOM = 6000


def run(field: Field) -> Outcome:
    """Time both on the same files in the same run, then compare their winners."""
    city = str(ballots(field.scratch / "city_90k_160.pb", 90_000, 160, 1_600_000, 7, most=3, cheaper=10))
    distinct = str(ballots(field.scratch / "pb_100k_150.pb", 100_000, 150))
    runs, goals = [], []
    for case, completion, goal in ((PLAIN, "none", 200.0), (RAISED, "add1-first-exhaustive", 200.0)):
        ours = field.ours(f"{case}, {CITY}", "count_ours.py", city, "equal-shares", completion)
        peer = field.peer(
            "pabutools", ours.case, "pabutools", "pabutools_count.py", "time", city,
            "none" if completion == "none" else "first", limit=max(field.limit, 900),
        )  # fmt: skip
        runs += [ours, peer]
        goals.append(_times(f"{case}, {CITY}: {goal:.0f} × less than pabutools, same winners", ours, peer, goal))
    ours = field.ours(f"{RAISED}, {DISTINCT}", "count_ours.py", distinct, "equal-shares", "add1-largest-feasible")
    peer = field.peer("pabutools", ours.case, "pabutools", "pabutools_count.py", "time", distinct, "first", limit=200)
    runs += [ours, peer]
    says = f"{RAISED}, {DISTINCT}: at most 3 s and 400 MB"
    goals.append(Goal(says, f"{ours.cpu or 0:.2f} s, {ours.peak_mb or 0:.0f} MB", _within(ours, 3, 400)))
    if field.large:
        million = str(ballots(field.scratch / "pb_1m_150.pb", 1_000_000, 150, 100_000_000))
        for case, completion in ((PLAIN, "none"), (RAISED, "add1-largest-feasible")):
            runs.append(field.ours(f"{case}, {TEN}", "count_ours.py", million, "equal-shares", completion))
    agreement = _agreement(field)
    return Outcome(TITLE, (*runs, *agreement[0]), (*goals, *agreement[1]), REMARKS)


REMARKS = (
    "CPU s of the count itself, after warm-up; reading the file stands beside it as “parse”.",
    "The file of 90,000 voters is made up (bench/instances/ballots.py): one to three projects a ballot, 26,000 ballots differ.",
    "Where winners of knapsack differ, both selections satisfy equally and ours costs less or comes first by the rules on ties.",
)


def _times(says: str, ours: Run, peer: Run, goal: float) -> Goal:
    if not ours.cpu or not peer.cpu:
        return Goal(says, peer.note or "no measure", None)
    same = ours.facts["selected"] == peer.facts["selected"]
    ratio = peer.cpu / ours.cpu
    return Goal(says, f"{ratio:,.0f} ×, winners {'the same' if same else 'DIFFER'}", same and ratio >= goal)


def _within(run: Run, seconds: float, megabytes: float) -> bool | None:
    if run.cpu is None or run.peak_mb is None:
        return None
    return run.cpu <= seconds and run.peak_mb <= megabytes


def _agreement(field: Field) -> tuple[list[Run], list[Goal]]:
    """Winners of every shared file and of random small elections, by every rule that both know."""
    cases, found = field.scratch / "cases.json", field.scratch / "winners.json"
    made = field.ours("random elections and files", "count_agreement.py", "make", str(cases), str(RANDOM))
    peer = field.peer(
        "pabutools", made.case, "pabutools", "pabutools_count.py", "winners", str(cases), str(found), limit=3600
    )
    if peer.cpu is None:
        return [made, peer], [Goal("the same winners as pabutools", peer.note, None)]
    judged = field.ours("the same winners", "count_agreement.py", "compare", str(cases), str(found))
    differ = judged.facts.get("differ", -1)
    says = "the same winners as pabutools, on every shared file and on random elections, by every rule that both know"
    told = f"{judged.facts.get('agree')} of {judged.facts.get('cases')} agree"
    return [peer, judged], [Goal(says, told, differ == 0)]
