package dev.zhihe.rules.broken.classnames;

import dev.zhihe.rules.Breaks;

class Words {
  @Breaks
  static class IndicatorDto {}

  @Breaks
  static class IndicatorDTO {}

  @Breaks
  static class IndicatorDAO {}

  @Breaks
  static class IndicatorServiceImpl {}

  @Breaks
  static class ImportManager {}

  @Breaks
  static class DateHelpers {}

  @Breaks
  static class StringUtil {}

  @Breaks
  static class StringUtils {}

  @Breaks
  static class PlanData {}

  @Breaks
  static class PlanInfo {}

  @Breaks
  static class PlanMapper {}

  /** Neither is banned: the word only ends alike. */
  record Metadata(String name) {}

  record Implementation(String name) {}
}
