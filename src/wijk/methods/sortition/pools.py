"""Who volunteers, and what must a panel look like? People with their answers, and quotas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wijk.methods.saying import Rejected, Saying
from wijk.methods.sortition.messages import say

#: So many wrong rows are named at once.
_NAMED = 10


@dataclass(frozen=True)
class Quota:
    """How many members of a panel have one feature; with the widest range that may be taken when quotas clash."""

    category: str
    feature: str
    minimum: int
    maximum: int
    min_flex: int | None = None
    max_flex: int | None = None

    @property
    def name(self) -> str:
        """Category and feature in one."""
        return f"{self.category} {self.feature}"

    @property
    def widest(self) -> tuple[int, int | None]:
        """The range within which the quota may be changed."""
        return self.min_flex or 0, self.max_flex


@dataclass(frozen=True)
class Pool:
    """People: an id each, `answers[category][i]` of the i-th person, and where wanted the household of each.

    >>> Pool(("a", "b"), {"age": ("young", "old")}).ids
    ('a', 'b')
    """

    ids: Sequence[str]
    answers: Mapping[str, Sequence[str]]
    households: Sequence[str] | None = None

    def __len__(self) -> int:
        return len(self.ids)


def check(pool: Pool, quotas: Sequence[Quota], size: int) -> None:
    """Refuse what cannot be reckoned with; Rejected names every fault found, the first ones by row."""
    faults = [*_faults_of_pool(pool), *_faults_of_quotas(quotas)]
    if size < 1:
        faults.append(say("size_wrong", size=size))
    elif len(pool) and size > len(pool):
        faults.append(say("size_too_large", size=size, people=len(pool)))
    if not faults:
        faults += _faults_between(pool, quotas)
    if faults:
        raise Rejected(faults)


def _faults_of_pool(pool: Pool) -> list[Saying]:
    if not len(pool):
        return [say("pool_empty")]
    faults: list[Saying] = []
    seen: set[str] = set()
    for one in pool.ids:
        if one in seen and len(faults) < _NAMED:
            faults.append(say("id_twice", id=one))
        seen.add(one)
    columns = dict(pool.answers) | ({"household": pool.households} if pool.households is not None else {})
    for column, values in columns.items():
        if len(values) != len(pool):
            faults.append(say("columns_differ", column=column, found=len(values), expected=len(pool)))
    if pool.households is not None:
        empty = [i for i, one in enumerate(pool.households) if not one]
        faults += [say("household_missing", who=pool.ids[i]) for i in empty[:_NAMED]]
    return faults


def _faults_of_quotas(quotas: Sequence[Quota]) -> list[Saying]:
    if not quotas:
        return [say("no_quotas")]
    faults = []
    seen: set[tuple[str, str]] = set()
    for quota in quotas:
        names = {"category": quota.category, "feature": quota.feature}
        if (quota.category, quota.feature) in seen:
            faults.append(say("quota_twice", **names))
        seen.add((quota.category, quota.feature))
        if min(quota.minimum, quota.maximum) < 0:
            faults.append(say("quota_negative", **names))
        elif quota.minimum > quota.maximum:
            faults.append(say("quota_upside_down", **names, minimum=quota.minimum, maximum=quota.maximum))
        low, high = quota.widest
        if low < 0 or low > quota.minimum or (high is not None and high < quota.maximum):
            wide = {"min_flex": low, "max_flex": quota.maximum if high is None else high}
            faults.append(say("flex_inside", **names, **wide, minimum=quota.minimum, maximum=quota.maximum))
    return faults


def _faults_between(pool: Pool, quotas: Sequence[Quota]) -> list[Saying]:
    faults = []
    features: dict[str, set[str]] = {}
    for quota in quotas:
        features.setdefault(quota.category, set()).add(quota.feature)
    for category, known in features.items():
        if category not in pool.answers:
            faults.append(say("no_category", category=category, columns=tuple(pool.answers)))
            continue
        wrong = [i for i, answer in enumerate(pool.answers[category]) if answer not in known]
        for i in wrong[:_NAMED]:
            answer = pool.answers[category][i]
            code = "answer_unknown" if answer else "answer_missing"
            faults.append(say(code, who=pool.ids[i], category=category, **({"feature": answer} if answer else {})))
    return faults
