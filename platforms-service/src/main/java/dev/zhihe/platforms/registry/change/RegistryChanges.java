package dev.zhihe.platforms.registry.change;

import dev.zhihe.kit.review.ActStatus;
import dev.zhihe.kit.writes.LockingRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The changes of the registry. */
@ApplicationScoped
class RegistryChanges implements LockingRepository<RegistryChange> {

  /** The changes with these codes that exist, by code. There may be many codes. */
  Map<String, RegistryChange> byCode(Collection<String> codes) {
    return getSession()
        .createNativeQuery(
            "select * from registry_change where code = any(?1)", RegistryChange.class)
        .setParameter(1, codes.toArray(String[]::new))
        .getResultStream()
        .collect(Collectors.toMap(RegistryChange::code, Function.identity()));
  }

  /** The changes that an organisation has proposed and that are not approved. */
  List<RegistryChange> open(String organisation) {
    return list("organisation = ?1 and act.status <> ?2", organisation, ActStatus.APPROVED);
  }

  /**
   * A free code: the area's, {@code -rc} and a number. Nobody else gets it, because the area's
   * codes are locked until the transaction ends.
   */
  String next(String area) {
    getSession()
        .createNativeQuery(
            "select pg_advisory_xact_lock(hashtext('registry changes'), hashtext(?1))",
            Object.class)
        .setParameter(1, area)
        .getSingleResult();
    var number = count("area", area) + 1;
    while (findById(area + "-rc" + number) != null) {
      number++;
    }
    return area + "-rc" + number;
  }
}
