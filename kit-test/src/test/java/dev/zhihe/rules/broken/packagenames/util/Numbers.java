package dev.zhihe.rules.broken.packagenames.util;

import dev.zhihe.rules.Breaks;

@Breaks
class Numbers {}
