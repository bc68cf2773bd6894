package dev.zhihe.platforms.period.extension;

import dev.zhihe.kit.writes.LockingRepository;
import jakarta.enterprise.context.ApplicationScoped;

/** The extensions. */
@ApplicationScoped
class PeriodExtensions implements LockingRepository<PeriodExtension> {}
