package dev.zhihe.kit.sealing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A TCP line to PostgreSQL that can stop carrying bytes one way without closing, as when the
 * process at its end is paused or its machine is gone.
 */
final class FreezingLine implements AutoCloseable {
  private final ServerSocket entrance;
  private final int port;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final CountDownLatch thawed = new CountDownLatch(1);
  private volatile long toClientLeft = Long.MAX_VALUE;
  private volatile long toServerLeft = Long.MAX_VALUE;
  private volatile boolean frozen;

  FreezingLine(int port) throws IOException {
    this.port = port;
    entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String url(String url) {
    return url.replace(":" + port + "/", ":" + entrance.getLocalPort() + "/");
  }

  /** Lets so many bytes more pass to the client, and then none. */
  void freezeToClientAfter(long bytes) {
    toClientLeft = bytes;
  }

  /** Lets so many bytes more pass to the server, and then none. */
  void freezeToServerAfter(long bytes) {
    toServerLeft = bytes;
  }

  boolean frozen() {
    return frozen;
  }

  /** Carries on where it stopped. */
  void thaw() {
    toClientLeft = Long.MAX_VALUE;
    toServerLeft = Long.MAX_VALUE;
    thawed.countDown();
  }

  @Override
  public void close() throws IOException {
    thaw();
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
        Thread.ofVirtual().start(() -> carry(server, client, true));
        Thread.ofVirtual().start(() -> carry(client, server, false));
      } catch (IOException e) {
        return;
      }
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // each direction has one thread that counts
  private void carry(Socket from, Socket to, boolean toClient) {
    var bytes = new byte[8192];
    try (from;
        to) {
      for (int read = from.getInputStream().read(bytes);
          read >= 0;
          read = from.getInputStream().read(bytes)) {
        var pass = (int) Math.min(read, toClient ? toClientLeft : toServerLeft);
        to.getOutputStream().write(bytes, 0, pass);
        to.getOutputStream().flush();
        if (toClient) {
          toClientLeft -= pass;
        } else {
          toServerLeft -= pass;
        }
        if (pass < read) {
          frozen = true;
          thawed.await();
          to.getOutputStream().write(bytes, pass, read - pass);
        }
      }
    } catch (IOException | InterruptedException e) {
      // an end was closed: so is the line
    }
  }
}
