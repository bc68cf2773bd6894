package dev.zhihe.rules.sound.measure;

import dev.zhihe.kit.imports.ImportFamily;

class MeasureImport implements ImportFamily<Measure, String> {
  @Override
  public Measure create(String given) {
    return new Measure(given);
  }
}
