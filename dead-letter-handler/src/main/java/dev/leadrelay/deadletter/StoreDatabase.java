package dev.leadrelay.deadletter;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.leadrelay.service.HealthState;
import dev.leadrelay.service.SettingsException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The connection pool of the store, its tables brought up to date. What writes does so in a transaction of {@link #jdbi} that names
 * no isolation level: on H2 these follow one another, and each is on the disk when it is through. Thread-safe.
 */
final class StoreDatabase implements AutoCloseable {
    private static final int H2_IN_USE = 90020;
    private static final long CONNECT_MILLIS = 3_000;
    private static final String SETTING = "leadrelay.dead-letter-handler.store-url";

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private StoreDatabase(HikariDataSource pool, Jdbi jdbi) {
        this.pool = pool;
        this.jdbi = jdbi;
    }

    /** @throws SettingsException when the store cannot be used, with what to do about it */
    static StoreDatabase open(String url, String user, String password, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("dead-letter-store");
        config.setMaximumPoolSize(connections);
        config.setUsername(user);
        config.setPassword(password);
        config.setConnectionTimeout(CONNECT_MILLIS);
        try {
            config.setJdbcUrl(url);
            HikariDataSource pool = new HikariDataSource(config);
            try {
                Jdbi jdbi = Jdbi.create(pool);
                if (url.startsWith("jdbc:h2:")) {
                    writeAtOnce(jdbi);
                }
                migrate(pool, url);
                return new StoreDatabase(pool, jdbi);
            } catch (RuntimeException e) {
                pool.close();
                throw e;
            }
        } catch (RuntimeException e) {
            throw new SettingsException(explain(url, e));
        }
    }

    Jdbi jdbi() {
        return jdbi;
    }

    /** Whether the store answers. */
    HealthState health() {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(1) ? new HealthState.Up() : new HealthState.Down("the store does not answer");
        } catch (SQLException e) {
            return new HealthState.Down("the store does not answer: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /**
     * Left alone, H2 writes to the disk in the background, half a second behind: a kill would lose what stands nowhere else, and leave
     * halves of transactions that were under way.
     */
    private static void writeAtOnce(Jdbi jdbi) {
        jdbi.useHandle(handle -> {
            handle.execute("set write_delay 0");
            handle.execute("set retention_time " + FileUpkeep.RETENTION_MILLIS);
        });
        jdbi.setTransactionHandler(new OneWriter(jdbi.getTransactionHandler(), new FileUpkeep()));
    }

    private static void migrate(HikariDataSource pool, String url) {
        Flyway.configure()
                .dataSource(pool)
                .locations("classpath:db/deadletter")
                .placeholders(Map.of("bytes", url.startsWith("jdbc:postgresql:") ? "bytea" : "blob"))
                .load()
                .migrate();
    }

    private static String explain(String url, RuntimeException e) {
        SQLException sql = cause(e, SQLException.class);
        if (sql != null && sql.getErrorCode() == H2_IN_USE) {
            return "the store " + url + " is in use by another process; stop that one or set another " + SETTING;
        }
        Throwable root = sql == null ? e : sql;
        String message = String.valueOf(root.getMessage()).replaceAll("\\s*\\R\\s*", "; ");
        return "the store " + url + " cannot be used: " + message + "; set " + SETTING
                + ", or delete the store to have it rebuilt from the topics";
    }

    private static <T extends Throwable> @Nullable T cause(Throwable e, Class<T> type) {
        for (Throwable current = e; current != null; current = current.getCause()) {
            if (type.isInstance(current)) {
                return type.cast(current);
            }
        }
        return null;
    }
}
