package dev.zhihe.kit.contract;

import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.tables.Column;
import io.quarkus.arc.Arc;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.enterprise.util.TypeLiteral;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Adds the Chinese column names of imports to the contract. The families know them and are beans,
 * so it runs when the service starts.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_STARTUP)
public class ColumnNames implements OASFilter {
  private static final String EXTENSION = "x-column-zh";

  @Override
  public void filterOpenAPI(OpenAPI api) {
    for (var family : Arc.container().listAll(new TypeLiteral<ImportFamily<?, ?>>() {})) {
      var known = family.get();
      var schema = api.getComponents().getSchemas().get(schema(known.entity()));
      if (schema != null && schema.getProperties() != null) {
        known.columns().forEach(column -> name(schema, column));
      }
    }
  }

  private static void name(Schema schema, Column column) {
    var property = schema.getProperties().get(column.name());
    if (property != null) {
      property.addExtension(EXTENSION, column.alias());
    }
  }

  private static String schema(Class<? extends Published> entity) {
    var view = Published.viewOf(entity);
    var named = view.getAnnotation(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
    return named == null || named.name().isEmpty() ? view.getSimpleName() : named.name();
  }
}
