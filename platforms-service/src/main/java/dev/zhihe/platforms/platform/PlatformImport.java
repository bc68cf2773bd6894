package dev.zhihe.platforms.platform;

import static dev.zhihe.kit.imports.Column.optional;
import static dev.zhihe.kit.imports.Column.required;

import dev.zhihe.kit.imports.Column;
import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.imports.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Platforms from files. */
@ApplicationScoped
class PlatformImport implements ImportFamily<Platform, PlatformView> {

  @Override
  public Class<Platform> entity() {
    return Platform.class;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        required("code", "代码"),
        required("area", "行政区划代码"),
        required("name", "名称"),
        optional("aliases", "别名"),
        required("type", "平台类型"),
        optional("category", "类别"),
        optional("directions", "产业方向"),
        required("stage", "进展阶段"),
        optional("responsibleUnits", "责任单位"),
        optional("floorAreaM2", "空间面积"),
        optional("mentions", "提及"),
        optional("document", "来源文件"));
  }

  @Override
  public @Nullable PlatformView read(Row row) {
    var said =
        new PlatformView(
            row.code("code"),
            row.area("area"),
            row.text("name"),
            row.list("aliases"),
            row.word("type", PlatformType.class),
            row.text("category"),
            row.list("directions"),
            row.word("stage", Stage.class),
            row.list("responsibleUnits"),
            row.squareMetres("floorAreaM2"),
            row.list(
                "mentions",
                Mention::parse,
                "各处形如 table-3@342（出处@行号），以分号分隔",
                "mentions like table-3@342 (source@line), joined by ;"),
            row.text("document"));
    return row.sound() ? said : null;
  }

  @Override
  public Platform create(PlatformView said, Row row) {
    return new Platform(said);
  }

  @Override
  public void change(Platform stored, PlatformView said) {
    stored.describe(said);
  }
}
