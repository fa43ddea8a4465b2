package dev.leadrelay.deadletter.access;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The people of the users file. Thread-safe. */
final class Users {
    /** Checks at the same time; each takes some 20 MiB and a core. */
    private static final int CHECKS = 2;

    private static final int PATIENCE_SECONDS = 10;

    private final Map<String, User> byName = new HashMap<>();
    private final PasswordHash decoy;
    private final Semaphore checks = new Semaphore(CHECKS, true);

    /** One of them. */
    record User(DeskUser user, PasswordHash password) {}

    /** @param users at least one */
    Users(Collection<User> users) {
        users.forEach(each -> byName.put(each.user().name(), each));
        decoy = users.stream()
                .map(User::password)
                .max(Comparator.comparingLong(PasswordHash::cost))
                .orElseThrow()
                .decoy();
    }

    /**
     * The user with this name and password. An unknown name takes the time of a wrong password.
     *
     * @throws RefusedException when too many want to know at once
     */
    Optional<DeskUser> find(String name, String password) {
        User user = byName.get(name);
        boolean right = matches(user == null ? decoy : user.password(), password);
        return user != null && right ? Optional.of(user.user()) : Optional.empty();
    }

    private boolean matches(PasswordHash hash, String password) {
        try {
            if (checks.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                try {
                    return hash.matches(password);
                } finally {
                    checks.release();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new RefusedException(503, "too many are logging in at once; try again");
    }
}
