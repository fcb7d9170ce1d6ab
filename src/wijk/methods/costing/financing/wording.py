"""What is said of financing models."""

# ruff: noqa: E501 - one sentence per line, so that they can be compared

from collections.abc import Mapping

FINANCE_SENTENCES: Mapping[str, str] = {
    # refusals
    "loan_longer": "{path}: the loan runs {own} years and the plan {years}. Let the plan look as far as the loan.",
    "free_long": "{path}: {free} years without repayment leave none to repay in, of {own}. Give fewer.",
    "sources_more": "{path}: more money comes in than is needed. Lower it.",
    "layers_sum": "{path}: the layers own, pension_share and bank_share add up to {sum}, and must add up to 100 %.",
    "trust_short": "{path}: ground and house cost more than subsidy and price bring in; {missing} is missing.",
    "acts_none": "{path} is missing: give at least one kind of act, beginning with [[act]].",
    "parts_saved": "{path}: the fund and the organisations together get more than was saved.",
    # every model
    "party": "{party}: pays {paid} and receives {received}, year by year net of each other.",
    "party_return": "{party}: pays {paid} and receives {received}, year by year net of each other; internal rate of return {rates}.",
    "party_returns": "{party}: pays {paid} and receives {received}, year by year net of each other; there are several internal rates of return ({rates}), so none can decide.",
    "cover_enough": "In its tightest year ({year}) the borrower has {ratio} for every 1 of debt service.",
    "cover_short": "In year {year} the borrower has only {ratio} for every 1 of debt service: the loan cannot be carried as planned.",
    # third-party investor
    "owner_client_always": "The installations belong to {client} from the first day.",
    "owner_client_end": "The installations belong to {investor} for {years} years, then to {client} for {price}.",
    "leave_esco": "If {client} leaves early, it buys out {investor}: what is still owed on the loan, the capital of the citizens not yet repaid, and {penalty} on top.",
    "leave_esco_own": "If the contract ends early, {client} keeps the installations and the loan, and pays {penalty} of what is owed on top.",
    "client_gains": "Against going on as before, {client} is better off by {amount} over {years} years, takeover included.",
    "client_gains_before": "Against going on as before, {client} has {amount} over {years} years to repay its investment with.",
    # co-operative
    "layers": "Layers: {own} of members' shares ({own_part}), {pension} of the pension fund ({pension_part}), {bank} of the bank ({bank_part}).",
    "share_each": "That is {amount} of shares for each dwelling on average.",
    "rent_years": "Rent at cost, all dwellings together: {first} in the first year, {last} in year {years}.",
    "rent_area": "That is {first} per square metre and month in the first year, {last} in the last.",
    "rent_dwelling": "That is {first} per dwelling and month in the first year, {last} in the last, on average.",
    "owner_co_operative": "Ground and building belong to {co_operative} and stay out of the market; {members} own shares and a right to live there.",
    "leave_co_operative": "A member who leaves gets the shares back at what was paid for them, without gain or loss, when the next member brings them in ({shares} for all).",
    # land trust
    "trust_split": "The ground ({land}) is held in common for ever; the house is sold for {house}.",
    "trust_next": "After {years} years the house goes on for {price}, where house and ground would cost {market} on the market; {gap} stays with the neighbourhood.",
    "trust_inspection": "The neighbourhood has a right of inspection, and a third of the seats on the board where the trust follows the Brussels model; that is no sum, and stands beside these.",
    "owner_trust": "The ground belongs to {trust} for ever; the house to who lives in it.",
    "leave_trust_share": "Who leaves sells at the price paid, plus {part} of what the house gained on the market, plus agreed improvements not yet written off over {life} years; never above the market.",
    "leave_trust_index": "Who leaves sells at the price paid, risen by {part} a year, plus agreed improvements not yet written off over {life} years; never above the market.",
    "leave_trust_cost": "Who leaves sells at the price paid, plus agreed improvements not yet written off over {life} years; never above the market.",
    # pay per use
    "use_total": "Over the whole period {units} {unit} are used and {amount} is paid for them.",
    "use_minimum": "Years in which use stays below the minimum of {minimum} {unit}, which is paid for all the same: {years}.",
    "use_cheaper": "Bought and kept up by the user itself it would cost {owned} over the same years: {amount} more, before interest.",
    "use_dearer": "Bought and kept up by the user itself it would cost {owned} over the same years: {amount} less, before interest and the worth of what is then owned.",
    "owner_provider": "Everything belongs to {provider} throughout and is taken back at the end, so lasting long pays.",
    "leave_use": "If {user} leaves early, it pays what is not yet written off, and {penalty} of it on top.",
    # contributions
    "act_balance": "{act}: each saves {saves} as measured, brings {fed} into the fund, and earns {units} units worth {value} ({part} of what it saves).",
    "fund_covers": "In every year the fund holds at least what all open units are worth.",
    "fund_short": "From year {year} on the fund holds less than all open units are worth: issue fewer units for each act, or feed it more.",
    "fund_empty": "In year {year} the fund is empty: it has promised more than it was given.",
    "savings_relative": "Savings are spending that does not happen, against going on as before; they must be measured, and the way of measuring agreed with residents.",
    "owner_fund": "Units belong to who earned them; the money behind them to {fund}.",
    "leave_contribution": "If {authority} leaves, no more units are issued; what the fund holds stands against the units still open.",
    # crowdfunding
    "goal_reached": "{raised} is raised, and the goal of {goal} is reached.",
    "goal_missed": "{raised} is raised, and the goal of {goal} is not reached; the project goes on with what there is.",
    "goal_missed_nothing": "{raised} would be raised, and the goal of {goal} is not reached: everybody gets their money back and nothing is paid.",
    "owner_project": "What is made belongs to {project}.",
    "leave_crowd": "Gifts and rewards cannot be asked back; lenders among the {backers} hold what is still owed to them.",
    # who
    "name_client": "client",
    "name_investor": "third-party investor",
    "name_citizens": "citizens' co-operative",
    "name_bank": "bank",
    "name_authority": "public authority",
    "name_suppliers": "builders and suppliers",
    "name_members": "members",
    "name_co_operative": "co-operative",
    "name_pension_fund": "pension fund",
    "name_household": "household",
    "name_next_household": "next household",
    "name_trust": "land trust",
    "name_developer": "developer and former owner of the ground",
    "name_user": "user",
    "name_provider": "provider",
    "name_buyer": "market for used goods",
    "name_fund": "fund",
    "name_organisation": "organisations",
    "name_merchants": "local traders and services",
    "name_processors": "suppliers of what is no longer needed",
    "name_backers": "backers",
    "name_project": "project",
    "name_platform": "platform",
    # for what
    "what_lent": "loan given",
    "what_interest": "interest",
    "what_principal": "repayment",
    "what_subsidy": "subsidy",
    "what_works": "works",
    "what_energy": "energy",
    "what_upkeep": "upkeep",
    "what_tariff": "tariff",
    "what_share": "part of the savings",
    "what_fee": "fee",
    "what_certificates": "certificates",
    "what_shortfall": "shortfall made up",
    "what_takeover": "takeover",
    "what_shares": "shares",
    "what_rent": "rent",
    "what_running": "running costs",
    "what_dividend": "interest on shares",
    "what_house": "house",
    "what_land": "ground",
    "what_lease": "ground lease",
    "what_improvement": "improvements",
    "what_resale": "resale",
    "what_use": "use",
    "what_sold_used": "sold after use",
    "what_starting_capital": "starting capital",
    "what_saved": "spending that does not happen",
    "what_fed": "paid into the fund",
    "what_compensation": "compensation",
    "what_redeemed": "units spent",
    "what_fund_running": "running the fund",
    "what_gifts": "gifts",
    "what_rewards": "for a reward",
    "what_reward_cost": "rewards",
    "what_platform_fee": "fee of the platform",
    "what_matching": "matching by the authority",
    "what_income": "income",
    # what leaving is made of
    "what_loan_left": "owed on loans",
    "what_equity_left": "capital not yet repaid",
    "what_penalty": "on top",
    "what_shares_back": "shares back",
    "what_not_written_off": "not written off",
    "what_fund_holds": "held by the fund",
    "what_units_open": "open units",
}


def named(*parties: str) -> Mapping[str, str]:
    """The usual names of parties, which a plan may replace by their own.

    >>> dict(named("bank"))
    {'bank': 'bank'}
    """
    return {party: FINANCE_SENTENCES[f"name_{party}"] for party in parties}
