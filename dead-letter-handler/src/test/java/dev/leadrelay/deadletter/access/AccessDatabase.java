package dev.leadrelay.deadletter.access;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/** The store's tables in memory, by the real migrations. */
final class AccessDatabase implements AutoCloseable {
    final Jdbi jdbi;
    private final Connection connection;

    AccessDatabase() {
        String url = "jdbc:h2:mem:" + UUID.randomUUID();
        try {
            connection = DriverManager.getConnection(url);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Flyway.configure()
                .dataSource(url, "", "")
                .locations("classpath:db/deadletter")
                .placeholders(Map.of("bytes", "blob"))
                .load()
                .migrate();
        jdbi = Jdbi.create(url);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
