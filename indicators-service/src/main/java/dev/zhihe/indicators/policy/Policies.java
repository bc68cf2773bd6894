package dev.zhihe.indicators.policy;

import dev.zhihe.kit.writes.LockingRepository;
import jakarta.enterprise.context.ApplicationScoped;

/** The policies. */
@ApplicationScoped
class Policies implements LockingRepository<Policy> {}
