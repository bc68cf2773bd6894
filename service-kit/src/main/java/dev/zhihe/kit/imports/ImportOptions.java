package dev.zhihe.kit.imports;

import dev.zhihe.kit.problem.Problem;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The options of an import. */
public record ImportOptions(
    @QueryParam("dryRun")
        @Parameter(
            description = "true：只检查不写入 / true: check everything, write nothing",
            schema = @Schema(implementation = Boolean.class, defaultValue = "false"))
        @Nullable String dryRun,
    @QueryParam("mode")
        @Parameter(
            description =
                "all（默认）：有一处错误则全不写入；valid：写入无误的行并列出其余 / all (default): one error and nothing is written; valid: good rows are written, the rest listed",
            schema =
                @Schema(
                    type = SchemaType.STRING,
                    enumeration = {"all", "valid"}))
        @Nullable String mode,
    @QueryParam("onExisting")
        @Parameter(
            description =
                "已有而内容不同的行：error（默认）报错；update 更新 / a row that is there and differs: error (default) or update",
            schema =
                @Schema(
                    type = SchemaType.STRING,
                    enumeration = {"error", "update"}))
        @Nullable String onExisting,
    @QueryParam("errors")
        @Parameter(
            description =
                "json（默认）；xlsx：有误时返回工作簿，有误单元格着色并注明原因 / json (default); xlsx: a file with errors comes back as a workbook, cells marked, with a column that says what is wrong",
            schema =
                @Schema(
                    type = SchemaType.STRING,
                    enumeration = {"json", "xlsx"}))
        @Nullable String errors) {

  /** The options as stored with a job. */
  static ImportOptions of(boolean dryRun, boolean takesValidRows, boolean updates) {
    return new ImportOptions(
        String.valueOf(dryRun),
        takesValidRows ? "valid" : "all",
        updates ? "update" : "error",
        null);
  }

  /** Refuses a combination of options that is not allowed, before anything else is done. */
  void check() {
    isDryRun();
    takesValidRows();
    updates();
    marksErrors();
  }

  boolean marksErrors() {
    return marksErrors(errors);
  }

  static boolean marksErrors(@Nullable String errors) {
    return choose("errors", errors, "json", "xlsx");
  }

  boolean isDryRun() {
    return choose("dryRun", dryRun, "false", "true");
  }

  boolean takesValidRows() {
    return choose("mode", mode, "all", "valid");
  }

  boolean updates() {
    return choose("onExisting", onExisting, "error", "update");
  }

  private static boolean choose(String name, @Nullable String given, String usual, String other) {
    if (given == null || given.equals(usual)) {
      return false;
    }
    if (given.equals(other)) {
      return true;
    }
    throw Problem.parameter(name, given, "%s 应为 %s 或 %s", "%s is %s or %s", name, usual, other);
  }
}
