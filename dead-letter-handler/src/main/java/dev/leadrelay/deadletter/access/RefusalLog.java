package dev.leadrelay.deadletter.access;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes refused requests, of each address only so many that nobody can fill the store with them. */
final class RefusalLog {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);

    private final AccessLog log;
    private final ClientAddress addresses;
    private final Attempts notes;

    RefusalLog(AccessLog log, ClientAddress addresses, Clock clock) {
        this.log = log;
        this.addresses = addresses;
        this.notes = new Attempts(clock, 20, Duration.ofSeconds(30));
    }

    /** Notes what was forbidden; who is not logged in yet, or failed to log in, is no refusal. */
    void add(Context context, String user, RefusedException refused) {
        String address = addresses.of(context);
        if (refused.status() != 403 && refused.status() != 421 || !notes.take(ClientAddress.network(address))) {
            return;
        }
        try {
            log.add(user, address, context.method().name() + " " + context.path(), "refused: " + refused.line());
        } catch (JdbiException e) {
            LOG.warn(
                    "a refusal could not be noted: {}",
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }
}
