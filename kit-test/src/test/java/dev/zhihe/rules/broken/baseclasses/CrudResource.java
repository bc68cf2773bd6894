package dev.zhihe.rules.broken.baseclasses;

class CrudResource {}
