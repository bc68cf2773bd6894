package dev.zhihe.kit.sealed;

import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.SelectableMappings;
import org.jspecify.annotations.Nullable;

/** The columns that hold the properties of an entity. */
public final class EntityColumns {
  private EntityColumns() {}

  /** The column of a property, which is the entity's own or one of an embedded part of it. */
  public static String of(EntityMappingType table, String property) {
    var column = column(table.findSubPart(property, null));
    var attributes = table.getAttributeMappings();
    for (int i = 0; column == null && i < attributes.size(); i++) {
      if (attributes.get(i) instanceof EmbeddableValuedModelPart embedded) {
        column = column(embedded.findSubPart(property, null));
      }
    }
    if (column == null) {
      throw new IllegalArgumentException(table.getEntityName() + " has no " + property);
    }
    return column;
  }

  private static @Nullable String column(@Nullable Object part) {
    return part instanceof SelectableMappings columns
        ? columns.getSelectable(0).getSelectionExpression()
        : null;
  }
}
