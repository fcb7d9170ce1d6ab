"""Who answers, by when, and what was answered? Services, routes, requests, answers and their clock."""
