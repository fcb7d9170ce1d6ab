"""When does each meeting, each task and each phase of a plan fall? Forward through the days, backward from each meeting."""
