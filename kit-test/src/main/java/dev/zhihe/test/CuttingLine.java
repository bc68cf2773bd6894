package dev.zhihe.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy that loses some answers. Each request reaches the server. Some answers are cut off,
 * before their first byte or later, and the connection is closed. The client cannot know whether
 * its request took effect.
 */
public final class CuttingLine implements AutoCloseable {
  private final ServerSocket entrance;
  private final int port;
  private final double share;
  private final Random random;
  private final AtomicInteger cuts = new AtomicInteger();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /**
   * A proxy to a port of this machine.
   *
   * @param share the share of answers that are cut, 0 to 1
   * @param seed selects the answers that are cut, so that a run can be repeated
   */
  public CuttingLine(int port, double share, long seed) throws IOException {
    this.port = port;
    this.share = share;
    this.random = new Random(seed);
    entrance = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** The port that clients connect to. */
  public int port() {
    return entrance.getLocalPort();
  }

  /** The number of answers cut so far. */
  public int cuts() {
    return cuts.get();
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    for (var socket : sockets) {
      socket.close();
    }
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        var client = entrance.accept();
        var server = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.addAll(List.of(client, server));
        var asked = new AtomicBoolean();
        Thread.ofVirtual().start(() -> ask(client, server, asked));
        Thread.ofVirtual().start(() -> answer(server, client, asked));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void ask(Socket client, Socket server, AtomicBoolean asked) {
    var bytes = new byte[16 * 1024];
    try (client;
        server) {
      var in = client.getInputStream();
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        asked.set(true);
        server.getOutputStream().write(bytes, 0, count);
      }
    } catch (IOException e) {
      // an end was closed: so is the line
    }
  }

  private void answer(Socket server, Socket client, AtomicBoolean asked) {
    var bytes = new byte[16 * 1024];
    try (server;
        client) {
      var in = server.getInputStream();
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        var out = client.getOutputStream();
        if (asked.getAndSet(false) && random.nextDouble() < share) {
          cuts.incrementAndGet();
          out.write(bytes, 0, random.nextInt(count));
          return;
        }
        out.write(bytes, 0, count);
      }
    } catch (IOException e) {
      // an end was closed: so is the line
    }
  }
}
