package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.TriageDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a store does on every database. */
abstract class StoreContract {
    private static final ItemFilter ANY = ItemFilter.ANY;

    /** A new, empty store. */
    abstract TestStore open();

    @Test
    void pagesThroughEveryItemOnceTheLatestFirst() {
        try (TestStore store = open()) {
            List<Fact> facts = new ArrayList<>();
            for (int number = 0; number < 25; number++) {
                // Pairs share their time, so that the identifier has to decide.
                DeadLetter letter = DeadLetter.newBuilder(Samples.parked(number))
                        .setParkedAt(java.time.Instant.ofEpochMilli(Samples.NOON + number / 2))
                        .build();
                facts.add(Samples.fact(letter, 0, number));
            }
            store.store.apply(facts);

            List<Item> all = new ArrayList<>();
            Cursor after = null;
            List<Item> page;
            do {
                page = store.queries.page(ANY, after, 4);
                all.addAll(page);
                Item last = all.get(all.size() - 1);
                after = Cursor.parse(new Cursor(last.parkedAt(), last.id()).text())
                        .orElseThrow();
            } while (!page.isEmpty());

            assertThat(all).hasSize(25).doesNotHaveDuplicates();
            assertThat(all).extracting(Item::parkedAt).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        }
    }

    @Test
    void filtersByEachProperty() {
        try (TestStore store = open()) {
            DeadLetter scored = Samples.parked(7, Stage.SCORING, FailureClass.LOW_CONFIDENCE, "the votes differ");
            store.store.apply(List.of(
                    Samples.fact(Samples.parked(3), 0, 0),
                    Samples.fact(scored, 0, 0),
                    Samples.fact(Samples.decision(scored, DecisionKind.RETRY, 0), 0, 0)));

            assertThat(ids(store, new ItemFilter("list-1", null, null, null, null, null, null, null)))
                    .containsExactly(scored.getDeadLetterId());
            assertThat(ids(
                            store,
                            new ItemFilter(
                                    null,
                                    "SCORING",
                                    "LOW_CONFIDENCE",
                                    "DECIDED",
                                    scored.getFingerprint(),
                                    null,
                                    null,
                                    null)))
                    .containsExactly(scored.getDeadLetterId());
            assertThat(ids(store, new ItemFilter(null, "SCORING", null, "OPEN", null, null, null, null)))
                    .isEmpty();
        }
    }

    @Test
    void filtersByAgeAndByWords() {
        try (TestStore store = open()) {
            store.store.apply(List.of(Samples.fact(Samples.parked(1), 0, 0), Samples.fact(Samples.parked(2), 0, 1)));
            String first = Samples.parked(1).getDeadLetterId();
            String second = Samples.parked(2).getDeadLetterId();
            long bound = Samples.parked(2).getParkedAt().toEpochMilli();

            assertThat(ids(store, new ItemFilter(null, null, null, null, null, null, bound, null)))
                    .containsExactly(second);
            assertThat(ids(store, new ItemFilter(null, null, null, null, null, null, null, bound)))
                    .containsExactly(first);
            assertThat(ids(store, text("DRAFT names"))).containsExactly(second, first);
            assertThat(ids(store, text("draft person 2"))).containsExactly(second);
            assertThat(ids(store, text(Samples.parked(1).getLeadKey()))).containsExactly(first);
            assertThat(ids(store, text("nowhere"))).isEmpty();
        }
    }

