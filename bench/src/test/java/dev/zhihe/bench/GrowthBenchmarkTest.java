package dev.zhihe.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class GrowthBenchmarkTest {
  @Test
  void anAddressIsWrittenInManyWays() {
    var path = "/v1/observations/100007-145-o003";
    var written = new HashSet<String>();
    for (var way = 0; way < 4_000; way++) {
      var address = GrowthBenchmark.rewritten(path, way);
      written.add(address);
      assertThat(URLDecoder.decode(address, UTF_8)).isEqualTo(path);
    }
    assertThat(written).hasSize(4_000);
  }
}
