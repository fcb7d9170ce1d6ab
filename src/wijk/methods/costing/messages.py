"""What the costing room says: code → plain English template with `{name}` fields."""

# ruff: noqa: E501 - one sentence per line, so that they can be compared

from collections.abc import Mapping, Sequence
from fractions import Fraction

from wijk.methods.costing.financing.wording import FINANCE_SENTENCES
from wijk.methods.costing.wording import FIELD_SENTENCES
from wijk.methods.saying import Saying, Share, speaker

SENTENCES: Mapping[str, str] = {
    **FIELD_SENTENCES,
    **FINANCE_SENTENCES,
    "rate": "{rate}",
    # arithmetic
    "rate_impossible": "A rate of {rate} cannot be reckoned with: it must lie above −1 (−100 %).",
    "goal_unreachable": "With these payments the goal is never reached. Give a payment above zero and a goal of zero or more.",
    "period_outside": "Period {period} does not exist in a loan of {periods} periods.",
    "free_years": "{free} years without repayment leave none to repay in, of {years} years. Give fewer.",
    "periods_few": "A loan of {periods} periods cannot be repaid. Give at least 1.",
    "no_both_signs": "This measure needs at least one payment out and one payment in, in different years.",
    # total cost
    "beyond_reckoning": "The costs of {variant} grow beyond what can be reckoned with. Lower the growth, or shorten the period.",
    "terms_constant": "Period: {years} years. Constant prices, discounted at a real rate of {rate} a year; rates of return are real, too.",
    "terms_current": "Period: {years} years. Current prices with {inflation} inflation, discounted at a nominal rate of {rate} a year; rates of return are nominal, too.",
    "terms_price_year": "All amounts are in prices of {year}.",
    "terms_growth_constant": "The price of {name} changes by {rate} a year above inflation.",
    "terms_growth_current": "The price of {name} changes by {rate} a year, inflation included.",
    "terms_end": "Yearly payments fall at the end of each year; year 0 is now.",
    "terms_begin": "Yearly payments fall at the beginning of each year; year 0 is now.",
    "terms_mid": "Yearly payments fall in the middle of each year; year 0 is now.",
    "variant_direct": "{variant}: the direct costs are worth {total} now, as much as {yearly} in every year.",
    "variant_extended": "{variant}: with the effects on others that could be valued, the extended costs are worth {total} now, as much as {yearly} in every year.",
    "variant_area": "{variant}, per square metre and year, in the two usual meanings: {spread} when the present value is divided by area and years, {annuity} when it is turned into equal yearly payments first. Only compare like with like.",
    "value_empty": "There is no value for {name} in {place} (source to fill in: {source}), so it counts for nothing here: that is a gap, not a zero.",
    "effect_uncounted": "{variant}: {name}, {quantity} × {unit} each time, without a value.",
    "headings_absent": "{variant} names no cost under: {headings}.",
    "effects_absent": "{variant} values no effect under: {effects}.",
    # headings of a complete reckoning
    "heading_land": "land",
    "heading_site servicing": "site servicing",
    "heading_building": "building",
    "heading_studies": "studies",
    "heading_finance": "finance",
    "heading_taxes": "taxes",
    "heading_insurance": "insurance",
    "heading_operation": "operation",
    "heading_maintenance": "maintenance",
    "heading_repair": "repair",
    "heading_water": "water",
    "heading_renewal": "renewal",
    "heading_demolition": "demolition",
    "heading_greenhouse gas": "greenhouse gas",
    "heading_air pollution": "air pollution",
    "heading_green access and landscape": "green access and landscape",
    "heading_noise": "noise",
    "heading_access to services": "access to services",
    "heading_biodiversity": "biodiversity",
    "heading_jobs": "jobs",
    # variants
    "compare_cheaper_direct": "Over the whole period {variant} costs {amount} less than {reference}, counting direct costs.",
    "compare_dearer_direct": "Over the whole period {variant} costs {amount} more than {reference}, counting direct costs.",
    "compare_even_direct": "Over the whole period {variant} costs as much as {reference}, counting direct costs.",
    "compare_cheaper_extended": "With the effects on others that could be valued, {variant} costs {amount} less than {reference}.",
    "compare_dearer_extended": "With the effects on others that could be valued, {variant} costs {amount} more than {reference}.",
    "compare_even_extended": "With the effects on others that could be valued, {variant} costs as much as {reference}.",
    "compare_capital_more": "It invests and renews for {amount} more ({part}).",
    "compare_capital_less": "It invests and renews for {amount} less ({part}).",
    "compare_running_less": "It costs {amount} less to run ({part}).",
    "compare_running_more": "It costs {amount} more to run ({part}).",
    "sir": "Savings-to-investment ratio: {ratio} saved for every 1 that is invested more.",
    "airr": "Adjusted internal rate of return: {rate} a year, savings reinvested at the rate of the plan.",
    "irr_none": "There is no internal rate of return: at no rate do both cost the same.",
    "irr_one": "Internal rate of return: at {rates} both cost the same.",
    "irr_several": "There are several internal rates of return ({rates}), so none of them can decide; go by the present value.",
    "ratio_both": "Benefit–cost ratio: gross {gross} (present gains ÷ present losses of the choice), net {net} (net present value ÷ extra capital).",
    "payback": "Simple payback, in years: {years}. From then on the savings stay above the extra spending.",
    "payback_never": "Simple payback: the savings do not cover the extra spending within the period.",
    "payback_discounted": "Discounted payback, in years: {years}.",
    "payback_discounted_never": "Discounted payback: not within the period.",
    "variant_unknown": "There is no variant {variant}. There are: {known}.",
    "seed_negative": "The seed is {seed}. Give a whole number of zero or more.",
    "draws_range": "{draws} draws cannot be made. Give at least 100 and at most {most}.",
    # energy performance contracts
    "energy_bonus": "Year {year}: verified savings of {saved} against {promised} guaranteed, {difference} above it; the client pays the provider a bonus of {due}.",
    "energy_malus": "Year {year}: verified savings of {saved} against {promised} guaranteed, {difference} below it; the provider pays the client {due}.",
    "energy_even": "Year {year}: verified savings of {saved} against {promised} guaranteed; neither owes the other anything for the difference of {difference}.",
    "energy_capped": "Year {year}: the amount was bound by the cap in the contract.",
    "energy_carrier": "Year {year}, {carrier}: {measured} {unit} measured against an adjusted baseline of {adjusted}; {saved} saved ({part}), {promised} guaranteed.",
    "energy_all": "Over {years} years: {saved_value} saved, {guaranteed_value} guaranteed; bonus less payments for shortfalls {to_provider}, fees {fee}; the client keeps {client}.",
    "carriers_none": "{path} is missing: give at least one carrier, beginning with [carrier.gas].",
    "parts_above_one": "{path}: the parts that follow weather, occupancy and area add up to more than 1.",
    "year_length": "{path}: the year that begins on {begins} must end on {ends}, so that it can be held against a whole base year.",
    "day_far": "{path} is {day}, which lies too far away to be meant.",
    "years_gap": "{path} is {begins}, and the year before ends on {ends}. Years must follow each other without gap or overlap.",
    "energy_years_none": "{path} is missing: give at least one measured year, beginning with [[year]].",
}
say = speaker(SENTENCES)


def as_share(value: Fraction | float) -> Share:
    """A rate or share to say, with as many decimals as it needs, two at most.

    >>> as_share(0.03), as_share(0.125)
    (Share(value=0.03, decimals=0), Share(value=0.125, decimals=1))
    """
    return Share(value, next((d for d in (0, 1) if abs(round(float(value) * 100, d) - float(value) * 100) < 1e-9), 2))


def rates(values: Sequence[float], decimals: int | None = None) -> tuple[Saying, ...]:
    """Several rates, each as its language writes it."""
    return tuple(say("rate", rate=as_share(v) if decimals is None else Share(v, decimals)) for v in values)
