package dev.zhihe.kit.security;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The caller for whom work continues after the request has ended.
 *
 * @param organisation unified social credit code of the caller's organisation
 */
public record Acting(
    String name, String requestId, @Nullable String organisation, Set<String> roles) {}
