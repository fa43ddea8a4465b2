package dev.leadrelay.deadletter;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One PostgreSQL for all tests of this process, which ends it; every store gets a database of its own. As root it runs in a user
 * namespace (unshare), for PostgreSQL itself refuses root.
 */
final class TestPostgres {
    static final String USER = "postgres";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestPostgres() {}

    private static final class Started {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException | IllegalStateException e) {
                throw new AssertionError(
                        "PostgreSQL does not start: it needs an ordinary user, or root with user namespaces"
                                + " (unshare -U must work)",
                        e);
            }
        }
    }

    /** JDBC URL of a new, empty database. */
    static String newDatabase() {
        String name = "store" + DATABASES.incrementAndGet();
        try (Connection connection = Started.POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new AssertionError("no new database", e);
        }
        return "jdbc:postgresql://127.0.0.1:" + Started.POSTGRES.getPort() + "/" + name;
    }
}
