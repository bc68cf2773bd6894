package dev.zhihe.rules.broken.importnames;

import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.rules.Breaks;

@Breaks
class Loader implements ImportFamily<String, String> {
  @Override
  public String create(String given) {
    return given;
  }
}
