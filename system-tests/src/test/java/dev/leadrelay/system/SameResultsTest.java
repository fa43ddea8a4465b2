package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.cli.laptop.GeneratedLeads;
import dev.leadrelay.cli.results.ListOutcome;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.simulator.SimulatorSettings;
import dev.leadrelay.system.support.Installation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The same list, seed and settings give the same results, however many leads are in flight. */
class SameResultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final String LIST = "same";
    private static final int LEADS = 150;
    private static final double FALLIBILITY = 0.3;

    @Test
    void tenOrFiveHundredInFlightMakeNoDifference() throws Exception {
        Map<String, String> few = run(10);
        Map<String, String> many = run(500);

        long drafts = many.values().stream()
                .filter(text -> text.contains("\"subject\""))
                .count();
        System.out.printf(
                "SameResultsTest: %d leads, %d with a draft, the same with 10 and with 500 in flight%n",
                many.size(), drafts);
        assertThat(few).hasSize(LEADS);
        assertThat(drafts).isGreaterThan(LEADS / 2);
        few.forEach((lead, text) -> assertThat(many.get(lead)).as(lead).isEqualTo(text));
    }

    private static Map<String, String> run(int inFlight) throws Exception {
        SimulatorSettings simulator =
                SimulatorSettings.defaults().withFallibility(FALLIBILITY).withLatency(Duration.ofMillis(20), 0.8);
        Map<String, String> settings = Map.of("leadrelay.agent.in-flight", Integer.toString(inFlight));
        try (Installation installation =
                Installation.create("same", simulator, settings).start()) {
            List<Lead> leads = GeneratedLeads.of(21, LEADS);
            installation.submit(LIST, leads);
            assertThat(installation
                            .ledger(LIST, installation.awaitSettled(LIST, PATIENCE))
                            .balanced())
                    .isTrue();
            return comparable(installation.outcome(LIST));
        }
    }

    /** Everything but times, ids of runs and instances, and what a call that others shared cost whom. */
    private static Map<String, String> comparable(ListOutcome outcome) {
        Map<String, String> texts = new TreeMap<>();
        outcome.results().forEach((key, result) -> texts.put(key, comparable(result)));
        outcome.deadLetters().forEach((key, letter) -> texts.put(key, comparable(letter)));
        return texts;
    }

    private static String comparable(LeadResult result) {
        Research research = result.getResearch();
        return result.getStatus() + " " + result.getReason() + " " + (research == null ? "" : timeless(research)) + " "
                + result.getScore() + " " + result.getDraft() + " " + result.getVerdicts();
    }

    private static String comparable(DeadLetter letter) {
        return letter.getStage() + " " + letter.getFailureClass() + " " + letter.getViolations();
    }

    private static Research timeless(Research research) {
        return Research.newBuilder(research)
                .setEvidence(research.getEvidence().stream()
                        .map(evidence -> Evidence.newBuilder(evidence)
                                .setRetrievedAt(Instant.EPOCH)
                                .build())
                        .toList())
                .build();
    }
}
