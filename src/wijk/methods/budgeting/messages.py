"""Every sentence of the budgeting room: code → plain English template with `{name}` fields."""

# ruff: noqa: E501 - one sentence per line, so that they can be compared

from collections.abc import Mapping

from wijk.methods.saying import speaker

SENTENCES: Mapping[str, str] = {
    # what cannot be counted
    "no_projects": "There is no project to vote for. Give at least one project.",
    "no_voters": "There is no ballot. Give at least one ballot.",
    "budget_wrong": "The budget is {budget}. Give a budget of more than zero.",
    "cost_wrong": "Project {project} costs {cost}. Give each project a cost of more than zero.",
    "cost_too_large": "Project {project} costs more than can be counted exactly here. Count in larger units.",
    "project_twice": "Two projects are called {project}. Give each project an id of its own.",
    "ballot_unknown": "Ballot {ballot} names project {project}, which is not in the list. Correct the ballot or the list.",
    "ballot_twice": "Ballot {ballot} names project {project} twice. Keep one of the two.",
    "points_negative": "Ballot {ballot} gives project {project} fewer than zero points. Give zero or more.",
    "points_fraction": "Ballot {ballot} gives project {project} points that are no finite number. Correct the ballot.",
    "count_wrong": "Ballot {ballot} stands for {count} voters. Give a whole number of one or more.",
    "too_large": "There are too many points in these ballots to be counted exactly here. Use smaller points.",
    # rules that do not exist or do not fit
    "rule_unknown": "There is no rule “{rule}”. Choose one of: {known}.",
    "satisfaction_unknown": "There is no satisfaction “{satisfaction}”. Choose one of: {known}.",
    "completion_unknown": "There is no completion “{completion}”. Choose one of: {known}.",
    "completion_unfit": "The rule “{rule}” needs no completion, and “{completion}” was asked for. Leave it out.",
    "ties_unknown": "There is no way “{way}” to break ties. Choose from: {known}.",
    "step_wrong": "The step of add1 is {step}. Give an amount of more than zero.",
    "project_missing": "The rules name project {project}, which is not in the list. Correct the rules or the list.",
    "district_missing": "The rules give {name} a budget, and no project lies there. It is called: {present}.",
    "cap_wrong": "The budget of {name} is {budget}. Give zero or more.",
    "tolerance_wrong": "The tolerance is {tolerance}. Give zero or more.",
    "minimum_wrong": "The smallest number of votes is {minimum}. Give zero or more.",
    "pinned_cost": "The projects that are certain cost {cost} together, and the budget is {budget}. Leave one out, or raise the budget.",
    "pinned_cap": "The projects that are certain already break the limit of {name}. Leave one out, or raise the limit.",
    "knapsack_hard": "No proof was found that this selection is the best within {nodes} steps. Choose another rule, or fewer limits.",
    # what was done
    "sum_equal_shares": "{selected} of {projects} projects were chosen by equal shares, for {cost} of {budget}. {voters} voters each had {share} to begin with.",
    "sum_raised": "The shares were raised {steps} times, to {share} a voter in the round that counts ({variant}).",
    "sum_greedy": "{selected} of {projects} projects were chosen in order of support, for {cost} of {budget}; {voters} people voted.",
    "sum_knapsack": "{selected} of {projects} projects were chosen so that together they satisfy most, for {cost} of {budget}; no other selection within the rules does better. {voters} people voted.",
    "sum_represented": "{share} of the voters have at least one project of theirs chosen, and {average} on average.",
    "sum_compared_kept": "Compared with choosing by votes alone, {ours} voters prefer this outcome and {theirs} the other; this one stays.",
    "sum_compared_greedy": "Compared with choosing by votes alone, {ours} voters prefer the outcome of equal shares and {theirs} the other; the outcome by votes is taken.",
    "level_cost": "In round {round} these stood level: {projects}. {winner} went first, because it costs least.",
    "level_votes": "In round {round} these stood level: {projects}. {winner} went first, because it has most votes.",
    "level_lot": "In round {round} these stood level: {projects}. {winner} went first, by lot.",
    # one project
    "bought_alike": "{name} was bought in round {round}: each supporter ({supporters}) paid {price}.",
    "bought_some": "{name} was bought in round {round}: those who could ({supporters}) paid {price} each, and those who had less ({poorer}) what they had left, {rest} in all.",
    "bought_without": "{name} was bought in round {round}: those who could ({supporters}) paid {price} each; the others ({broke}) had nothing left.",
    "bought_points": "{name} was bought in round {round}: those who could ({supporters}) paid {price} for each point they gave it, and those who had less ({poorer}) what they had left, {rest} in all.",
    "bought_points_alike": "{name} was bought in round {round}: each supporter ({supporters}) paid {price} for each point given.",
    "filled": "{name} was added in round {round} out of the money that was left: {supporters} supporters, {cost}.",
    "pinned": "{name} was certain before the count; it costs {cost}.",
    "taken": "{name} was chosen in round {round}: {supporters} supporters, {cost}.",
    "taken_points": "{name} was chosen in round {round}: {points} points from {supporters} supporters, {cost}.",
    "packed": "{name} is part of the best selection: {supporters} supporters, {cost}.",
    "lacked": "{name} lacked {amount}: its supporters ({supporters}) had {left} left together, and it costs {cost}.",
    "lacked_budget": "{name} lacked {amount}: when its turn came, {left} of the budget was left and it costs {cost}.",
    "stopped": "{name} was not reached: the rule stops at the first project that does not fit.",
    "lost_group": "{name} was not chosen: another of its group was ({group}), and only one of them can be.",
    "lost_cap": "{name} lacked {amount} within the budget of {limit}, where {left} was left; it costs {cost}.",
    "lost_minimum": "{name} has {supporters} votes and the rules ask for {minimum}.",
    "lost_points": "{name} has {points} points and the rules ask for {minimum}.",
    "lost_support": "Nobody voted for {name}.",
    "lost_dear": "{name} costs {cost}, more than the whole budget of {budget}.",
    "lost_packed": "{name} is not part of the best selection: {supporters} supporters, {cost}.",
    "lost_compared": "{name} is not in the outcome by votes, which more voters prefer.",
}  # fmt: skip

say = speaker(SENTENCES)
