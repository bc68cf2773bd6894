package peer;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.data.rest.core.config.RepositoryRestConfiguration;
import org.springframework.data.rest.webmvc.config.RepositoryRestConfigurer;
import org.springframework.web.servlet.config.annotation.CorsRegistry;

/** Pages and items of the same table, by Spring Data REST. Codes are shown, as MVC shows them. */
@Configuration
@Profile("data-rest")
class DataRest implements RepositoryRestConfigurer {
  @Override
  public void configureRepositoryRestConfiguration(
      RepositoryRestConfiguration configuration, CorsRegistry cors) {
    configuration.exposeIdsFor(Observation.class);
  }
}
