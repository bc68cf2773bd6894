package dev.zhihe.platforms.occupancy.workbook;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.platforms.form.FormField;
import dev.zhihe.platforms.occupancy.figure.FigureUnit;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * What the template says of a figure besides its explanation, which is the form's.
 *
 * @param limits which values it may have
 * @param example a value
 */
record FigureNote(Text limits, String example) {
  private static final Text SEPARATOR = new Text("；", "; ");
  private static final Text NOTHING = new Text("", "");
  private static final Text WITHIN_USABLE = new Text("不大于可用面积", "not above the usable area");
  private static final Text WITHIN_USABLE_TOGETHER =
      new Text(
          "孵化面积与公共服务面积之和不大于可用面积",
          "incubation and public-service area together not above the usable area");
  private static final Text AMONG_TENANTS =
      new Text("不大于期末入驻企业数", "not above the tenants at the end");

  /** The note of a figure, in a form's field. */
  static FigureNote of(OccupancyFigure figure, FormField field) {
    var need =
        field.required()
            ? new Text("必填", "required")
            : new Text("不掌握的留空", "empty if it is not known");
    var decimals =
        figure.unit() == FigureUnit.NUMBER
            ? new Text("整数", "a whole number")
            : new Text("至多两位小数", "at most two decimals");
    var limits = joined(joined(need, decimals), joined(range(field), relation(figure)));
    return new FigureNote(limits, example(figure));
  }

  private static Text joined(Text one, Text other) {
    return other.zh().isEmpty()
        ? one
        : new Text(one.zh() + SEPARATOR.zh() + other.zh(), one.en() + SEPARATOR.en() + other.en());
  }

  private static Text range(FormField field) {
    var least = plain(Objects.requireNonNullElse(field.minimum(), BigDecimal.ZERO));
    var most = field.maximum();
    return most == null
        ? Text.of("不小于 %s", "not below %s", least)
        : Text.of("%1$s 至 %2$s", "from %1$s to %2$s", least, plain(most));
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  /** How it must fit to other figures. */
  private static Text relation(OccupancyFigure figure) {
    return switch (figure) {
      case USABLE_AREA -> new Text("不大于平台登记的建筑面积", "not above the registered floor area");
      case INCUBATION_AREA, PUBLIC_SERVICE_AREA -> WITHIN_USABLE_TOGETHER;
      case OCCUPIED_AREA -> WITHIN_USABLE;
      case TENANTS -> new Text("等于期初 + 新入驻 − 迁出 − 毕业", "at the start + new − left − graduated");
      case HIGH_TECH_FIRMS ->
          new Text(
              "不大于科技型企业数和期末入驻企业数", "not above the technology firms and the tenants at the end");
      case TECH_FIRMS, UNIVERSITY_LINKED_FIRMS -> AMONG_TENANTS;
      default -> NOTHING;
    };
  }

  private static String example(OccupancyFigure figure) {
    return switch (figure) {
      case USABLE_AREA -> "12000";
      case INCUBATION_AREA -> "9000";
      case PUBLIC_SERVICE_AREA -> "800";
      case OCCUPIED_AREA -> "7600.5";
      case TENANTS_AT_START, TENANTS -> "42";
      case NEW_TENANTS -> "3";
      case GRADUATED_TENANTS -> "1";
      case LEFT_TENANTS -> "2";
      case HIGH_TECH_FIRMS -> "6";
      case TECH_FIRMS -> "20";
      case UNIVERSITY_LINKED_FIRMS -> "5";
      case EMPLOYEES -> "830";
      case GRADUATES_HIRED -> "12";
      case REVENUE -> "18200000.00";
      case OUTPUT -> "12500000.00";
      case RD_SPENDING -> "960000.00";
      case TAXES -> "410000.00";
      case INVESTMENT_RECEIVED -> "3000000.00";
      case PATENT_APPLICATIONS -> "7";
      case PATENTS_GRANTED -> "4";
    };
  }
}
