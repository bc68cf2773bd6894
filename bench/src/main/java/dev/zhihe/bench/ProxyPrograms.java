package dev.zhihe.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zhihe.servers.Trouble;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * nginx and HAProxy with the configuration of {@code bench/peers}, in which ports, folders and the
 * login server are filled in.
 */
final class ProxyPrograms {
  private final Path configurations;
  private final Run run;
  private final Peers peers;

  ProxyPrograms(Path root, Run run, Peers peers) {
    this.configurations = root.resolve("bench/peers");
    this.run = run;
    this.peers = peers;
  }

  /** Starts nginx with a configuration file. Empty if it is not installed, which is noted. */
  Optional<Process> nginx(String configuration, int port, Map<String, String> values) {
    var program = Programs.find("nginx", "");
    if (program.isEmpty()) {
      run.skip(configuration, "nginx is not installed (Debian: nginx)");
      return Optional.empty();
    }
    var file = filledIn(configuration, values);
    return Optional.of(
        peers.start(
            configuration,
            port,
            List.of(
                program.get().toString(), "-p", run.scratch().toString(), "-c", file.toString()),
            Map.of()));
  }

  /** Starts HAProxy. Empty if it is not installed, which is noted. */
  Optional<Process> haproxy(int port, Map<String, String> values) {
    var program = Programs.find("haproxy", "");
    if (program.isEmpty()) {
      run.skip("HAProxy", "it is not installed (Debian: haproxy)");
      return Optional.empty();
    }
    var file = filledIn("haproxy.cfg", values);
    return Optional.of(
        peers.start(
            "haproxy",
            port,
            List.of(program.get().toString(), "-db", "-f", file.toString()),
            Map.of()));
  }

  /** Writes the key that the login server signs tokens with, as HAProxy reads it. */
  Path publicKey(String issuer) {
    try {
      var answer =
          Http.send(
              HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/certs"))
                  .build());
      for (var key : new ObjectMapper().readTree(answer.body()).get("keys")) {
        if (key.get("use").asText().equals("sig") && key.get("alg").asText().equals("RS256")) {
          var made =
              KeyFactory.getInstance("RSA")
                  .generatePublic(
                      new RSAPublicKeySpec(
                          number(key.get("n").asText()), number(key.get("e").asText())));
          return Files.writeString(
              run.scratch().resolve("realm.pem"),
              "-----BEGIN PUBLIC KEY-----\n"
                  + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(made.getEncoded())
                  + "\n-----END PUBLIC KEY-----\n");
        }
      }
      throw new Trouble("The login server names no RS256 key.");
    } catch (IOException | GeneralSecurityException e) {
      throw new Trouble("Cannot read the login server's key: " + e.getMessage(), e);
    }
  }

  private static BigInteger number(String text) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(text));
  }

  private Path filledIn(String configuration, Map<String, String> values) {
    try {
      Files.createDirectories(run.scratch());
      var text = Files.readString(configurations.resolve(configuration));
      // Workers of nginx would be another user, who may not read here.
      text = text.replace("@USER@", System.getProperty("user.name"));
      for (var each : values.entrySet()) {
        text = text.replace("@" + each.getKey() + "@", each.getValue());
      }
      return Files.writeString(run.scratch().resolve(configuration), text);
    } catch (IOException e) {
      throw new Trouble("Cannot prepare " + configuration + ": " + e.getMessage(), e);
    }
  }
}
