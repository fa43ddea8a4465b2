package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.TriageDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the store knows of ended leads and of groups that were settled. */
class LeadEndTest {
    private static final ItemFilter ANY = ItemFilter.ANY;

    @Test
    void keepsTheLatestEndOfEachLead() {
        try (TestStore store = new TestStore()) {
            DeadLetter one = Samples.parked(1);
            List<Fact> facts = new ArrayList<>();
            facts.add(Samples.fact(Samples.result(one, LeadStatus.DISCARDED, "first", 5), 0, 0));
            facts.add(Samples.fact(Samples.result(one, LeadStatus.DELIVERED, null, 9), 0, 1));
            facts.add(Samples.fact(Samples.result(Samples.parked(2), LeadStatus.DISQUALIFIED, "why", 1), 0, 2));
            store.store.apply(facts);
            store.store.apply(
                    List.of(Samples.fact(Samples.result(one, LeadStatus.DISCARDED, "older, other place", 7), 1, 0)));

            assertThat(store.content().get("lead_end"))
                    .hasSize(2)
                    .anySatisfy(row -> assertThat(row)
                            .contains(
                                    "status=DELIVERED",
                                    "lead_key=" + one.getLeadKey(),
                                    "cost_micros=7000",
                                    "reason=null"));
        }
    }

    @Test
    void readsResultsFromTheirTopic() {
        try (TestHandler handler = new TestHandler(new FakeBroker(), new TestStore())) {
            handler.end(Samples.result(Samples.parked(1), LeadStatus.DELIVERED, null, 5));

            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() ->
                            assertThat(handler.store.content().get("lead_end")).hasSize(1));
            assertThat(handler.store.queries.unreadableCount()).isZero();
        }
    }

    @Test
    void aSettledGroupThatRecursSaysSo() {
        try (TestStore store = new TestStore()) {
            DeadLetter first = Samples.parked(1);
            TriageDecision discard = Samples.decision(first, DecisionKind.DISCARD, 0);
            store.store.apply(List.of(Samples.fact(first, 0, 0)));
            assertThat(group(store)).satisfies(open -> {
                assertThat(open.settled()).isFalse();
                assertThat(open.recurred()).as("never settled").isFalse();
            });

            store.store.apply(List.of(
                    Samples.fact(discard, 0, 0),
                    Samples.fact(Samples.outcome(discard, OutcomeKind.APPLIED, null), 0, 0)));
            assertThat(group(store)).satisfies(settled -> {
                assertThat(settled.settled()).isTrue();
                assertThat(settled.recurred()).isFalse();
            });

            Instant later = discard.getDecidedAt().plusSeconds(1);
            DeadLetter again =
                    DeadLetter.newBuilder(Samples.parked(2)).setParkedAt(later).build();
            store.store.apply(List.of(Samples.fact(again, 0, 1)));
            assertThat(group(store)).satisfies(open -> {
                assertThat(open.settled()).isFalse();
                assertThat(open.recurred()).isTrue();
            });

            store.store.apply(List.of(Samples.fact(Samples.parked(3), 0, 2)));
            assertThat(group(store).recurred()).as("one was open all the time").isFalse();
        }
    }

    private static TriageQueries.Group group(TestStore store) {
        List<TriageQueries.Group> groups = store.queries.groups(ANY, 10);
        assertThat(groups).hasSize(1);
        return groups.get(0);
    }
}
