package dev.zhihe.rules.broken.cycles.plan;

import dev.zhihe.rules.Breaks;
import dev.zhihe.rules.broken.cycles.target.Target;

@Breaks
public record Plan(Target headline) {}
