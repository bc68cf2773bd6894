package dev.zhihe.kit.sealing;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens a connection with the sealer's database role, outside every pool. */
public interface SealerConnections {
  Connection open() throws SQLException;
}
