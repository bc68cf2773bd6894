package dev.zhihe.platforms.occupancy.tenant;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.writes.LockingRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The lists of tenants. */
@ApplicationScoped
class TenantLists implements LockingRepository<TenantList> {

  /** The stored lines of those of the reports that have any, by code. */
  Map<String, List<TenantLine>> linesOf(Collection<String> codes) {
    return codes.isEmpty()
        ? Map.of()
        : getSession()
            .createNativeQuery(
                "select code, body from tenant_list where code = any(?1)", Object[].class)
            .setParameter(1, codes.toArray(String[]::new))
            .getResultStream()
            .collect(
                Collectors.toMap(
                    row -> (String) row[0],
                    row -> Views.read((String) row[1], TenantListView.class).tenantLines()));
  }
}
