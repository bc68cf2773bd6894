package peer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;

/** Forwards everything under /v1, and verifies a token where there is one. */
@SpringBootApplication
public class Peer {
  public static void main(String[] arguments) {
    SpringApplication.run(Peer.class, arguments);
  }

  @Bean
  SecurityWebFilterChain tokens(ServerHttpSecurity http) {
    return http.authorizeExchange(exchange -> exchange.anyExchange().permitAll())
        .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
        .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
        .csrf(ServerHttpSecurity.CsrfSpec::disable)
        .build();
  }
}
