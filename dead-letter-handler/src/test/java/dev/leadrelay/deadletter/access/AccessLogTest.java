package dev.leadrelay.deadletter.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessLogTest {
    private final AccessDatabase database = new AccessDatabase();
    private final TestClock clock = new TestClock();
    private final AccessLog log = new AccessLog(database.jdbi, clock, Duration.ofDays(90));

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void pagesFromTheLastToTheFirst() {
        for (int i = 0; i < 5; i++) {
            log.add("user" + i, "127.0.0.1", "login", "ok");
        }

        List<AccessEvent> first = log.recent(3, null);
        List<AccessEvent> second = log.recent(3, first.get(2).id());

        assertThat(first).extracting(AccessEvent::user).containsExactly("user4", "user3", "user2");
        assertThat(second).extracting(AccessEvent::user).containsExactly("user1", "user0");
        assertThat(first.get(0).at()).isEqualTo(clock.instant());
    }

    @Test
    void forgetsWhatIsTooOld() {
        log.add("old", "127.0.0.1", "login", "ok");
        clock.pass(Duration.ofDays(60));
        log.add("newer", "127.0.0.1", "login", "ok");
        clock.pass(Duration.ofDays(31));
        log.add("new", "127.0.0.1", "login", "ok");

        assertThat(log.recent(10, null)).extracting(AccessEvent::user).containsExactly("new", "newer");
    }

    @Test
    void keepsWhateverSomebodySent() {
        String nasty = "\u0000\r\n\ud800\u202e<script>" + "x".repeat(5_000);

        log.add(nasty, nasty, nasty, nasty);

        assertThat(log.recent(1, null).get(0).user())
                .hasSize(200)
                .doesNotContain("\u0000", "\n")
                .contains("<script>");
    }
}
