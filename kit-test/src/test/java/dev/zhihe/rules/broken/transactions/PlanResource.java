package dev.zhihe.rules.broken.transactions;

import dev.zhihe.rules.Breaks;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;

/** Transactional as a class, so every read would be in a transaction too. */
@Breaks
@Transactional
class PlanResource {
  @GET
  public String get() {
    return "";
  }
}
