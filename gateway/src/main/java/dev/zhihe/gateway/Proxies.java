package dev.zhihe.gateway;

import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The trusted reverse proxies, whose {@code X-Forwarded-*} headers count: addresses and networks,
 * such as {@code 127.0.0.1,10.1.0.0/16}. By default there are none.
 */
@Singleton
class Proxies {

  /** Text that InetAddress parses as an address without a lookup. */
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+");

  /** A network: addresses of one length that begin with the same bits. */
  private record Network(int bytes, int bitsLeft, BigInteger beginning) {
    boolean includes(byte[] address) {
      return address.length == bytes
          && new BigInteger(1, address).shiftRight(bitsLeft).equals(beginning);
    }
  }

  private final List<Network> networks;

  Proxies(@ConfigProperty(name = "zhihe.proxies") Optional<List<String>> proxies) {
    networks = proxies.orElse(List.of()).stream().map(Proxies::network).toList();
  }

  boolean include(String address) {
    return !networks.isEmpty()
        && isAddress(address)
        && networks.stream().anyMatch(network -> network.includes(bytes(address)));
  }

  static boolean isAddress(String text) {
    return ADDRESS.matcher(text).matches() && bytes(text).length > 0;
  }

  private static Network network(String text) {
    var parts = text.strip().split("/", 2);
    var address = isAddress(parts[0]) ? bytes(parts[0]) : new byte[0];
    var bits = parts.length == 1 ? 8 * address.length : bits(parts[1]);
    if (address.length == 0 || bits < 0 || bits > 8 * address.length) {
      throw new IllegalArgumentException(
          "zhihe.proxies names addresses or networks, like 127.0.0.1,10.1.0.0/16; it says " + text);
    }
    var left = 8 * address.length - bits;
    return new Network(address.length, left, new BigInteger(1, address).shiftRight(left));
  }

  private static int bits(String text) {
    return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
  }

  private static byte[] bytes(String address) {
    try {
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException noAddress) {
      return new byte[0];
    }
  }
}
