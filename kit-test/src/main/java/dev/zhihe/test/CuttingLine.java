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
 * A TCP line to a server that loses answers: what is asked always arrives, what is answered is cut
 * off at times, before its first byte or in the midst, and the connection with it. Whoever asked
 * cannot know what became of it.
 */
public final class CuttingLine implements AutoCloseable {
  private final ServerSocket entrance;
  private final int port;
  private final double share;
  private final Random random;
  private final AtomicInteger cuts = new AtomicInteger();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /**
   * A line to a port of this machine.
   *
   * @param share of the answers that are cut, 0 to 1
   * @param seed of what is cut, so that a run can be had again
   */
  public CuttingLine(int port, double share, long seed) throws IOException {
    this.port = port;
    this.share = share;
    this.random = new Random(seed);
    entrance = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** Where the line begins. */
  public int port() {
    return entrance.getLocalPort();
  }

  /** How many answers were cut so far. */
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
