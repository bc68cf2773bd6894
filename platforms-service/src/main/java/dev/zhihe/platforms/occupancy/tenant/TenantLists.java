package dev.zhihe.platforms.occupancy.tenant;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.writes.LockingRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The lists of tenants. */
@ApplicationScoped
class TenantLists implements LockingRepository<TenantList> {

  /**
   * The stored lines of those of the reports that have any, by code. Those that another
   * organisation has under review are left out.
   */
  Map<String, List<TenantLine>> linesOf(Collection<String> codes, @Nullable String organisation) {
    return codes.isEmpty()
        ? Map.of()
        : getSession()
            .createNativeQuery(
                "select code, body from tenant_list where code = any(?1) and (accepted or organisation = ?2)",
                Object[].class)
            .setParameter(1, codes.toArray(String[]::new))
            .setParameter(2, Objects.requireNonNullElse(organisation, ""))
            .getResultStream()
            .collect(
                Collectors.toMap(
                    row -> (String) row[0],
                    row -> Views.read((String) row[1], TenantListView.class).tenantLines()));
  }

  /** The lists of those of the reports that have any, locked in the order of their codes. */
  List<TenantList> locked(Collection<String> codes) {
    return codes.isEmpty()
        ? List.of()
        : getSession()
            .createNativeQuery(
                "select * from tenant_list where code = any(?1) order by code for no key update",
                TenantList.class)
            .setParameter(1, codes.toArray(String[]::new))
            .getResultList();
  }
}
