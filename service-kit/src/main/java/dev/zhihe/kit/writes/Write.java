package dev.zhihe.kit.writes;

import jakarta.interceptor.InterceptorBinding;
import jakarta.transaction.Transactional;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A write over HTTP. It runs in one transaction, and all requests with the same {@code
 * Idempotency-Key} have one effect. Every resource method that changes something carries this
 * annotation, except imports, which manage their own transactions. The method returns a {@code
 * Response}. It refuses by throwing, because a refusal must release the key.
 */
@InterceptorBinding
@Transactional
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Write {}
