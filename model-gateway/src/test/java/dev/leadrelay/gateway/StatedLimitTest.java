package dev.leadrelay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatedLimitTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final Duration LONGEST = Pace.LONGEST_STATED_WAIT;

    private final StatedLimit limit = new StatedLimit(LONGEST);

    private static Allowance.Left left(long amount, long seconds) {
        return new Allowance.Left(amount, Duration.ofSeconds(seconds));
    }

    @Test
    void nobodyWaitsBeforeAStatement() {
        for (int i = 0; i < 100; i++) {
            assertThat(limit.delay(i, 1_000_000)).isZero();
            limit.take(1_000_000);
        }
    }

    /** A reply to that request. */
    private void reply(StatedLimit.Taken by, long amount, long seconds, long now) {
        limit.ended(by);
        limit.said(left(amount, seconds), by, now);
    }

    @Test
    void whatWasSentAfterTheRequestOfAReplyIsTakenOff() {
        StatedLimit.Taken first = limit.take(1);
        limit.take(1);
        limit.take(1);
        reply(first, 3, 10, 0);
        assertThat(limit.delay(0, 1)).isZero();
        limit.take(1);
        assertThat(limit.delay(0, 1)).isEqualTo(10 * SECOND);
    }

    @Test
    void anOlderReplyDoesNotTakeThePlaceOfANewerOne() {
        StatedLimit.Taken first = limit.take(1);
        StatedLimit.Taken second = limit.take(1);
        reply(second, 0, 10, 0);
        reply(first, 5, 20, 0);
        assertThat(limit.delay(0, 1)).isEqualTo(10 * SECOND);
    }

    @Test
    void requestsThatOvertakeEachOtherAreAllTakenOff() {
        reply(limit.take(1), 3, 10, 0);
        StatedLimit.Taken slow = limit.take(1);
        limit.take(1);
        StatedLimit.Taken fast = limit.take(1);
        reply(fast, 2, 10, 0);
        assertThat(limit.delay(0, 1)).as("two are on their way").isEqualTo(10 * SECOND);
        reply(slow, 1, 10, 0);
        assertThat(limit.delay(0, 1)).isEqualTo(10 * SECOND);
    }

    @Test
    void whatIsKnownToBeLeftMayGrow() {
        reply(limit.take(1), 1, 10, 0);
        StatedLimit.Taken second = limit.take(1);
        assertThat(limit.delay(0, 1)).isEqualTo(10 * SECOND);
        reply(second, 2, 10, SECOND);
        assertThat(passing(SECOND)).as("nothing else is in flight").isEqualTo(2);
    }

    @Test
    void aWholeLimitIsAsMuchAsMostOfWhatWasSaid() {
        StatedLimit.Taken first = limit.take(1);
        StatedLimit.Taken second = limit.take(1);
        reply(first, 2, 10, 0);
        reply(second, 0, 10, 0);
        assertThat(passing(10 * SECOND)).isEqualTo(3);
        assertThat(passing(20 * SECOND - 1)).isZero();
        assertThat(passing(20 * SECOND))
                .as("without a reply, for as long again")
                .isEqualTo(3);
    }

    @Test
    void afterARefusalOneFindsOut() {
        StatedLimit.Taken first = limit.take(1);
        StatedLimit.Taken second = limit.take(1);
        reply(first, 2, 10, 0);
        reply(second, 0, 10, 0);
        limit.refused();
        assertThat(limit.delay(10 * SECOND, 1)).isZero();
        StatedLimit.Taken scout = limit.take(1);
        assertThat(limit.delay(10 * SECOND, 1)).isEqualTo(10 * SECOND);
        reply(scout, 4, 10, 10 * SECOND);
        assertThat(passing(10 * SECOND)).isEqualTo(4);
    }

    @Test
    void aReplyFromBeforeTheLimitWasWholeSaysNothingOfWhatIsLeft() {
        StatedLimit.Taken first = limit.take(1);
        StatedLimit.Taken late = limit.take(1);
        reply(first, 3, 10, 0);
        assertThat(passing(10 * SECOND)).isEqualTo(4);
        reply(late, 2, 10, 11 * SECOND);
        assertThat(limit.delay(11 * SECOND, 1)).isEqualTo(9 * SECOND);
    }

    @Test
    void aRequestLargerThanTheWholeLimitPassesWhenItIsWhole() {
        reply(limit.take(50), 100, 10, 0);
        assertThat(limit.delay(0, 5_000)).isEqualTo(10 * SECOND);
        assertThat(limit.delay(10 * SECOND, 5_000)).isZero();
        limit.take(5_000);
        assertThat(limit.delay(10 * SECOND, 1)).isEqualTo(10 * SECOND);
    }

    @Test
    void aResetBeyondTheLongestWaitIsWaitedForNoLongerAndThenOneFindsOut() {
        StatedLimit.Taken first = limit.take(1);
        reply(first, 5, 10, 0);
        reply(limit.take(1), 0, 3_600, 0);
        assertThat(limit.delay(0, 1)).isEqualTo(LONGEST.toNanos());
        assertThat(passing(LONGEST.toNanos())).isEqualTo(1);
    }

    @Test
    void nothingLeftAndNothingToWaitForHoldsNobody() {
        for (int i = 0; i < 100; i++) {
            assertThat(limit.delay(i, 1)).isZero();
            reply(limit.take(1), 0, 0, i);
        }
    }

    @Test
    void whatIsLeftWithoutATimeHoldsForASecond() {
        reply(limit.take(1), 2, 0, 0);
        assertThat(passing(0)).isEqualTo(2);
        assertThat(limit.delay(0, 1)).isEqualTo(SECOND);
        assertThat(passing(SECOND)).isEqualTo(3);
    }

    /** How many pass at that time. */
    private int passing(long now) {
        for (int passed = 0; ; passed++) {
            if (limit.delay(now, 1) > 0) {
                return passed;
            }
            limit.take(1);
        }
    }

    /** What a server says, when, and of which of the requests that have been sent (the last, the one before it, ...). */
    private record Word(long after, int back, Allowance.Left said, boolean refusal) {}

    @Provide
    Arbitrary<Word> words() {
        Arbitrary<Allowance.Left> said = Combinators.combine(
                        Arbitraries.longs().between(0, 999_999_999_999_999L),
                        Arbitraries.longs().between(0, AllowanceHeaders.LONGEST.toNanos()))
                .as((amount, reset) -> new Allowance.Left(amount, Duration.ofNanos(reset)));
        Arbitrary<Allowance.Left> scarce = Combinators.combine(
                        Arbitraries.longs().between(0, 3),
                        Arbitraries.longs().between(0, 100).map(Duration::ofSeconds))
                .as(Allowance.Left::new);
        return Combinators.combine(
                        Arbitraries.longs().between(0, 200 * SECOND),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.oneOf(said, scarce),
                        Arbitraries.of(true, false))
                .as(Word::new);
    }

    /** Once it holds its tongue, the next request goes within the longest wait, and so does each one after it. */
    @Property(tries = 1_000)
    void noStatementHoldsARequestForLongerThanTheLongestWait(
            @ForAll @Size(max = 40) List<@From("words") Word> words,
            @ForAll @LongRange(min = Long.MIN_VALUE / 2, max = Long.MAX_VALUE / 2) long begin,
            @ForAll @LongRange(min = 0, max = Integer.MAX_VALUE) long amount) {
        StatedLimit limit = new StatedLimit(LONGEST);
        long now = begin;
        List<StatedLimit.Taken> sent = new ArrayList<>();
        for (Word word : words) {
            now += word.after;
            if (limit.delay(now, amount) <= 0) {
                sent.add(limit.take(amount));
            }
            if (sent.isEmpty()) {
                continue;
            }
            StatedLimit.Taken by = sent.remove(Math.max(0, sent.size() - 1 - word.back));
            limit.ended(by);
            limit.said(word.said, by, now);
            if (word.refusal) {
                limit.refused();
            }
        }
        for (int i = 0; i < 3; i++) {
            long wait = limit.delay(now, amount);
            assertThat(wait).isBetween(0L, LONGEST.toNanos());
            now += wait;
            assertThat(limit.delay(now, amount)).isZero();
            limit.take(amount);
        }
    }

    /** The figures of ADR 9 come from here. */
    @Test
    void theGridOfLimitsByTheMinute() throws InterruptedException {
        for (int clients = 1; clients <= 3; clients += 2) {
            Tally unsaid = byTheMinute(clients, Says.NOTHING);
            for (Says says : List.of(Says.WHEN_IT_ADMITS, Says.WHEN_IT_REPLIES)) {
                Tally said = byTheMinute(clients, says);
                System.out.printf("%d clients, %s: %s; unsaid %s%n", clients, says, said, unsaid);
                assertThat(said.refusedShare()).isLessThan(clients == 1 ? 0.01 : 0.5 * unsaid.refusedShare());
                assertThat(said.used()).isGreaterThan(0.9);
            }
        }
    }

    private static Tally byTheMinute(int clients, Says says) throws InterruptedException {
        Tally tally = new Tally();
        for (Provider.Kind kind : Provider.Kind.values()) {
            for (int limit : new int[] {10, 60, 300}) {
                for (int latency : new int[] {200, 2_000, 8_000}) {
                    tally.add(run(clients, new Provider(kind, limit, 60_000), latency, says, limit));
                }
            }
        }
        return tally;
    }

    /** Where the replies take as long or longer, what they say of it is old: the learned rate does as it would without. */
    @Test
    void theGridOfLimitsByTheQuarterOfASecond() throws InterruptedException {
        Tally said = byTheQuarterOfASecond(Says.WHEN_IT_ADMITS);
        Tally unsaid = byTheQuarterOfASecond(Says.NOTHING);
        System.out.printf("by the quarter of a second: %s; unsaid %s%n", said, unsaid);
        assertThat(said.refusedShare()).isLessThan(unsaid.refusedShare() + 0.005);
        assertThat(said.used()).isGreaterThan(0.9 * unsaid.used());
    }

    private static Tally byTheQuarterOfASecond(Says says) throws InterruptedException {
        Tally tally = new Tally();
        for (Provider.Kind kind : Provider.Kind.values()) {
            for (int latency : new int[] {50, 500, 3_000}) {
                for (int clients = 1; clients <= 3; clients++) {
                    tally.add(run(clients, new Provider(kind, 5, 250), latency, says, clients));
                }
            }
        }
        return tally;
    }

    @Property(tries = 25)
    void aLoneClientIsHardlyRefusedAnythingWhereTheLimitIsSaid(
            @ForAll Provider.Kind kind,
            @ForAll boolean late,
            @ForAll @IntRange(min = 20, max = 200) int limit,
            @ForAll @IntRange(min = 1_000, max = 60_000) int millis,
            @ForAll @IntRange(min = 2, max = 40) int latencyPercent,
            @ForAll long seed)
            throws InterruptedException {
        Says says = late ? Says.WHEN_IT_REPLIES : Says.WHEN_IT_ADMITS;
        Tally tally = run(1, new Provider(kind, limit, millis), millis * latencyPercent / 100, says, seed);

        assertThat(tally.refusedShare()).as("share refused").isLessThan(0.1);
        assertThat(tally.used()).as("share of the limit that was used").isGreaterThan(0.65);
    }

    private static Tally run(int clients, Provider provider, int latency, Says says, long seed)
            throws InterruptedException {
        return new Simulation(clients, provider, latency, says, seed).run();
    }

    /** Clients with much to do, each with a pace of its own, at a provider; time is the simulation's own, in milliseconds. */
    private static final class Simulation {
        private static final int MOST_IN_FLIGHT = 64;
        private static final int SETTLED_AFTER = 120_000;
        private static final int COUNTED = 600_000;
        /** On the way to the provider requests overtake each other. */
        private static final int WAY = 20;

        private record Event(long at, Runnable happens) {}

        private final AtomicLong now = new AtomicLong();
        private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::at));
        private final List<Pace> paces = new ArrayList<>();
        private final int[] inFlight;
        private final Provider provider;
        private final int latency;
        private final Says says;
        private final Random random;
        private final Tally tally = new Tally();

        Simulation(int clients, Provider provider, int latency, Says says, long seed) {
            this.provider = provider;
            this.latency = latency;
            this.says = says;
            this.random = new Random(seed);
            this.inFlight = new int[clients];
            for (int i = 0; i < clients; i++) {
                paces.add(new Pace(() -> now.get() * MILLI));
            }
        }

        Tally run() throws InterruptedException {
            tally.possible = COUNTED * (double) provider.limit / provider.millis;
            while (now.get() < SETTLED_AFTER + COUNTED) {
                while (!events.isEmpty() && events.element().at <= now.get()) {
                    events.remove().happens.run();
                }
                for (int client = 0; client < inFlight.length; client++) {
                    send(client);
                }
                now.incrementAndGet();
            }
            return tally;
        }

        private void send(int client) throws InterruptedException {
            while (inFlight[client] < MOST_IN_FLIGHT) {
                Pace.@Nullable Sent sent = paces.get(client).await(0, 1, Duration.ZERO);
                if (sent == null) {
                    return;
                }
                inFlight[client]++;
                after(1 + random.nextInt(WAY), () -> arrive(client, sent));
            }
        }

        private void arrive(int client, Pace.Sent sent) {
            boolean admitted = provider.admits(now.get());
            if (now.get() >= SETTLED_AFTER) {
                tally.count(admitted);
            }
            Allowance said = says == Says.WHEN_IT_ADMITS ? left() : Allowance.UNSTATED;
            after(admitted ? latency / 2 + random.nextInt(latency) : 1, () -> reply(client, sent, admitted, said));
        }

        private void reply(int client, Pace.Sent sent, boolean admitted, Allowance known) {
            inFlight[client]--;
            Allowance said = says == Says.WHEN_IT_REPLIES ? left() : known;
            if (admitted) {
                paces.get(client).answered(sent, said);
            } else {
                paces.get(client).refused(sent, null, said);
            }
        }

        private Allowance left() {
            return new Allowance(provider.left(now.get()), null);
        }

        private void after(long millis, Runnable happens) {
            events.add(new Event(now.get() + millis, happens));
        }
    }

    /** When a provider looks at what is left. */
    private enum Says {
        NOTHING,
        WHEN_IT_ADMITS,
        WHEN_IT_REPLIES
    }

    /** Admits so many requests in a time, and knows how many are left. */
    private static final class Provider {
        enum Kind {
            WINDOW,
            BUCKET
        }

        private final Kind kind;
        private final int limit;
        private final int millis;
        private double left;
        private long windowEnd;
        private long last;

        Provider(Kind kind, int limit, int millis) {
            this.kind = kind;
            this.limit = limit;
            this.millis = millis;
            this.left = limit;
        }

        boolean admits(long now) {
            refill(now);
            if (left < 1) {
                return false;
            }
            left--;
            return true;
        }

        private void refill(long now) {
            switch (kind) {
                case WINDOW -> {
                    if (now >= windowEnd) {
                        windowEnd = now + millis;
                        left = limit;
                    }
                }
                case BUCKET -> left = Math.min(limit, left + (double) (now - last) * limit / millis);
            }
            last = now;
        }

        Allowance.Left left(long now) {
            refill(now);
            double reset = switch (kind) {
                case WINDOW -> windowEnd - now;
                case BUCKET -> (limit - left) * millis / limit;
            };
            return new Allowance.Left((long) left, Duration.ofMillis((long) Math.ceil(reset)));
        }
    }

    private static final class Tally {
        private long admitted;
        private long refused;
        private double possible;

        void count(boolean wasAdmitted) {
            admitted += wasAdmitted ? 1 : 0;
            refused += wasAdmitted ? 0 : 1;
        }

        void add(Tally other) {
            admitted += other.admitted;
            refused += other.refused;
            possible += other.possible;
        }

        double used() {
            return admitted / possible;
        }

        double refusedShare() {
            return (double) refused / (admitted + refused);
        }

        @Override
        public String toString() {
            return String.format("%.2f used, %.3f refused", used(), refusedShare());
        }
    }
}