    @Test
    void groupsByFingerprint() {
        try (TestStore store = open()) {
            DeadLetter first = Samples.parked(1);
            DeadLetter second = Samples.parked(2);
            DeadLetter other = Samples.parked(3, Stage.SCORING, FailureClass.LOW_CONFIDENCE, "the votes differ");
            TriageDecision discard = Samples.decision(first, DecisionKind.DISCARD, 0);
            store.store.apply(List.of(
                    Samples.fact(first, 0, 0),
                    Samples.fact(second, 0, 1),
                    Samples.fact(other, 0, 0),
                    Samples.fact(discard, 0, 0),
                    Samples.fact(Samples.outcome(discard, OutcomeKind.APPLIED, null), 0, 0)));

            List<TriageQueries.Group> groups = store.queries.groups(ANY, 10);

            assertThat(groups).hasSize(2);
            TriageQueries.Group group = groups.get(0);
            assertThat(group.fingerprint()).isEqualTo(first.getFingerprint()).isEqualTo(second.getFingerprint());
            assertThat(group.count()).isEqualTo(2);
            assertThat(group.open()).isEqualTo(1);
            assertThat(group.firstSeen()).isEqualTo(first.getParkedAt().toEpochMilli());
            assertThat(group.lastSeen()).isEqualTo(second.getParkedAt().toEpochMilli());
            assertThat(group.sampleMessage()).startsWith("the draft names");
            assertThat(group.trend()).hasSize(TriageQueries.TREND_DAYS).last().isEqualTo(2L);
            assertThat(group.trend().stream().mapToLong(Long::longValue).sum()).isEqualTo(2);
            assertThat(store.queries.groups(ANY, 1)).hasSize(1);
        }
    }

    @Test
    void showsADeadLetterAndItsDecisionsAsOfOneMoment() throws Exception {
        try (TestStore store = open()) {
            List<DeadLetter> letters = new ArrayList<>();
            for (int number = 0; number < 60; number++) {
                letters.add(Samples.parked(number));
                store.store.apply(List.of(Samples.fact(letters.get(number), 0, number)));
            }
            CompletableFuture<Void> decided = CompletableFuture.runAsync(() -> {
                for (int number = 0; number < letters.size(); number++) {
                    TriageDecision retry = Samples.decision(letters.get(number), DecisionKind.RETRY, 0);
                    store.store.apply(List.of(Samples.fact(retry, 0, number)));
                }
            });

            int seen = 0;
            while (seen < letters.size()) {
                TriageQueries.Letter letter = store.queries
                        .letter(letters.get(seen).getDeadLetterId())
                        .orElseThrow();
                assertThat(letter.item().state())
                        .isEqualTo(letter.decisions().isEmpty() ? ItemState.OPEN : ItemState.DECIDED);
                if (letter.item().state() == ItemState.DECIDED) {
                    seen++;
                } else if (decided.isCompletedExceptionally()) {
                    break;
                }
            }
            decided.get(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void tellsWhatCameOfALeadAfterItsDeadLetter() {
        try (TestStore store = open()) {
            DeadLetter letter = Samples.parked(1);
            TriageDecision retry = Samples.decision(letter, DecisionKind.RETRY, 0);
            DeadLetter next = Samples.parkedAgain(letter);
            store.store.apply(List.of(
                    Samples.fact(letter, 0, 0),
                    Samples.fact(retry, 0, 0),
                    Samples.fact(Samples.outcome(retry, OutcomeKind.APPLIED, null), 0, 0),
                    Samples.fact(next, 0, 1)));
            assertThat(fate(store, letter)).isEqualTo(new Fate.ParkedAgain("the-next-one"));
            assertThat(fate(store, next)).isNull();

            store.store.apply(
                    List.of(Samples.fact(Samples.result(letter, LeadStatus.DISCARDED, "CANCELLED", 900), 0, 0)));
            assertThat(fate(store, letter).words()).isEqualTo("parked again, then DISCARDED: CANCELLED");
        }
    }

    private static Fate fate(TestStore store, DeadLetter letter) {
        return store.queries.letter(letter.getDeadLetterId()).orElseThrow().fate();
    }

    private static ItemFilter text(String words) {
        return new ItemFilter(null, null, null, null, null, words, null, null);
    }

    private static List<String> ids(TestStore store, ItemFilter filter) {
        return store.queries.page(filter, null, 10).stream().map(Item::id).toList();
    }
}
