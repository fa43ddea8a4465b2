package dev.leadrelay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LearnedRateTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void thereIsNoLimitBeforeARefusal() {
        LearnedRate rate = new LearnedRate();
        rate.admitted(0);
        assertThat(rate.at(SECOND)).isInfinite();
    }

    @Test
    void aRefusalCutsWhatWentThroughAndTheRateComesBack() {
        LearnedRate rate = new LearnedRate();
        for (int i = 0; i <= 40; i++) {
            rate.admitted(i * SECOND / 20);
        }
        for (int i = 0; i < 3; i++) {
            rate.refused(2 * SECOND, 2 * SECOND);
        }

        assertThat(rate.at(2 * SECOND)).isBetween(17.0, 19.0);
        assertThat(rate.at(6 * SECOND)).isBetween(19.0, 21.0);
        assertThat(rate.at(30 * SECOND)).isGreaterThan(100);
    }

    @Test
    void refusalsOfRequestsSentBeforeTheCutSayNothingNew() {
        LearnedRate rate = new LearnedRate();
        rate.admitted(0);
        assertThat(rate.refused(SECOND / 2, SECOND)).isTrue();
        double cut = rate.at(SECOND);
        rate.refused(SECOND - 1, SECOND + 1);
        assertThat(rate.at(SECOND)).isEqualTo(cut);
        rate.refused(SECOND + 2, SECOND + 3);
        assertThat(rate.at(SECOND + 3)).isLessThan(cut);
    }

    @Test
    void aLoneRefusalAmongManyAnswersIsNoLimit() {
        LearnedRate rate = new LearnedRate();
        for (int i = 0; i < 20; i++) {
            rate.admitted(i);
        }
        assertThat(rate.refused(20, 20)).isFalse();
        assertThat(rate.refused(21, 21)).isFalse();
        assertThat(rate.at(22)).isInfinite();
        assertThat(rate.refused(22, 22)).isTrue();
        assertThat(rate.at(23)).isFinite();
    }

    @Test
    void refusalsWithoutAnAnswerBringItDownToTheLeast() {
        LearnedRate rate = new LearnedRate();
        long now = 0;
        for (int i = 0; i < 50; i++) {
            assertThat(rate.refused(now, now)).isTrue();
            assertThat(rate.at(now)).isBetween(LearnedRate.LEAST, 1.0);
            now += SECOND;
        }
        assertThat(rate.at(now - SECOND)).isCloseTo(LearnedRate.LEAST, Offset.offset(0.001));
    }

    @Test
    void aClientThatRestedIsNotCutToItsRest() {
        LearnedRate rate = new LearnedRate();
        rate.admitted(0);
        long later = 60 * SECOND;
        for (int i = 0; i < 20; i++) {
            rate.admitted(later + i * SECOND / 40);
        }
        long now = later + SECOND / 2;
        for (int i = 0; i < 3; i++) {
            rate.refused(now, now);
        }
        assertThat(rate.at(now)).isBetween(30.0, 40.0);
    }

    /** The figures of the class and of ADR 9 come from here. */
    @Test
    void refusalsForNoReasonLeaveMostOfTheRate() {
        double least = 1;
        double sum = 0;
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            // Three hundred a second is what this client can send; nothing limits it.
            double used =
                    run(1, 300, now -> random.nextInt(40) > 0, seed, 90, 30).used(300);
            least = Math.min(least, used);
            sum += used;
        }
        System.out.printf("random refusals of one in forty: kept %.3f on average, %.3f at least%n", sum / 20, least);
        assertThat(sum / 20).isGreaterThan(0.8);
    }

    /** The figures of the class and of ADR 9 come from here. */
    @Test
    void theGridOfClientsAndLimits() {
        double leastUsed = 1;
        double mostRefused = 0;
        double sumRefused = 0;
        int runs = 0;
        for (int clients = 1; clients <= 4; clients++) {
            for (int limit : new int[] {10, 20, 50, 100}) {
                for (long seed = 1; seed <= 5; seed++) {
                    Tally tally = run(clients, 1_000, new Limited(limit, limit / 4.0), seed, 90, 30);
                    leastUsed = Math.min(leastUsed, tally.used(limit));
                    mostRefused = Math.max(mostRefused, tally.refusedShare());
                    sumRefused += tally.refusedShare();
                    runs++;
                }
            }
        }
        System.out.printf(
                "least used %.3f, refused %.3f on average and %.3f at most in %d runs%n",
                leastUsed, sumRefused / runs, mostRefused, runs);
        assertThat(leastUsed).isGreaterThan(0.9);
        assertThat(mostRefused).isLessThan(0.1);
        assertThat(sumRefused / runs).isLessThan(0.05);
    }

    @Test
    void threeAgentsAtTwentyRequestsASecond() {
        Tally tally = run(3, 1_000, new Limited(20, 5), 42, 90, 30);

        assertThat(tally.used(20)).isGreaterThan(0.9);
        assertThat(tally.refusedShare()).isLessThan(0.05);
    }

    /** Clients that send as fast as they may, at a provider that admits so many a second; time is the simulation's own. */
    @Property(tries = 20)
    void clientsTogetherUseTheLimitWithFewRefusals(
            @ForAll @IntRange(min = 1, max = 4) int clients,
            @ForAll @IntRange(min = 10, max = 100) int limit,
            @ForAll long seed) {
        Tally tally = run(clients, 1_000, new Limited(limit, limit / 4.0), seed, 90, 30);

        assertThat(tally.used(limit)).as("share of the limit that was used").isGreaterThan(0.85);
        assertThat(tally.refusedShare()).as("share refused").isLessThan(0.15);
    }

    private static Tally run(int clients, int canSend, Provider provider, long seed, int seconds, int settledAfter) {
        Random random = new Random(seed);
        PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::at));
        List<LearnedRate> rates = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            rates.add(new LearnedRate());
            events.add(new Event(random.nextInt(10_000_000), i, Kind.SEND, 0));
        }
        Tally tally = new Tally();
        while (events.element().at < seconds * SECOND) {
            Event event = events.remove();
            LearnedRate rate = rates.get(event.client);
            switch (event.kind) {
                case SEND -> {
                    boolean admitted = provider.admits(event.at);
                    tally.count(admitted, event.at >= settledAfter * SECOND);
                    long latency = 20_000_000 + random.nextInt(60_000_000);
                    events.add(new Event(
                            event.at + latency, event.client, admitted ? Kind.ADMITTED : Kind.REFUSED, event.at));
                    long gap = (long) (SECOND / Math.min(rate.at(event.at), canSend));
                    events.add(new Event(event.at + gap, event.client, Kind.SEND, 0));
                }
                case ADMITTED -> rate.admitted(event.at);
                case REFUSED -> rate.refused(event.sentAt, event.at);
            }
        }
        return tally;
    }

    private enum Kind {
        SEND,
        ADMITTED,
        REFUSED
    }

    private record Event(long at, int client, Kind kind, long sentAt) {}

    private static final class Tally {
        private int admitted;
        private int refused;

        double used(int limit) {
            return admitted / (60.0 * limit);
        }

        double refusedShare() {
            return (double) refused / (admitted + refused);
        }

        void count(boolean wasAdmitted, boolean settled) {
            if (settled) {
                admitted += wasAdmitted ? 1 : 0;
                refused += wasAdmitted ? 0 : 1;
            }
        }
    }

    /** Admits a request or refuses it. */
    private interface Provider {
        boolean admits(long now);
    }

    /** A token bucket. */
    private static final class Limited implements Provider {
        private final double perSecond;
        private final double burst;
        private double tokens;
        private long last;

        Limited(double perSecond, double burst) {
            this.perSecond = perSecond;
            this.burst = burst;
            this.tokens = burst;
        }

        @Override
        public boolean admits(long now) {
            tokens = Math.min(burst, tokens + (now - last) * perSecond / SECOND);
            last = now;
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }
    }
}
