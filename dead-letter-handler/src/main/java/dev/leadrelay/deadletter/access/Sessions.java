package dev.leadrelay.deadletter.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is logged in, in memory: a restart logs everybody out. Thread-safe. */
final class Sessions {
    /** Whoever logs in over and over must not end the sessions of others. */
    private static final int MOST_OF_ONE = 100;

    private final Clock clock;
    private final Duration idle;
    private final Duration length;
    private final int most;

    /** The longest unused first. */
    private final Map<String, Used> byId = new LinkedHashMap<>();

    private record Used(Session session, Instant at) {}

    /**
     * @param idle how long one lives without being used
     * @param length how long one lives at most
     * @param most how many there may be; one more ends the longest unused
     */
    Sessions(Clock clock, Duration idle, Duration length, int most) {
        this.clock = clock;
        this.idle = idle;
        this.length = length;
        this.most = most;
    }

    /** A new session, under a name that nobody knew before. */
    synchronized Session open(DeskUser user) {
        Instant now = clock.instant();
        Iterator<Used> oldest = byId.values().iterator();
        while (oldest.hasNext() && (isOver(oldest.next(), now) || byId.size() >= most)) {
            oldest.remove();
        }
        endOneOf(user.name());
        Session session = new Session(RandomToken.next(), RandomToken.next(), user, now);
        byId.put(session.id(), new Used(session, now));
        return session;
    }

    /** The session of this name, which is thereby used; empty when there is none or it is over. */
    synchronized Optional<Session> find(String id) {
        Instant now = clock.instant();
        Used used = byId.remove(id);
        if (used == null || isOver(used, now)) {
            return Optional.empty();
        }
        byId.put(id, new Used(used.session(), now));
        return Optional.of(used.session());
    }

    /** The session of this name, which is not thereby used; empty when there is none or it is over. */
    synchronized Optional<Session> look(String id) {
        Used used = byId.get(id);
        return used == null || isOver(used, clock.instant()) ? Optional.empty() : Optional.of(used.session());
    }

    /** Ends a session, if there is one of this name. */
    synchronized Optional<Session> close(String id) {
        return Optional.ofNullable(byId.remove(id)).map(Used::session);
    }

    synchronized int count() {
        return byId.size();
    }

    /** Ends the longest unused session of somebody who has as many as one may have. */
    private void endOneOf(String user) {
        List<Session> all = byId.values().stream()
                .map(Used::session)
                .filter(session -> session.user().name().equals(user))
                .toList();
        if (all.size() >= MOST_OF_ONE) {
            byId.remove(all.getFirst().id());
        }
    }

    private boolean isOver(Used used, Instant now) {
        return !now.isBefore(used.at().plus(idle))
                || !now.isBefore(used.session().openedAt().plus(length));
    }
}
