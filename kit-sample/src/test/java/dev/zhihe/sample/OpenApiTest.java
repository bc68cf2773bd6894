package dev.zhihe.sample;

import dev.zhihe.test.EventContract;
import dev.zhihe.test.OpenApiFile;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class OpenApiTest {
  @Test
  void theCommittedContractIsWhatTheServiceSpeaks() throws IOException {
    OpenApiFile.matchesTheService();
  }

  @Test
  void theCommittedEventsAreWhatTheServicePublishes() throws IOException {
    EventContract.matchesTheService("sample");
  }
}
