package dev.zhihe.platforms.registry.change;

import dev.zhihe.kit.review.ActDecision;
import dev.zhihe.kit.review.ActStatus;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A change of the registry as it is proposed. {@link RegistryRules} has its rules. */
@Schema(
    name = "NewRegistryChange",
    description = "登记变更（编制或提出） / A change of the registry as it is proposed")
public record NewRegistryChange(
    @Pattern(regexp = CODE, message = CODE_MESSAGE)
        @Schema(
            description =
                "代码；缺省由行政区划代码和序号组成，运营单位提出的不填 / Code; made of the area's and a number unless given. Operators give none",
            examples = "500106-rc1")
        @Nullable String code,
    @NotNull(message = "必填 / required")
        @Pattern(
            regexp = "\\d{6}",
            message = "六位行政区划代码（GB/T 2260） / a six-digit area code (GB/T 2260)")
        @Schema(description = "行政区划代码 / GB/T 2260 code", examples = "500106")
        String area,
    @NotNull(message = "必填 / required") RegistryChangeKind kind,
    @NotEmpty(message = "必填 / required")
        @Size(max = 100, message = "至多 100 个平台 / at most 100 platforms")
        @Schema(
            description =
                "所变更平台；新增时为新平台的代码，合并时为并入的各平台 / Codes of the platforms; of an addition the new one's, of a merger those that go in",
            examples = "[\"500106-pf-035\"]")
        List<
                @NotNull(message = "必填 / required") @Pattern(regexp = CODE, message = CODE_MESSAGE)
                String>
            platforms,
    @Pattern(regexp = CODE, message = CODE_MESSAGE)
        @Schema(
            description = "合并后继续的平台，仅用于合并 / Code of the platform that goes on; of a merger alone",
            examples = "500106-pf-036")
        @Nullable String into,
    @Size(max = 100, message = "至多 100 项 / at most 100 properties")
        @Schema(
            description =
                "变更项；新增为新平台的全部内容，撤销、暂停、恢复、合并不填 / What changes: of an addition all of the new platform's content; absent of a withdrawal, suspension, resumption or merger")
        @Nullable List<@NotNull(message = "必填 / required") @Valid PropertyChange> changes,
    @NotBlank(message = "必填：变更须说明理由 / required: no change without a reason")
        @Size(max = 500, message = SIZE_MESSAGE)
        @Pattern(regexp = NO_FORMULA, message = NO_FORMULA_MESSAGE)
        @Schema(description = "变更理由 / Why", examples = "年度考核不合格")
        String reason,
    @Size(max = 500, message = SIZE_MESSAGE)
        @Pattern(regexp = NO_FORMULA, message = NO_FORMULA_MESSAGE)
        @Schema(
            description =
                "文件名称，主管部门提交时必填 / Title of the document that decides it; the bureau's own acts need it when they are submitted",
            examples = "关于公布科技企业孵化器名单的通知")
        @Nullable String documentTitle,
    @Size(max = 100, message = "至多 100 个字符 / at most 100 characters")
        @Pattern(regexp = NO_FORMULA, message = NO_FORMULA_MESSAGE)
        @Schema(
            description =
                "文号，主管部门提交时必填 / Number of that document; the bureau's own acts need it when they are submitted",
            examples = "沙科发〔2023〕8号")
        @Nullable String documentNumber,
    @NotNull(message = "必填 / required")
        @Schema(
            description =
                "起效日期；在该日或其后批准 / First day on which it holds; it is approved on that day or later",
            examples = "2023-07-01")
        LocalDate effectiveOn,
    @Schema(description = READ_ONLY) @Nullable ActStatus status,
    @Schema(description = READ_ONLY) @Nullable String returnReason,
    @Schema(description = READ_ONLY) @Nullable String proposedBy,
    @Schema(description = READ_ONLY) @Nullable List<String> movedTargets,
    @Schema(description = READ_ONLY) @Nullable List<String> closedTargets,
    @Schema(description = READ_ONLY) @Nullable List<String> movedMembers) {

  private static final String READ_ONLY =
      "由系统填写；可原样送回 / The system sets it; it may be sent back as it is";

  private static final String CODE = "[a-z0-9][a-z0-9-]{0,99}";
  private static final String CODE_MESSAGE =
      "代码只含小写字母、数字和连字符 / a code has lower-case letters, digits and hyphens only";
  private static final String SIZE_MESSAGE = "至多 500 个字符 / at most 500 characters";
  private static final String NO_FORMULA = "^(?!\\s*=)[\\s\\S]*$";
  private static final String NO_FORMULA_MESSAGE =
      "文字不可以 = 开头（电子表格会当作公式） / a text does not begin with =, which spreadsheets take for a formula";

  /** Why, by which document, and from which day on. */
  ActDecision decision() {
    return new ActDecision(reason, documentTitle, documentNumber, effectiveOn);
  }

  /** The properties that it sets; none if it sets none. */
  List<PropertyChange> properties() {
    return Objects.requireNonNullElse(changes, List.of());
  }

  /** The values after, by property: of one that stands twice the first. */
  Map<String, String> cells() {
    var cells = new HashMap<String, String>();
    properties().forEach(one -> cells.putIfAbsent(one.property(), one.afterOrEmpty()));
    return cells;
  }

  /** The codes of all platforms that it names, the one that goes on among them. */
  Stream<String> named() {
    return Stream.concat(platforms.stream(), Stream.ofNullable(into));
  }

  /** The same with these changes. */
  NewRegistryChange with(List<PropertyChange> others) {
    return new NewRegistryChange(
        code,
        area,
        kind,
        platforms,
        into,
        others,
        reason,
        documentTitle,
        documentNumber,
        effectiveOn,
        status,
        returnReason,
        proposedBy,
        movedTargets,
        closedTargets,
        movedMembers);
  }

  /** The same with what a merger takes along. */
  NewRegistryChange with(MergerMoves moves) {
    return new NewRegistryChange(
        code,
        area,
        kind,
        platforms,
        into,
        changes,
        reason,
        documentTitle,
        documentNumber,
        effectiveOn,
        status,
        returnReason,
        proposedBy,
        moves.movedTargets(),
        moves.closedTargets(),
        moves.movedMembers());
  }

  /** What it takes along as it was last worked out. */
  MergerMoves moves() {
    return new MergerMoves(
        Objects.requireNonNullElse(movedTargets, List.of()),
        Objects.requireNonNullElse(closedTargets, List.of()),
        Objects.requireNonNullElse(movedMembers, List.of()));
  }
}
