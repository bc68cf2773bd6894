package dev.zhihe.indicators.policy;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The policies. */
@ApplicationScoped
class Policies implements PanacheRepositoryBase<Policy, String> {}
