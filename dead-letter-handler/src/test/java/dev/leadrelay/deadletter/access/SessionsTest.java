package dev.leadrelay.deadletter.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final DeskUser ANN = new DeskUser("ann", Role.REVIEWER);
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration LENGTH = Duration.ofHours(12);

    private final TestClock clock = new TestClock();
    private final Sessions sessions = new Sessions(clock, IDLE, LENGTH, 5);

    @Test
    void namesAreNewAndLong() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            Session session = sessions.open(ANN);
            names.add(session.id());
            names.add(session.csrfToken());
        }

        assertThat(names).hasSize(2_000).allMatch(name -> name.length() == 43);
        assertThat(sessions.count()).isEqualTo(5);
    }

    @Test
    void oneTooManyEndsTheLongestUnused() {
        List<Session> open = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            open.add(sessions.open(ANN));
        }
        sessions.find(open.get(0).id());

        sessions.open(ANN);

        assertThat(sessions.find(open.get(0).id())).isPresent();
        assertThat(sessions.find(open.get(1).id())).isEmpty();
    }

    @Test
    void onePersonDoesNotEndTheSessionsOfOthers() {
        Sessions many = new Sessions(clock, IDLE, LENGTH, 1_000);
        Session other = many.open(new DeskUser("bob", Role.VIEWER));
        Session first = many.open(ANN);
        for (int i = 0; i < 2_000; i++) {
            many.open(ANN);
        }

        assertThat(many.find(other.id())).isPresent();
        assertThat(many.find(first.id())).isEmpty();
        assertThat(many.count()).isEqualTo(101);
    }

    @Test
    void aLookIsNoUse() {
        Session session = sessions.open(ANN);
        clock.pass(IDLE.minusMinutes(1));
        assertThat(sessions.look(session.id())).contains(session);
        clock.pass(Duration.ofMinutes(1));

        assertThat(sessions.look(session.id())).isEmpty();
    }

    @Test
    void endsWhenItIsClosed() {
        Session session = sessions.open(ANN);

        assertThat(sessions.close(session.id())).contains(session);
        assertThat(sessions.find(session.id())).isEmpty();
        assertThat(sessions.close(session.id())).isEmpty();
        assertThat(sessions.find("")).isEmpty();
    }

    /** A model beside it: whatever the order of uses and pauses, a session lives exactly as long as both limits allow. */
    @Property
    void livesAsLongAsBothLimitsAllow(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 90) Integer> minutes, @ForAll long seed) {
        TestClock time = new TestClock();
        Sessions tested = new Sessions(time, IDLE, LENGTH, 1_000);
        java.util.Random random = new java.util.Random(seed);
        Map<String, java.time.Instant[]> model = new HashMap<>();
        for (int pause : minutes) {
            time.pass(Duration.ofMinutes(pause));
            Session opened = tested.open(ANN);
            model.put(opened.id(), new java.time.Instant[] {time.instant(), time.instant()});
            for (String id : List.copyOf(model.keySet())) {
                if (random.nextBoolean()) {
                    continue;
                }
                boolean lives = time.instant().isBefore(model.get(id)[0].plus(LENGTH))
                        && time.instant().isBefore(model.get(id)[1].plus(IDLE));
                assertThat(tested.find(id).isPresent()).isEqualTo(lives);
                if (lives) {
                    model.get(id)[1] = time.instant();
                } else {
                    model.remove(id);
                }
            }
        }
    }
}
