package dev.zhihe.rules.broken.nullmarked;

class Plan {}
