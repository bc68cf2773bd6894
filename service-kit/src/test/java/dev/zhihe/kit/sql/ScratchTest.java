package dev.zhihe.kit.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
  @TempDir Path all;

  @Test
  void removesWhatAKilledProcessLeftAndNothingOfALivingOne() throws Exception {
    var process = other();
    var file = Path.of(process.inputReader(StandardCharsets.UTF_8).readLine());
    assertThat(file).exists().startsWith(all);
    var first = new Scratch(all);
    assertThat(file).as("its process lives").exists();
    first.close();
    process.destroyForcibly().waitFor();
    assertThat(file).as("its process was killed").exists();
    var second = new Scratch(all);
    assertThat(file.getParent()).doesNotExist();
    var own = second.file("own");
    assertThat(own).exists();
    second.close();
    assertThat(own.getParent()).as("closed in order, it leaves nothing").doesNotExist();
  }

  private Process other() throws IOException {
    return new ProcessBuilder(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                ScratchTest.class.getName(),
                all.toString()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Makes a file, says where, and stays until it is killed, or its parent is gone. */
  public static void main(String[] args) throws IOException {
    System.out.println(new Scratch(Path.of(args[0])).file("left"));
    if (System.in.read() < 0) {
      System.exit(0);
    }
  }
}
