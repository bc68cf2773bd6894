package dev.zhihe.rules.broken.fieldinjection;

import dev.zhihe.rules.Breaks;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import org.eclipse.microprofile.config.inject.ConfigProperty;

@Breaks(times = 2)
class Plans {
  @Inject EntityManager entities;

  @ConfigProperty(name = "zhihe.service")
  String service;
}
