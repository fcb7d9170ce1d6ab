"""Small random pools for the tests."""

from hypothesis import strategies as st

from wijk.methods.sortition.pools import Pool, Quota


@st.composite
def small_pools(draw: st.DrawFn, *, households: bool = False) -> tuple[Pool, list[Quota], int]:
    """A pool of up to nine people in up to three categories, with quotas around one of its panels, so that one panel exists at least."""
    count = draw(st.integers(2, 9))
    categories = draw(st.integers(1, 3))
    answers = {
        f"c{k}": draw(st.lists(st.sampled_from("abc"), min_size=count, max_size=count)) for k in range(categories)
    }
    homes = draw(st.lists(st.sampled_from("uvwxyz"), min_size=count, max_size=count)) if households else None
    size = draw(st.integers(1, min(4, len(set(homes)) if homes else count)))
    order = draw(st.permutations(range(count)))
    panel: list[int] = []
    for i in order:
        if len(panel) < size and (homes is None or homes[i] not in {homes[j] for j in panel}):
            panel.append(i)
    quotas = []
    for category, values in answers.items():
        for feature in sorted(set(values)):
            held = sum(values[i] == feature for i in panel)
            low, high = draw(st.integers(0, 1)), draw(st.integers(0, 1))
            quotas.append(Quota(category, feature, max(0, held - low), held + high))
    return Pool([str(i) for i in range(count)], answers, homes), quotas, size
