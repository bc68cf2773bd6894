package dev.zhihe.kit.writes;

import jakarta.interceptor.InterceptorBinding;
import jakarta.transaction.Transactional;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A write over HTTP: one transaction, and one effect for all requests with the same {@code
 * Idempotency-Key}. Stands on every method of a resource that changes something, imports excepted,
 * which have transactions of their own; the method answers with a {@code Response} and refuses by
 * throwing, for a refusal leaves the key free.
 */
@InterceptorBinding
@Transactional
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Write {}
