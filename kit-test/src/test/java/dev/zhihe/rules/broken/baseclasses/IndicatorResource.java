package dev.zhihe.rules.broken.baseclasses;

import dev.zhihe.rules.Breaks;

@Breaks
class IndicatorResource extends CrudResource {}
