package dev.zhihe.rules.broken.cycles.target;

import dev.zhihe.rules.broken.cycles.plan.Plan;

public record Target(Plan plan) {}
