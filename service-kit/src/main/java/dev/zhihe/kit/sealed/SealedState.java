package dev.zhihe.kit.sealed;

import dev.zhihe.kit.security.Audience;

/** An entity's state. */
public record SealedState(String code, long version, Audience audience, String body) {}
