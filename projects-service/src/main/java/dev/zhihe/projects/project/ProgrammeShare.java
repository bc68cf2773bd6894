package dev.zhihe.projects.project;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The share of a project that a programme has. In a file it is {@code 500106-145-c1:60.00}.
 *
 * @param sharePercent above 0, with two decimals
 */
@Schema(
    name = "ProgrammeShare",
    description = "所属类别及份额 / A programme, and its share of the project")
public record ProgrammeShare(
    @Schema(description = "项目类别 / Code of the programme", examples = "500106-145-c1")
        String programme,
    @Schema(description = "份额，% / Share in percent", examples = "60.00") BigDecimal sharePercent) {

  private static final Pattern FORM =
      Pattern.compile("([a-z0-9][a-z0-9-]{0,99}):(\\d{1,3}(?:\\.\\d{1,2})?)");

  private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

  /** Parses a share. Null if the text is not one. */
  public static @Nullable ProgrammeShare parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      return null;
    }
    var share = new BigDecimal(form.group(2)).setScale(2);
    return share.signum() == 0 || share.compareTo(WHOLE) > 0
        ? null
        : new ProgrammeShare(form.group(1), share);
  }

  /** The sum of shares. */
  static BigDecimal sum(List<ProgrammeShare> shares) {
    return shares.stream()
        .map(ProgrammeShare::sharePercent)
        .reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
  }

  /** Whether shares are of the whole project. */
  static boolean isWhole(List<ProgrammeShare> shares) {
    return sum(shares).compareTo(WHOLE) == 0;
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    return programme + ":" + sharePercent.toPlainString();
  }
}
