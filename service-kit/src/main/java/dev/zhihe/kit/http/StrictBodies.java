package dev.zhihe.kit.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** Makes the mapper for request bodies strict. */
@Singleton
public class StrictBodies implements ObjectMapperCustomizer {
  @Override
  public int priority() {
    return MINIMUM_PRIORITY; // last, so that no other customizer makes it lenient
  }

  @Override
  public void customize(ObjectMapper mapper) {
    StrictJson.configure(mapper);
  }
}
