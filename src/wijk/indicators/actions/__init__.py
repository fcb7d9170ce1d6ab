"""The verbs of the catalogue and of deliveries. Everything that writes stands here, in one transaction with its trail entry."""

from wijk.indicators.actions.deciding import (
    decide_set_aside,
    publish_delivery,
    reckon_again,
    reject_delivery,
    withdraw_delivery,
)
from wijk.indicators.actions.forgetting import forget_arrived
from wijk.indicators.actions.keeping import Changes, keep_catalogue, keep_indicator, keep_source, keep_theme
from wijk.indicators.actions.staging import stage_delivery, sweep
from wijk.indicators.actions.taking_in import PackFile, TakenIn, take_in
from wijk.indicators.catalogue import IndicatorSpec, SourceSpec, ThemeSpec

__all__ = [
    "Changes",
    "IndicatorSpec",
    "PackFile",
    "SourceSpec",
    "TakenIn",
    "ThemeSpec",
    "decide_set_aside",
    "forget_arrived",
    "keep_catalogue",
    "keep_indicator",
    "keep_source",
    "keep_theme",
    "publish_delivery",
    "reckon_again",
    "reject_delivery",
    "stage_delivery",
    "sweep",
    "take_in",
    "withdraw_delivery",
]
