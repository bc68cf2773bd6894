package dev.zhihe.sample;

import dev.zhihe.rules.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
  @TestFactory
  Stream<DynamicTest> keepsTheRules() {
    return ArchitectureRules.over("dev.zhihe.sample");
  }
}
