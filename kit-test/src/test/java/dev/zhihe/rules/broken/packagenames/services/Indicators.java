package dev.zhihe.rules.broken.packagenames.services;

import dev.zhihe.rules.Breaks;

@Breaks
class Indicators {}
